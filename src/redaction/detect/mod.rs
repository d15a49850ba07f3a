//! What finds each kind. A detector looks at one place of the folded text and adds what it finds to the scan.

pub(crate) mod aadhaar;
pub(crate) mod account;
pub(crate) mod address;
pub(crate) mod base58;
pub(crate) mod bech32;
pub(crate) mod card;
pub(crate) mod document;
pub(crate) mod email;
pub(crate) mod iban;
pub(crate) mod keys;
mod national;
pub(crate) mod pan;
pub(crate) mod password;
pub(crate) mod pem;
pub(crate) mod phone;
pub(crate) mod phrase;
pub(crate) mod secret;
pub(crate) mod ssn;
pub(crate) mod street;
pub(crate) mod told;
pub(crate) mod wallet;

use crate::scan::{
    Scan,
    class::{DIGIT, WORD, class, class_at, class_before, word_end},
    run::{Run, Window, digit},
};

/// Everything that is written in digits.
pub(crate) fn numbers(scan: &mut Scan<'_>, run: &Run) {
    if run.digits.len() < 6 {
        return document::numbers(scan, run);
    }
    let found = scan.hits.len();
    document::state_licence(scan, run);
    for from in 0..run.groups.len() {
        let mut to = from;
        let mut total = 0;
        while to < run.groups.len() {
            total += run.groups[to].len();
            to += 1;
            if total > 19 {
                break;
            }
            let window = Window { run, from, to };
            match total {
                9 => ssn::ssn(scan, &window),
                12 => {
                    aadhaar::aadhaar(scan, &window);
                    card::card(scan, &window);
                }
                13.. => card::card(scan, &window),
                _ => {}
            }
        }
    }
    phone::phones(scan, run);
    if scan.hits.len() == found {
        account::account(scan, run);
        document::numbers(scan, run);
    }
}

/// A word of letters and digits.
pub(crate) fn word(scan: &mut Scan<'_>, start: usize, end: usize) {
    iban::iban(scan, start);
    pan::pan(scan, start, end);
    wallet::wallet(scan, start, end);
    keys::key(scan, start, end);
    document::word(scan, start, end);
}

/// A short word of letters before a space: of an identifier written in groups it may be the first.
pub(crate) fn letters(scan: &mut Scan<'_>, start: usize, end: usize) {
    let capitals = scan.text[start..end].iter().all(u8::is_ascii_uppercase);
    if !capitals || class_at(scan.text, end + 1) & DIGIT == 0 {
        return;
    }
    match end - start {
        2 => iban::iban(scan, start),
        5 => pan::pan(scan, start, end),
        _ => {}
    }
}

/// Where digits worth reading begin in a word that has letters too: `no4242`, `Tel9876543210`, `4242xyz`.
pub(crate) fn digits_inside(word: &[u8], foreign: bool) -> Option<usize> {
    let radix = matches!(word, [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..]);
    let numeric = word.iter().filter(|byte| digit(**byte).is_some()).count();
    if numeric == word.len() && !radix {
        return Some(0);
    }
    let looks_hashed = word.len() >= 24 && word.iter().all(u8::is_ascii_hexdigit);
    let digits = word.iter().filter(|byte| class(**byte) == DIGIT).count();
    if radix || looks_hashed || digits < 3 {
        return None;
    }
    let first = word.iter().position(|byte| class(*byte) == DIGIT)?;
    let length = word[first..].iter().take_while(|byte| digit(**byte).is_some()).count();
    // Letters, digits, and nothing else but perhaps a few letters more; or letters of another script around them.
    let rest = word.len() - first - length;
    (foreign || length >= 10 || (rest == 0 && digits >= length.saturating_sub(2))).then_some(first)
}

/// The end of a UUID that begins here. Its groups could look like other things.
pub(crate) fn uuid_end(text: &[u8], start: usize) -> Option<usize> {
    const DASHES: [usize; 4] = [8, 13, 18, 23];
    if text.get(start + 8) != Some(&b'-') || text.get(start + 13) != Some(&b'-') {
        return None;
    }
    let uuid = text.get(start..start + 36)?;
    let fits = uuid.iter().enumerate().all(|(index, byte)| {
        if DASHES.contains(&index) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
    });
    (fits && !continues(text, start, start + 36)).then_some(start + 36)
}

/// Whether the word goes on before or after this range.
pub(crate) fn continues(text: &[u8], start: usize, end: usize) -> bool {
    class_before(text, start) & WORD != 0 || class_at(text, end) & WORD != 0
}

/// The Latin letters and digits from here on, separators left out, at most so many; and where each ends.
pub(crate) fn letters_and_digits(text: &[u8], start: usize, most: usize) -> Vec<(u8, usize)> {
    let mut found = Vec::with_capacity(most);
    let mut at = start;
    while found.len() < most {
        match text.get(at) {
            Some(byte) if byte.is_ascii_alphanumeric() => {
                found.push((byte.to_ascii_uppercase(), at + 1));
            }
            Some(b' ' | b'-' | b'.' | b'\t') if !found.is_empty() => {
                let next = text.get(at + 1).copied().unwrap_or_default();
                if !next.is_ascii_alphanumeric() && next != b' ' {
                    break;
                }
            }
            _ => break,
        }
        at += 1;
    }
    found
}

/// The whole word around or from this place.
pub(crate) fn word_at(text: &[u8], start: usize) -> &[u8] {
    &text[start..word_end(text, start)]
}
