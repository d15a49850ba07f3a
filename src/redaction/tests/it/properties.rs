//! What holds for any text.

use adda_redaction::{
    Kind, Person, Policy, Redactor, Vault,
    corpus::{self, Random, Sample},
    expand,
};
use proptest::prelude::*;

fn people() -> [Person; 3] {
    [
        Person::new("u1", "Priya").also("Priya Sharma"),
        Person::new("u2", "Will").also("Will O'Brien"),
        Person::new("u3", "आशा").also("आशा राव"),
    ]
}

fn redactor() -> Redactor {
    let policy = Policy { terms: vec!["Blue Bird".into()], ..Policy::default().in_region("IN") };
    Redactor::new(&policy, &people())
}

/// Parts that meet each other in every order: identifiers, names, what looks like placeholders, odd characters.
fn part() -> impl Strategy<Value = String> {
    let sample = any::<u64>().prop_map(|seed| {
        let skip = below(seed, 17);
        corpus::valid(seed, 17).nth(skip).map(|sample| sample.text).unwrap_or_default()
    });
    let ordinary = any::<u64>().prop_map(|seed| {
        let mut random = Random::new(seed);
        corpus::ordinary(&mut random, below(seed, 10))
    });
    let names = prop::sample::select(vec![
        "Priya",
        "priya's",
        "PRIYA SHARMA",
        "Will, can you",
        "will",
        "blue bird",
        "आशा ने",
        "मुझे आशा है",
        "Dear Will",
        "@priya",
    ]);
    let signs = prop::sample::select(vec![
        "[PASSPORT_1]",
        "[person_2]",
        "PERSON_1",
        "\\[EMAIL\\_1\\]",
        "[",
        "\\",
        "\u{200b}",
        "é",
        "e\u{301}",
        "🎉",
        "४२",
        "password:",
        "+",
        "@",
        "--",
        "\n",
        "IBAN",
        "0x",
        "-----BEGIN PRIVATE KEY-----",
    ]);
    prop_oneof![
        3 => sample,
        2 => ordinary,
        2 => names.prop_map(str::to_owned),
        2 => signs.prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[0-9 .+()-]{1,40}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec((part(), prop::sample::select(vec!["", " ", " ", "\n", ", "])), 0..8)
        .prop_map(|parts| {
            parts.into_iter().flat_map(|(part, gap)| [part, gap.to_owned()]).collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn marks_are_apart_in_order_and_on_characters(text in text()) {
        let mut last = 0;
        for mark in redactor().find(&text) {
            prop_assert!(mark.range.start >= last && mark.range.end > mark.range.start);
            prop_assert!(text.get(mark.range.clone()).is_some());
            last = mark.range.end;
        }
    }

    #[test]
    fn redacted_text_leads_back_to_what_was_written(text in text()) {
        let redacted = redactor().redact(&text, &mut Vault::default()).unwrap();
        prop_assert_eq!(redacted.original(), text);
    }

    #[test]
    fn expanding_gives_the_words_back_where_each_value_is_written_once(seed in any::<u64>()) {
        let texts: Vec<String> = corpus::valid(seed, 17).map(|sample| sample.text).collect();
        let text = texts.join("\n");
        let mut vault = Vault::default();
        let redacted = redactor().redact(&text, &mut vault).unwrap();
        prop_assert_eq!(expand(&redacted.text, &vault), text);
    }

    #[test]
    fn nothing_is_left_to_find(parts in prop::collection::vec(part(), 0..8)) {
        // Set apart: glued together, redacting one part may bring another to light.
        let text = parts.join("\n\n");
        let mut vault = Vault::default();
        let redactor = redactor();
        let once = redactor.redact(&text, &mut vault).unwrap().text;
        let left: Vec<_> = redactor.find(&once).into_iter().filter(|mark| is_certain(mark.kind)).collect();
        prop_assert!(left.is_empty(), "{left:?} in {once}");
    }

    #[test]
    fn placeholders_are_stable(seed in any::<u64>(), before in text()) {
        let redactor = redactor();
        let mut vault = Vault::default();
        let sample = corpus::valid(seed, 17).nth(below(seed, 17)).unwrap();
        let first = redactor.redact(&sample.text, &mut vault).unwrap();
        let _ = redactor.redact(&before, &mut vault);
        let stored = serde_json::to_string(&vault).unwrap();
        let mut vault: Vault = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(redactor.redact(&sample.text, &mut vault).unwrap().text, first.text);
    }

    #[test]
    fn planted_identifiers_never_go_out(seed in any::<u64>(), disguise in 0..7_usize, around in prop::bool::ANY) {
        let mut random = Random::new(seed);
        let Sample { kind, value, text } = corpus::valid(seed, 17).nth(below(seed, 17)).unwrap();
        let shown = disguised(&mut random, kind, &value, disguise);
        let mut text = text.replace(&value, &shown);
        if around {
            let other = corpus::ordinary(&mut random, below(seed, 10));
            text = format!("{other}\n\n{text}\n\n{other}");
        }
        let policy = Policy::default().in_region("IN").with(Kind::IpAddress, adda_redaction::Action::Redact);
        let redacted = Redactor::new(&policy, &[]).redact(&text, &mut Vault::default()).unwrap();
        prop_assert!(!redacted.text.contains(&shown), "{shown} in {}", redacted.text);
        prop_assert!(redacted.pieces.iter().any(|piece| piece.original.contains(&shown)), "{shown} in {text}");
    }
}

fn below(seed: u64, limit: usize) -> usize {
    Random::new(seed).below(limit)
}

/// Kinds known by themselves. Others depend on words, which redaction may bring closer to other digits.
fn is_certain(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Card | Kind::Iban | Kind::Email | Kind::Gstin | Kind::Wallet | Kind::PrivateKey
    )
}

/// The value as someone might write it who pastes from odd places.
fn disguised(random: &mut Random, kind: Kind, value: &str, disguise: usize) -> String {
    let digits_only = matches!(kind, Kind::Card | Kind::Aadhaar);
    let exact = matches!(kind, Kind::PrivateKey | Kind::Secret);
    match disguise {
        1 if !exact => random.in_other_digits(value),
        2 => random.with_invisible(value),
        3 if !exact => value.replace(' ', "\u{202f}").replace('-', "\u{2011}"),
        4 if digits_only => value.replace('0', "O").replace('1', "l"),
        5 if !exact => value.chars().map(wide).collect(),
        6 if digits_only => value.chars().flat_map(|c| [c, '\u{336}']).collect(),
        _ => value.to_owned(),
    }
}

/// The compatibility form of letters and digits, which NFKC would take back.
fn wide(c: char) -> char {
    match c {
        'A'..='Z' | 'a'..='z' | '0'..='9' => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
        _ => c,
    }
}
