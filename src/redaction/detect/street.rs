//! Street addresses: a house's number, a few names, and a word for a street. Looked for only where they are not allowed.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{DIGIT, OTHER, UPPER, WORD, class, class_before},
    },
};

/// Called at the word for the street.
pub(crate) fn street(scan: &mut Scan<'_>, start: usize, end: usize) {
    const NAMES: usize = 5;
    let text = scan.text;
    let mut at = start;
    for names in 0..=NAMES {
        let gap = text[..at]
            .iter()
            .rev()
            .take_while(|byte| matches!(byte, b' ' | b',' | b'.' | b'-' | b'/'))
            .count();
        let word_end = at - gap;
        let length =
            text[..word_end].iter().rev().take_while(|byte| class(**byte) & WORD != 0).count();
        if length == 0 || gap == 0 || gap > 2 {
            return;
        }
        let word = &text[word_end - length..word_end];
        at = word_end - length;
        let first = class(word[0]);
        if first & DIGIT != 0 {
            // "2 way" and "10 Street" are no addresses: a name stands between, or is the number itself ("5th").
            let ordinal = word.iter().any(u8::is_ascii_alphabetic);
            if (names > 0 || ordinal) && word.len() <= 6 && class_before(text, at) & WORD == 0 {
                scan.hit(at..end, Kind::StreetAddress, Sure::Form);
            }
            return;
        }
        if first & (UPPER | OTHER) == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Action,
        Kind::StreetAddress,
        Policy,
        testing::{assert_found_by, assert_none_by},
    };

    #[test]
    fn street_addresses_are_found_where_wanted() {
        let policy = Policy::default().with(StreetAddress, Action::Redact);
        for address in [
            "221B Baker Street",
            "1600 Pennsylvania Avenue",
            "42, Mahatma Gandhi Road",
            "12 गांधी मार्ग",
        ] {
            assert_found_by(&policy, &format!("I live at {address}."), StreetAddress, address);
        }
        for text in
            ["a 2 way street", "10 Street", "in the middle of the road", "5 people on Baker Street"]
        {
            assert_none_by(&policy, text, StreetAddress);
        }
    }
}
