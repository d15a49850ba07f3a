//! US social security numbers: 3-2-4 digits, without the numbers never given out.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        run::{Gap, Window},
        words::Cue,
    },
};

pub(crate) fn ssn(scan: &mut Scan<'_>, window: &Window<'_>) {
    let digits = window.digits();
    if digits.len() != 9 || window.is_glued() || !was_given_out(digits) {
        return;
    }
    let start = window.range().start;
    let grouped = window.has_sizes(&[3, 2, 4]);
    let named = scan.cues.near(Cue::Ssn, start, 40) || scan.cues.near(Cue::Social, start, 50);
    let alone =
        grouped && window.gap().is_some_and(|gap| gap != Gap::Slash) && window.is_whole_run();
    if alone || (named && (grouped || window.groups().len() == 1)) {
        scan.hit(window.range(), Kind::Ssn, if named { Sure::Proof } else { Sure::Form });
    }
}

fn was_given_out(digits: &[u8]) -> bool {
    let number = |part: &[u8]| part.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(*digit));
    let (area, group, serial) = (number(&digits[..3]), number(&digits[3..5]), number(&digits[5..]));
    !matches!(area, 0 | 666 | 900..) && group != 0 && serial != 0
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::Ssn,
        testing::{assert_found, assert_none},
    };

    #[test]
    fn social_security_numbers_are_found() {
        assert_found("it is 123-45-6789.", Ssn, "123-45-6789");
        assert_found("it is 123 45 6789", Ssn, "123 45 6789");
        assert_found("SSN: 123456789", Ssn, "123456789");
        assert_found("my social security number is 123456789", Ssn, "123456789");
    }

    #[test]
    fn numbers_never_given_out_are_left_alone() {
        for text in ["000-45-6789", "666-45-6789", "900-45-6789", "123-00-6789", "123-45-0000"] {
            assert_none(text, Ssn);
        }
        assert_none("there are 123456789 of them", Ssn);
    }
}
