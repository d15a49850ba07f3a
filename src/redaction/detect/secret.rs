//! What only the words before it tell: CVVs, PINs, one-time codes.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{DIGIT, LETTER, OTHER, WORD, class, class_at, class_before, end_while},
        words::is_among,
    },
};

pub(crate) const FARTHEST: usize = 60;

/// Words that may stand between a cue and its value.
const LINKS: &str = "\
    is was are number code no for my the this it s equals has be to set new old here key token access के है हैं \
    का की मेरा लिए नंबर कोड ये यह था";

/// Digits beside a word like CVV, PIN or OTP.
pub(crate) fn code(scan: &mut Scan<'_>, start: usize, end: usize) {
    let word = scan.text[start..end].to_ascii_lowercase();
    let lengths = match word.as_slice() {
        b"code" | b"cvv" | b"cvc" | b"cvv2" | b"cvc2" | b"cvn" => 3..=4,
        b"pincode" => return,
        _ => 4..=8,
    };
    let value = digits_after(scan, end).or_else(|| digits_before(scan.text, start));
    let Some(range) = value else { return };
    let digits = scan.text[range.clone()].iter().filter(|byte| byte.is_ascii_digit()).count();
    let verb = word == b"pin" && scan.text[start] == b'p' && range.start <= end + 1;
    // "PIN code 560001" is a place in India.
    let postal = digits == 6
        && range.start > end
        && (word == b"pin" || word == "पिन".as_bytes())
        && words(&scan.text[end..range.start])
            .any(|word| word.eq_ignore_ascii_case(b"code") || word == "कोड".as_bytes());
    if lengths.contains(&digits) && !verb && !postal && !is_year(&scan.text[range.clone()], &word) {
        scan.hit(range, Kind::Secret, Sure::Context);
    }
}

fn is_year(value: &[u8], word: &[u8]) -> bool {
    word != b"otp" && value.len() == 4 && word == b"pass" && matches!(&value[..2], b"19" | b"20")
}

/// The first digits behind, if nothing but linking words is between or the text right before them says "is" or ":".
fn digits_after(scan: &Scan<'_>, end: usize) -> Option<std::ops::Range<usize>> {
    let text = scan.text;
    let stop = text.len().min(end + FARTHEST);
    let start = end + text[end..stop].iter().position(|byte| class(*byte) == DIGIT)?;
    let between = &text[end..start];
    if between.contains(&b'\n') && between.len() > 3 || class_before(text, start) & LETTER != 0 {
        return None;
    }
    let mut last = end_while(text, start, |byte| byte.is_ascii_digit());
    // 482-913 and 482 913
    if last - start == 3 && matches!(text.get(last), Some(b'-' | b' ')) {
        let second = end_while(text, last + 1, |byte| byte.is_ascii_digit());
        last = if second == last + 4 { second } else { last };
    }
    let whole = class_at(text, last) & (WORD & !OTHER) == 0
        && !(matches!(text.get(last), Some(b'.' | b',' | b'/' | b':' | b'%'))
            && class_at(text, last + 1) == DIGIT);
    let told = ends_with_link(between) || words(between).all(is_link);
    (whole && told).then_some(start..last)
}

fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| class(*byte) & WORD == 0).filter(|word| !word.is_empty())
}

pub(crate) fn is_link(word: &[u8]) -> bool {
    is_among(LINKS, word)
}

fn ends_with_link(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    text.last().is_some_and(|byte| matches!(byte, b':' | b'='))
        || words(text).last().is_some_and(|word| is_among("is was are", word))
}

/// "482913 is your OTP".
fn digits_before(text: &[u8], start: usize) -> Option<std::ops::Range<usize>> {
    let from = start.saturating_sub(48);
    let near = &text[from..start];
    let at = near.iter().rposition(|byte| class(*byte) == DIGIT)?;
    let said: Vec<_> = words(&near[at + 1..]).collect();
    let is = said.first().is_some_and(|word| *word == b"is") && said.len() <= 5;
    let digits = near[..=at].iter().rev().take_while(|byte| class(**byte) == DIGIT).count();
    let range = from + at + 1 - digits..from + at + 1;
    (is && class_before(text, range.start) & WORD == 0).then_some(range)
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::Secret,
        testing::{assert_found, assert_none},
    };

    #[test]
    fn codes_are_found_beside_their_words() {
        for (text, value) in [
            ("CVV 123", "123"),
            ("cvv: 1234", "1234"),
            ("my PIN is 4821", "4821"),
            ("OTP for login is 482913", "482913"),
            ("482913 is your OTP", "482913"),
            ("OTP: 482-913.", "482-913"),
            ("ओटीपी ४८२९१३ है", "४८२९१३"),
            ("मेरा पिन 4821 है", "4821"),
            ("security code 123", "123"),
            ("The OTP I received was 445566", "445566"),
            ("Your one-time code (OTP) to log in is 0042", "0042"),
        ] {
            assert_found(text, Secret, value);
        }
    }

    #[test]
    fn codes_of_other_kinds_are_left_alone() {
        for text in [
            "PIN code 560001",
            "pincode 560001",
            "pin 2024 to the top",
            "OTP is 6 digits",
            "a PIN must have 4 to 12 digits",
            "OTP in 30 s",
            "the CVV has 3 digits",
        ] {
            assert_none(text, Secret);
        }
    }
}
