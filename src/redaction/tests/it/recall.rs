//! The goals on the made-up corpus: what must be found is, and little else.

use adda_redaction::{
    Action, Kind, Policy, Redactor,
    corpus::{self, ORDINARY, Random},
};

const SAMPLES: usize = 5_000;

#[test]
fn valid_identifiers_are_found() {
    let policy = Policy::default().in_region("IN").with(Kind::IpAddress, Action::Redact);
    let redactor = Redactor::new(&policy, &[]);
    let missed = corpus::valid(1, SAMPLES).filter(|sample| {
        let marks = redactor.find(&sample.text);
        !marks.iter().any(|mark| {
            mark.kind == sample.kind && sample.text[mark.range.clone()].contains(&sample.value)
        })
    });
    let missed: Vec<_> = missed.map(|sample| sample.text).collect();
    assert!(missed.len() * 1000 <= SAMPLES * 5, "{} missed: {missed:?}", missed.len());
}

#[test]
fn near_misses_are_left_alone() {
    let redactor = Redactor::new(&Policy::default().in_region("IN"), &[]);
    let marked =
        corpus::near_misses(2, SAMPLES).filter(|sample| !redactor.find(&sample.text).is_empty());
    let marked: Vec<_> = marked.map(|sample| sample.text).collect();
    assert!(marked.len() * 1000 <= SAMPLES * 5, "{} marked: {marked:?}", marked.len());
}

#[test]
fn ordinary_text_is_left_alone() {
    let redactor = Redactor::new(&Policy::default().in_region("IN"), &[]);
    let mut random = Random::new(3);
    for (kind, (name, _)) in ORDINARY.iter().enumerate() {
        let texts: Vec<_> = (0..500).map(|_| corpus::ordinary(&mut random, kind)).collect();
        let marked: Vec<_> = texts.iter().filter(|text| !redactor.find(text).is_empty()).collect();
        assert!(marked.len() * 200 <= texts.len(), "{name}: {marked:?}");
    }
}
