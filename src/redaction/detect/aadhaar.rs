//! Aadhaar: twelve digits, the last by Verhoeff's scheme; never beginning with 0 or 1.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        run::{Gap, Window},
        words::{Cue, reach},
    },
};

pub(crate) fn aadhaar(scan: &mut Scan<'_>, window: &Window<'_>) {
    let digits = window.digits();
    if digits.len() != 12 || digits[0] < 2 || window.is_glued() {
        return;
    }
    let grouped = window.has_sizes(&[4, 4, 4])
        && !window.continues(4)
        && match window.gap() {
            Some(Gap::Space) => true,
            Some(Gap::Slash) => false,
            _ => !window.is_continued(),
        };
    if !(grouped || window.groups().len() == 1) || !verhoeff(digits) {
        return;
    }
    let start = window.range().start;
    let reach = reach(scan.text, start);
    let named = scan.cues.near(Cue::Aadhaar, start, reach);
    if window.gap() == Some(Gap::Space) && !named && is_in_a_table(scan.text, &window.range()) {
        return;
    }
    if named || grouped || !super::phone::is_a_reference(scan, start) {
        scan.hit(window.range(), Kind::Aadhaar, Sure::Proof);
    }
}

/// Three numbers in a line of their own, and two lines beside it have three too, which are not all Aadhaar numbers: then
/// none is. A list of Aadhaar numbers is not such a table.
fn is_in_a_table(text: &[u8], range: &std::ops::Range<usize>) -> bool {
    let mut above = text[..range.start].rsplit(|byte| *byte == b'\n');
    let mut below = text[range.end..].split(|byte| *byte == b'\n');
    let alone =
        [above.next(), below.next()].iter().flatten().all(|part| part.trim_ascii().is_empty());
    let rows: Vec<bool> = above.take(2).chain(below.take(2)).filter_map(is_aadhaar_row).collect();
    alone && rows.len() >= 2 && rows.contains(&false)
}

/// Whether a line of three numbers is an Aadhaar number; nothing for other lines.
fn is_aadhaar_row(line: &[u8]) -> Option<bool> {
    let line = line.trim_ascii_end();
    let digits: Vec<u8> =
        line.iter().take(14).filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0').collect();
    let formed = line.len() == 14 && line[4] == b' ' && line[9] == b' ' && digits.len() == 12;
    formed.then(|| verhoeff(&digits) && digits[0] > 1)
}

/// The group of symmetries of a pentagon: turns are 0 to 4, flips 5 to 9.
fn multiply(a: u8, b: u8) -> u8 {
    match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b - 5) % 5,
        (false, true) => 5 + (a + 5 - b) % 5,
        (false, false) => (a + 5 - b) % 5,
    }
}

fn permute(digit: u8, times: usize) -> u8 {
    const ONCE: [u8; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    (0..times % 8).fold(digit, |digit, _| ONCE[usize::from(digit)])
}

/// Verhoeff's scheme, for the check digit included.
pub(crate) fn verhoeff(digits: &[u8]) -> bool {
    let check = digits
        .iter()
        .rev()
        .enumerate()
        .fold(0, |sum, (index, digit)| multiply(sum, permute(*digit, index)));
    check == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{assert_found, assert_none};

    #[test]
    fn verhoeff_knows_published_examples() {
        assert!(verhoeff(&[2, 3, 6, 3]));
        assert!(verhoeff(&[1, 2, 3, 4, 5, 1]));
        assert!(!verhoeff(&[1, 2, 3, 5, 4, 1]));
    }

    #[test]
    fn aadhaar_numbers_are_found_in_any_digits() {
        for number in ["2341 2341 2346", "234123412346", "२३४१ २३४१ २३४६", "2341-2341-2346"]
        {
            assert_found(&format!("मेरा आधार {number} है"), Kind::Aadhaar, number);
            assert_found(&format!("that is {number}"), Kind::Aadhaar, number);
        }
    }

    #[test]
    fn other_twelve_digits_are_left_alone() {
        for text in
            ["2341 2341 2347", "0341 2341 2346", "order no. 234123412346", "2341 2341 2346 1234 1"]
        {
            assert_none(text, Kind::Aadhaar);
        }
    }
}
