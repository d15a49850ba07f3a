//! Indian tax numbers: PAN by its form, GSTIN (which holds a PAN) by its check character too.

use crate::{
    kind::Kind,
    scan::{Scan, Sure},
};

use super::{continues, letters_and_digits};

pub(crate) fn pan(scan: &mut Scan<'_>, start: usize, end: usize) {
    let word = &scan.text[start..end];
    let first = word[0];
    if first.is_ascii_digit() {
        return gstin(scan, start);
    }
    if !first.is_ascii_alphabetic() || word.len() > 10 || word.len() < 5 {
        return;
    }
    let found = letters_and_digits(scan.text, start, 10);
    let Some((_, last)) = found.get(9) else { return };
    let letters: Vec<u8> = found.iter().map(|(byte, _)| *byte).collect();
    let grouped = last - start > 10;
    let one_case = !(scan.text[start..*last].iter().any(u8::is_ascii_lowercase)
        && (grouped || scan.text[start..*last].iter().any(u8::is_ascii_uppercase)));
    if is_pan(&letters) && one_case && !continues(scan.text, start, *last) {
        scan.hit(start..*last, Kind::Pan, Sure::Form);
    }
}

/// Five letters, the fourth saying who holds it; four digits; a letter.
fn is_pan(word: &[u8]) -> bool {
    word[..5].iter().all(u8::is_ascii_uppercase)
        && b"ABCFGHJLPTEK".contains(&word[3])
        && word[5..9].iter().all(u8::is_ascii_digit)
        && word[5..9] != *b"0000"
        && word[9].is_ascii_uppercase()
}

fn gstin(scan: &mut Scan<'_>, start: usize) {
    let found = letters_and_digits(scan.text, start, 15);
    let Some((_, last)) = found.get(14) else { return };
    let word: Vec<u8> = found.iter().map(|(byte, _)| *byte).collect();
    if !word[..2].iter().all(u8::is_ascii_digit) {
        return;
    }
    let state = u32::from(word[0] - b'0') * 10 + u32::from(word[1] - b'0');
    let form = (matches!(state, 1..=38 | 97 | 99)) && is_pan(&word[2..12]) && word[12] != b'0';
    if form && is_checked(&word) && !continues(scan.text, start, *last) {
        scan.hit(start..*last, Kind::Gstin, Sure::Proof);
    }
}

/// The last character is a weighted sum of the others, to the base of 36.
fn is_checked(word: &[u8]) -> bool {
    check_sign(&word[..14]) == char::from(word[14])
}

/// The check character of a GSTIN's first fourteen.
pub(crate) fn check_sign(body: &[u8]) -> char {
    let products = body.iter().enumerate().map(|(index, byte)| {
        let value = char::from(*byte).to_digit(36).unwrap_or_default();
        value * if index % 2 == 0 { 1 } else { 2 }
    });
    let sum: u32 = products.map(|product| product / 36 + product % 36).sum();
    char::from_digit((36 - sum % 36) % 36, 36).unwrap_or('0').to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::{Gstin, Pan},
        testing::{assert_found, assert_none},
    };

    #[test]
    fn pans_are_found_in_one_case() {
        for pan in ["ABCPE1234F", "abcpe1234f", "ABCPE 1234 F", "ＡＢＣＰＥ१२३४Ｆ"] {
            assert_found(&format!("PAN {pan}."), Pan, pan);
        }
        for text in ["ABCDE1234F", "ABCPE12345", "XABCPE1234F", "AbcpE1234f"] {
            assert_none(text, Pan);
        }
    }

    #[test]
    fn gstins_are_found_by_their_check_character() {
        assert_found("GSTIN 27AAPFU0939F1ZV", Gstin, "27AAPFU0939F1ZV");
        assert_found("on 12 27AAPFU0939F1ZV", Gstin, "27AAPFU0939F1ZV");
        assert_none("27AAPFU0939F1ZW", Gstin);
    }
}
