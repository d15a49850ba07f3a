//! Notes where there is no model to write them: the sentences that say most, as they were written.

use std::collections::{HashMap, HashSet};

use adda_protocol::AuthorKind;

use crate::store::Line;

/// Longest notes, in characters.
const CHARS: usize = 1_600;
/// Sentences outside these lengths are no notes, in characters.
const SENTENCE: std::ops::RangeInclusive<usize> = 12..=280;
/// Words that tell of the one who writes.
const OWN: &[&str] = &["my", "i'm", "i", "we", "our", "मेरा", "मेरी", "मैं"];

/// The notes so far and the new lines as sentences, the most telling ones that fit, in their order. What people said of
/// themselves comes first, then what speaks of what the whole is about.
pub fn extract(before: &str, lines: &[Line]) -> String {
    let earlier = before.lines().map(str::to_owned);
    let people = lines.iter().filter(|line| line.author.kind == AuthorKind::User);
    let said = people.flat_map(|line| sentences(&line.text));
    let mut seen = HashSet::new();
    let all: Vec<String> =
        earlier.chain(said).filter(|text| seen.insert(text.to_lowercase())).collect();
    let frequencies = frequencies(&all);
    let mut order: Vec<usize> = (0..all.len()).collect();
    // Stable: of equals the earlier one stays.
    order.sort_by_key(|&at| std::cmp::Reverse(score(&all[at], &frequencies)));
    let mut left = CHARS;
    let mut chosen: Vec<usize> = Vec::new();
    for at in order {
        let length = all[at].chars().count() + 1;
        if length <= left {
            left -= length;
            chosen.push(at);
        }
    }
    chosen.sort_unstable();
    chosen.into_iter().map(|at| all[at].as_str()).collect::<Vec<_>>().join("\n")
}

fn sentences(text: &str) -> Vec<String> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '\n' | '।' | '。' | '！' | '？');
    let parts = text
        .split_inclusive(ends)
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.filter(|part| SENTENCE.contains(&part.chars().count())).collect()
}

fn words(text: &str) -> impl Iterator<Item = String> {
    let parts = text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() && c != '\'');
    parts.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn frequencies(all: &[String]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in all.iter().flat_map(|text| words(text)).filter(|word| word.chars().count() > 3) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

/// How much a sentence tells: of the one who wrote it, where all count alike, then of what is often spoken of.
fn score(text: &str, frequencies: &HashMap<String, usize>) -> usize {
    let words: Vec<String> = words(text).collect();
    let own = words.iter().any(|word| OWN.contains(&word.as_str()));
    if own && !text.ends_with(['?', '？']) {
        return 1_000;
    }
    let weight: usize = words.iter().map(|word| frequencies.get(word).copied().unwrap_or(0)).sum();
    weight.min(999) / words.len().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::tests::{ai, user};

    #[test]
    fn notes_keep_what_people_said_of_themselves() {
        let mut notes =
            extract("", &[user("My dog is called Biscuit. What is GST?"), ai("A tax.")]);
        assert!(notes.contains("My dog is called Biscuit."), "{notes}");
        for round in 0..200 {
            let talk = [user(&format!("Tell me about tax rule number {round} please.")), ai("So.")];
            notes = extract(&notes, &talk);
            assert!(notes.chars().count() <= CHARS);
        }
        assert!(notes.starts_with("My dog is called Biscuit."), "{notes}");
        assert!(!notes.contains("A tax."), "what the AI said is no note");
    }

    #[test]
    fn notes_of_nothing_are_empty() {
        assert_eq!(extract("", &[ai("Hello."), user("ok"), user(&"x".repeat(1_000))]), "");
    }
}
