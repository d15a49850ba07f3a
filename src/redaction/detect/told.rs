//! Numbers whose name comes after them: "4155550123 is my phone number".

use std::ops::Range;

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{DIGIT, WORD, class, class_before},
        words::Cue,
    },
};

const FARTHEST: usize = 40;

/// Called at the word that says what stood before "is".
pub(crate) fn told(scan: &mut Scan<'_>, cue: Cue, start: usize) {
    let Some(range) = value_before(scan.text, start) else { return };
    let value = &scan.text[range.clone()];
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let numeric = value.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b' ' | b'-'));
    let kind = match cue {
        Cue::Phone if numeric && (7..=13).contains(&digits) => Kind::Phone,
        Cue::Account if numeric && (8..=18).contains(&digits) => Kind::BankAccount,
        Cue::Ssn | Cue::Social if numeric && digits == 9 => Kind::Ssn,
        Cue::Passport if super::document::is_passport(value) || (numeric && digits == 9) => {
            Kind::Passport
        }
        _ => return,
    };
    let known = scan.hits.iter().rev().take(4).any(|hit| hit.range.end > range.start);
    if !known {
        scan.hit(range, kind, Sure::Context);
    }
}

/// The number or mixed word before "is" and at most three words more.
fn value_before(text: &[u8], start: usize) -> Option<Range<usize>> {
    let floor = start.saturating_sub(FARTHEST);
    let near = &text[floor..start];
    let is = near.windows(4).rposition(|window| window == b" is ")?;
    let words = near[is + 4..].split(|byte| *byte == b' ').filter(|word| !word.is_empty()).count();
    let plain = !near[is + 4..]
        .iter()
        .any(|byte| matches!(class(*byte), DIGIT) || matches!(byte, b'.' | b'\n'));
    let end = floor + is;
    let mut from = end;
    while from > 0 && (class(text[from - 1]) & WORD != 0 || is_inside(text, from - 1)) {
        from -= 1;
    }
    (words <= 3 && plain && from < end && class_before(text, from) & WORD == 0).then_some(from..end)
}

/// A space or dash between two digits.
fn is_inside(text: &[u8], at: usize) -> bool {
    matches!(text[at], b' ' | b'-')
        && class_before(text, at) == DIGIT
        && text.get(at + 1).is_some_and(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind,
        testing::{assert_found, assert_none},
    };

    #[test]
    fn numbers_are_found_before_their_name() {
        for (text, kind, value) in [
            ("4155550123 is my phone number", Kind::Phone, "4155550123"),
            ("123456789012 is my account number", Kind::BankAccount, "123456789012"),
            ("123456789 is my social security number", Kind::Ssn, "123456789"),
            ("Z1234567 is the passport", Kind::Passport, "Z1234567"),
        ] {
            assert_found(text, kind, value);
        }
        assert_none("2024 is the year I got my phone", Kind::Phone);
        assert_none("12345678 is a lot. My phone broke", Kind::Phone);
    }
}
