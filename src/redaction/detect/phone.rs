//! Telephone numbers: international ones anywhere, national ones as the person's country writes them.

use crate::{
    kind::Kind,
    region,
    scan::{
        Scan, Sure,
        class::{LETTER, WORD, class, class_before, word_end},
        run::{Gap, Group, Run, Window},
        words::{Cue, cue, is_among, reach},
    },
};

use super::national::is_national;

/// Numbers are not written in more groups.
pub(super) const MOST_GROUPS: usize = 6;

pub(crate) fn phones(scan: &mut Scan<'_>, run: &Run) {
    if run.digits.len() < 7 || run.glued.0 || is_money(scan.text, run.groups[0].start) {
        return;
    }
    if international(scan, run) || starts_with_date(run) {
        return;
    }
    let mut from = 0;
    while from < run.groups.len() {
        let longest = (from + 1..=run.groups.len().min(from + MOST_GROUPS)).rev().find(|to| {
            let window = Window { run, from, to: *to };
            window.digits().len() <= 13 && is_national(scan, &window)
        });
        if let Some(to) = longest {
            let range = Window { run, from, to }.range();
            scan.hit(with_bracket(scan.text, range), Kind::Phone, Sure::Form);
            from = to;
        } else {
            from += 1;
        }
    }
}

/// `+91 98765 43210`, `0044 20 7946 0958`.
fn international(scan: &mut Scan<'_>, run: &Run) -> bool {
    let start = run.groups[0].start;
    let sign = scan.text[..start].iter().rposition(|b| !matches!(b, b' ' | b'(')).filter(|at| {
        let near = start - at == 1 || (start - at == 2 && !is_sum(&scan.text[..*at]));
        scan.text[*at] == b'+' && near && class_before(scan.text, *at) & WORD == 0
    });
    let decimal = run.groups.get(1).is_some_and(|group| group.gap == Gap::Dot);
    let zeros = run.digits.starts_with(&[0, 0]) && run.digits.len() >= 11 && !decimal;
    let skip = match sign {
        Some(_) => 0,
        None if zeros => 2,
        None => return false,
    };
    let Some((code, (least, most))) = region::by_digits(&run.digits[skip..]) else { return false };
    // "+44 (0)20" keeps its zero.
    let most = skip + code + most + usize::from(run.digits.get(skip + code) == Some(&0));
    let fits = |to: &usize| {
        let length = Window { run, from: 0, to: *to }.digits().len();
        (skip + code + least..=most).contains(&length)
    };
    let Some(to) = (1..=run.groups.len()).rev().find(fits) else { return false };
    let range = Window { run, from: 0, to }.range();
    scan.hit(sign.unwrap_or(range.start)..range.end, Kind::Phone, Sure::Context);
    true
}

/// Before a `+` with spaces around it a number, a variable or a bracket ends.
fn is_sum(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    let word = text.iter().rev().take_while(|byte| class(**byte) & WORD != 0).count();
    word == 1
        || text
            .last()
            .is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b')' | b'=' | b']'))
}

/// `2026-11-21 10`, `21.11.2026`: the run begins with a date.
fn starts_with_date(run: &Run) -> bool {
    let [a, b, c, ..] = run.groups.as_slice() else { return false };
    let value = |first: usize, length: usize| {
        run.digits[first..first + length].iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit))
    };
    let small = |group: &Group, most| {
        group.len() <= 2 && (1..=most).contains(&value(group.first, group.len()))
    };
    let year = |group: &Group| group.len() == 4 && (1800..2200).contains(&value(group.first, 4));
    (year(a) && small(b, 31) && small(c, 31)) || (small(a, 31) && small(b, 31) && year(c))
}

/// An amount of money begins here.
fn is_money(text: &[u8], start: usize) -> bool {
    text[..start].iter().rev().find(|byte| **byte != b' ').is_some_and(|byte| *byte == b'$')
}

/// Whether the nearest word says that this is an amount, or the number of an order, a parcel, a book.
pub(crate) fn is_a_reference(scan: &Scan<'_>, start: usize) -> bool {
    let amount = scan.cues.near(Cue::Money, start, 3) && !text_before(scan.text, start, b'\n');
    // Behind a slash it is part of a path, behind an equals sign a value without a name for telephones.
    let assigned = scan.text[..start].ends_with(b"= ");
    let signs = [b'#', b'/', b'='];
    // Behind a word with a dash it is a part of a name: "issuecomment-1892928147".
    let named = scan.text[..start].strip_suffix(b"-");
    let named = named.and_then(<[u8]>::last).is_some_and(|byte| class(*byte) & LETTER != 0);
    if amount || assigned || named || signs.iter().any(|sign| text_before(scan.text, start, *sign))
    {
        return true;
    }
    let Some(distance) = scan.cues.distance(Cue::Reference, start) else { return false };
    if distance > reach(scan.text, start) {
        return false;
    }
    // What stands between is its number already.
    let between = &scan.text[start - distance..start];
    let own = !between.iter().any(|byte| byte.is_ascii_digit() || *byte == b'\n');
    let others = [Cue::Phone, Cue::Aadhaar];
    let nearest = others.iter().filter_map(|cue| scan.cues.distance(*cue, start)).min();
    own && nearest.is_none_or(|other| other > distance)
}

fn text_before(text: &[u8], start: usize, sign: u8) -> bool {
    start.checked_sub(1).is_some_and(|before| text[before] == sign)
}

/// Whether a word for things that are counted follows: so many people, bytes, rupees.
pub(super) fn is_counted(text: &[u8], end: usize) -> bool {
    const COUNTED: &str = "\
    people users bytes rupees dollars euros views years times rows records ms seconds units votes items km \
    followers";
    let from = end + usize::from(text.get(end) == Some(&b' '));
    let word = &text[from..word_end(text, from)];
    text.get(end) == Some(&b'%')
        || is_among(COUNTED, word)
        || (from > end && cue(word) == Some(Cue::Money))
}

/// The bracket before an area code belongs to the number, and so does a plus sign.
fn with_bracket(text: &[u8], range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let inside = text[range.clone()].contains(&b')');
    let opened =
        inside && !text[range.clone()].contains(&b'(') && text_before(text, range.start, b'(');
    let plus = text_before(text, range.start, b'+');
    range.start - usize::from(opened || plus)..range.end
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::Phone,
        Policy,
        testing::{assert_found, assert_found_by, assert_none, assert_none_by},
    };

    #[test]
    fn international_numbers_are_found() {
        for number in [
            "+91 98765 43210",
            "+919876543210",
            "+1 (415) 555-0123",
            "+44 20 7946 0958",
            "0044 20 7946 0958",
            "+49 (0)30 901820",
            "+33 1 42 68 53 00",
            "+९१ ९८७६५ ४३२१०",
            "+91-98765-43210",
            "+971 50 123 4567",
        ] {
            assert_found(&format!("call me at {number}, please"), Phone, number);
        }
    }

    #[test]
    fn national_numbers_are_found_by_region() {
        for (region, number) in [
            ("IN", "9876543210"),
            ("IN", "98765 43210"),
            ("IN", "098765 43210"),
            ("IN", "०९८७६५४३२१०"),
            ("US", "(415) 555-0123"),
            ("US", "415-555-0123"),
            ("GB", "020 7946 0958"),
            ("GB", "07700 900123"),
            ("DE", "030 901820 12"),
            ("FR", "01 42 68 53 00"),
            ("in", "987-654-3210"),
            ("ES", "612 345 678"),
        ] {
            assert_found_by(
                &Policy::default().in_region(region),
                &format!("It is {number}."),
                Phone,
                number,
            );
        }
    }

    #[test]
    fn words_say_what_is_a_number_elsewhere() {
        assert_found("My phone number is 4155550123", Phone, "4155550123");
        assert_found("मेरा नंबर 9876543210 है", Phone, "9876543210");
        assert_found("whatsapp 98765 43210", Phone, "98765 43210");
    }

    #[test]
    fn other_numbers_are_left_alone() {
        let india = Policy::default().in_region("IN");
        for text in [
            "order number 9876543210",
            "on 2026-11-21 10:30",
            "01-02-2024 12:30",
            "₹9876543210",
            "ISBN 9780306406157",
            "9876543210 people",
            "a+9876543",
            "1 + 12345678901 = x",
            "3.1415926535",
            "https://example.org/9876543210/a",
            "const MAX_CALL: u32 = 9876543210;",
            "0o10000000000",
            "00.999999999 s",
            "0.0.2 (2019-03-30)",
            "#9876543210",
            "98.76543 and 77.12345",
            "version 10.15.7.1234567",
        ] {
            assert_none_by(&india, text, Phone);
        }
        assert_none("4155550123", Phone);
    }
}
