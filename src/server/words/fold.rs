//! One spelling for all that people mean the same by: of case, width and accents.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The word in that spelling, at most `longest` characters of it.
pub fn fold(word: &str, longest: usize) -> String {
    if word.is_ascii() {
        return word.chars().take(longest).map(|c| c.to_ascii_lowercase()).collect();
    }
    let folded = word.nfkd().flat_map(char::to_lowercase).nfkd().filter(|c| is_kept(*c));
    folded.nfc().filter(|c| c.is_alphanumeric() || is_combining_mark(*c)).take(longest).collect()
}

/// Accents of Latin, Greek and Cyrillic and vowel points of Arabic and Hebrew are left out by who types. Those of other
/// scripts tell words apart.
const fn is_kept(c: char) -> bool {
    !matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}')
}
