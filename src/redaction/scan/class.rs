//! What each byte of folded text is.

pub(crate) const DIGIT: u8 = 1;
pub(crate) const UPPER: u8 = 2;
pub(crate) const LOWER: u8 = 4;
/// A byte of a letter beyond ASCII.
pub(crate) const OTHER: u8 = 8;
pub(crate) const UNDERSCORE: u8 = 16;
/// Something may begin here that no word begins.
pub(crate) const TRIGGER: u8 = 32;
pub(crate) const LETTER: u8 = UPPER | LOWER | OTHER;
pub(crate) const WORD: u8 = LETTER | DIGIT | UNDERSCORE;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte: u8 = 0;
    loop {
        table[byte as usize] = match byte {
            b'0'..=b'9' => DIGIT,
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => LOWER,
            b'_' => UNDERSCORE,
            b'@' | b'+' | b'-' | b':' | b'(' => TRIGGER,
            0x80..=0xff => OTHER,
            _ => 0,
        };
        if byte == u8::MAX {
            return table;
        }
        byte += 1;
    }
}

pub(crate) fn class(byte: u8) -> u8 {
    CLASSES[byte as usize]
}

/// The class of the byte at this place; nothing beyond the text's ends.
pub(crate) fn class_at(text: &[u8], at: usize) -> u8 {
    text.get(at).map_or(0, |byte| class(*byte))
}

pub(crate) fn class_before(text: &[u8], at: usize) -> u8 {
    at.checked_sub(1).map_or(0, |before| class_at(text, before))
}

/// Where the word that begins here ends.
pub(crate) fn word_end(text: &[u8], mut at: usize) -> usize {
    while class_at(text, at) & WORD != 0 {
        at += 1;
    }
    at
}

/// Where what satisfies the condition ends.
pub(crate) fn end_while(text: &[u8], at: usize, holds: impl Fn(u8) -> bool) -> usize {
    text[at..].iter().position(|b| !holds(*b)).map_or(text.len(), |length| at + length)
}
