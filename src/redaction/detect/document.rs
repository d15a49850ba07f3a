//! Passports and driving licences: words of the right form beside the word for them.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{WORD, class_at, class_before},
        run::{Run, Window},
        words::{Cue, cue, reach},
    },
};

/// A word of letters and digits.
pub(crate) fn word(scan: &mut Scan<'_>, start: usize, end: usize) {
    if passport_is_near(scan, start) && is_passport(&scan.text[start..end]) {
        scan.hit(start..end, Kind::Passport, Sure::Context);
    } else if licence_is_near(scan, start)
        && let Some(end) = licence_end(scan.text, start)
    {
        scan.hit(start..end, Kind::DrivingLicence, Sure::Context);
    }
}

/// A number of digits alone.
pub(crate) fn numbers(scan: &mut Scan<'_>, run: &Run) {
    let window = Window { run, from: 0, to: 1 };
    let range = window.range();
    let whole = run.groups.len() == 1 && !window.is_glued();
    if whole && (8..=9).contains(&range.len()) && passport_is_near(scan, range.start) {
        scan.hit(range, Kind::Passport, Sure::Context);
    } else if whole && (7..=9).contains(&range.len()) && licence_is_near(scan, range.start) {
        scan.hit(range, Kind::DrivingLicence, Sure::Context);
    }
}

/// `DL-0420110149646`: two letters for the state, then all digits.
pub(crate) fn state_licence(scan: &mut Scan<'_>, run: &Run) {
    let range = Window { run, from: 0, to: 1 }.range();
    if range.len() != 13 || !licence_is_near(scan, range.start) {
        return;
    }
    let before = &scan.text[..range.start];
    let state = before.strip_suffix(b"-").or_else(|| before.strip_suffix(b" "));
    if let Some(state) = state.filter(|text| ends_with_state(text)) {
        scan.hit(state.len() - 2..range.end, Kind::DrivingLicence, Sure::Proof);
    }
}

fn ends_with_state(text: &[u8]) -> bool {
    let capitals = text.iter().rev().take_while(|byte| byte.is_ascii_uppercase()).count();
    capitals == 2 && class_before(text, text.len() - 2) & WORD == 0
}

fn passport_is_near(scan: &Scan<'_>, start: usize) -> bool {
    scan.cues.near(Cue::Passport, start, reach(scan.text, start) + 10)
}

/// "Licence" alone is also a software's: "driving" stands before it, or the short form is written in capitals.
fn licence_is_near(scan: &Scan<'_>, start: usize) -> bool {
    let Some(distance) = scan.cues.distance(Cue::Licence, start) else { return false };
    let end = start - distance;
    let short = end >= 2 && scan.text[..end].ends_with(b"DL");
    let driving = scan.cues.distance(Cue::Driving, end).is_some_and(|words| words <= 40);
    distance <= reach(scan.text, start) + 10 && (short || driving)
}

/// One or two letters and 6 to 8 digits, or nine signs most of which are digits.
pub(crate) fn is_passport(word: &[u8]) -> bool {
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    (7..=9).contains(&word.len())
        && digits >= 5
        && word[0].is_ascii_alphabetic()
        && word.iter().all(u8::is_ascii_alphanumeric)
}

/// Letters and digits, in up to three groups, together 7 to 18 of which 5 are digits.
fn licence_end(text: &[u8], start: usize) -> Option<usize> {
    let (mut end, mut total, mut digits, mut at) = (start, 0, 0, start);
    for _ in 0..3 {
        let group = super::word_at(text, at);
        let numbers = group.iter().filter(|byte| byte.is_ascii_digit()).count();
        let capitals = group.iter().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        if group.is_empty() || numbers == 0 || !capitals || cue(group).is_some() {
            break;
        }
        (end, total, digits) = (at + group.len(), total + group.len(), digits + numbers);
        at = end + 1;
        if !matches!(text.get(end), Some(b' ' | b'-' | b'/')) || class_at(text, at) & WORD == 0 {
            break;
        }
    }
    ((7..=18).contains(&total) && digits >= 5).then_some(end)
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::{DrivingLicence, Passport},
        testing::{assert_found, assert_none},
    };

    #[test]
    fn passports_are_found_beside_the_word() {
        for (text, number) in [
            ("Passport No: Z1234567", "Z1234567"),
            ("my passport is 123456789.", "123456789"),
            ("passport C01X00T47 expires", "C01X00T47"),
            ("पासपोर्ट नंबर K१२३४५६७ है", "K१२३४५६७"),
        ] {
            assert_found(text, Passport, number);
        }
        assert_none("Z1234567", Passport);
    }

    #[test]
    fn licences_are_found_beside_the_words() {
        for (text, number) in [
            ("driving licence DL-0420110149646", "DL-0420110149646"),
            ("Driver's License: A1234567", "A1234567"),
            ("DL no. MH12 20110012345", "MH12 20110012345"),
            ("my driving licence number is MORGA753116SM9IJ", "MORGA753116SM9IJ"),
        ] {
            assert_found(text, DrivingLicence, number);
        }
        assert_none("software license A1234567", DrivingLicence);
    }
}
