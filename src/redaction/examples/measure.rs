//! Measures the detectors on a made-up corpus: how fast they read, what they miss, and what they mark without reason.
//! `cargo run --release -p adda-redaction --example measure`; with `-v` each miss and false mark is shown.

use std::{collections::BTreeMap, hint::black_box, time::Instant};

use adda_redaction::{
    Action, Kind, Policy, Redactor,
    corpus::{self, ORDINARY, Random, Sample},
};

const SEED: u64 = 20_261_121;
const SAMPLES: usize = 20_000;
const MEGABYTE: f64 = 1_000_000.0;

fn main() {
    let shown = std::env::args().any(|argument| argument == "-v");
    let policy = Policy::default().in_region("IN");
    let everything = policy.clone().with(Kind::IpAddress, Action::Redact);
    let all = Redactor::new(&everything, &[]);
    valid(&all, shown);
    near_misses(&all, shown);
    let usual = Redactor::new(&policy, &[]);
    ordinary(&usual, shown);
    speed(&usual);
}

/// Per kind: how many, and how many not as they should be.
#[derive(Default)]
struct Table(BTreeMap<String, (usize, usize)>);

impl Table {
    fn count(&mut self, name: &str, wrong: bool) {
        let row = self.0.entry(name.to_owned()).or_default();
        row.0 += 1;
        row.1 += usize::from(wrong);
    }

    fn print(&self, title: &str, what: &str, goal: &str) {
        let (all, wrong) = self.0.values().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
        println!(
            "\n{title}: {all} texts, {wrong} {what}, {:.3} % (goal {goal})",
            share(wrong, all)
        );
        for (name, (all, wrong)) in &self.0 {
            println!("  {name:<24} {all:>6} {wrong:>5}  {:.2} %", share(*wrong, *all));
        }
    }
}

/// Exact for what is counted here.
fn float(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::INFINITY, f64::from)
}

fn share(part: usize, whole: usize) -> f64 {
    float(part) * 100.0 / float(whole.max(1))
}

fn valid(redactor: &Redactor, shown: bool) {
    let mut table = Table::default();
    for Sample { kind, value, text } in corpus::valid(SEED, SAMPLES) {
        let found = redactor
            .find(&text)
            .iter()
            .any(|mark| mark.kind == kind && text[mark.range.clone()].contains(&value));
        table.count(kind.name(), !found);
        if shown && !found {
            println!("missed {kind:?}: {text} {:?}", redactor.find(&text));
        }
    }
    table.print("valid identifiers", "missed", "<= 0.5 %");
}

fn near_misses(redactor: &Redactor, shown: bool) {
    let mut table = Table::default();
    for Sample { kind, text, .. } in corpus::near_misses(SEED, SAMPLES) {
        let marks = redactor.find(&text);
        table.count(kind.name(), !marks.is_empty());
        if shown && !marks.is_empty() {
            println!("marked near {kind:?}: {text} {marks:?}");
        }
    }
    table.print("near misses", "marked", "none set");
}

fn ordinary(redactor: &Redactor, shown: bool) {
    let (mut table, mut random) = (Table::default(), Random::new(SEED));
    for index in 0..SAMPLES {
        let text = corpus::ordinary(&mut random, index);
        let marks = redactor.find(&text);
        table.count(ORDINARY[index % ORDINARY.len()].0, !marks.is_empty());
        if shown && !marks.is_empty() {
            println!("marked ordinary: {text} {marks:?}");
        }
    }
    table.print("ordinary text", "marked", "<= 0.5 %");
}

fn speed(redactor: &Redactor) {
    let mut random = Random::new(SEED);
    let mut ordinary = String::new();
    while ordinary.len() < 2_000_000 {
        let kind = random.below(ORDINARY.len());
        ordinary.push_str(&corpus::ordinary(&mut random, kind));
        ordinary.push('\n');
    }
    let english: String =
        ordinary.lines().filter(|line| line.is_ascii()).flat_map(|line| [line, "\n"]).collect();
    let hindi: String =
        ordinary.lines().filter(|line| !line.is_ascii()).flat_map(|line| [line, "\n"]).collect();
    let prose =
        "The quick brown fox jumps over the lazy dog, and everyone who watches it is pleased. "
            .repeat(20_000);
    let mut mixed = String::new();
    for sample in corpus::valid(SEED, 2_000) {
        mixed.push_str(&corpus::ordinary(&mut random, sample.text.len()));
        mixed.push_str(&prose[..400]);
        mixed.push_str(&sample.text);
        mixed.push('\n');
    }
    println!("\nspeed on one core (goal >= 50 MB/s on mixed text)");
    for (name, text) in [
        ("mixed", &mixed),
        ("plain prose", &prose),
        ("numbers, English", &english),
        ("numbers, Hindi", &hindi),
    ] {
        println!("  {name:<24} {:>6.0} MB/s", rate(redactor, text));
    }
}

/// The best of several rounds, in pieces as long as messages are.
fn rate(redactor: &Redactor, text: &str) -> f64 {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let pieces: Vec<String> = lines.chunks(20).map(<[&str]>::concat).collect();
    let round = || {
        let start = Instant::now();
        for piece in &pieces {
            black_box(redactor.find(black_box(piece)));
        }
        float(text.len()) / MEGABYTE / start.elapsed().as_secs_f64()
    };
    (0..7).map(|_| round()).fold(0.0, f64::max)
}
