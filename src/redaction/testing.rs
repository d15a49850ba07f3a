//! What the detectors' tests say.

use crate::{Kind, Policy, Redactor};

fn found<'a>(policy: &Policy, text: &'a str) -> Vec<(Kind, &'a str)> {
    let marks = Redactor::new(policy, &[]).find(text);
    marks.into_iter().map(|mark| (mark.kind, &text[mark.range])).collect()
}

#[track_caller]
pub(crate) fn assert_found(text: &str, kind: Kind, value: &str) {
    assert_found_by(&Policy::default(), text, kind, value);
}

#[track_caller]
pub(crate) fn assert_found_by(policy: &Policy, text: &str, kind: Kind, value: &str) {
    let found = found(policy, text);
    assert!(found.contains(&(kind, value)), "{value} in {text}: {found:?}");
}

#[track_caller]
pub(crate) fn assert_none(text: &str, kind: Kind) {
    assert_none_by(&Policy::default(), text, kind);
}

#[track_caller]
pub(crate) fn assert_none_by(policy: &Policy, text: &str, kind: Kind) {
    let found = found(policy, text);
    assert!(found.iter().all(|(found, _)| *found != kind), "{text}: {found:?}");
}
