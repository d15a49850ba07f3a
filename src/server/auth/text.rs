//! Which characters may stand in names and addresses that other people read.

use adda_protocol::limits::NAME_CHARS;
use unicode_normalization::UnicodeNormalization;

/// A name as it is shown: composed, on one line. A sentence says why it cannot be one.
pub(crate) fn shown(typed: &str) -> Result<String, String> {
    let too_long = || format!("A name has at most {NAME_CHARS} characters.");
    // Limits count before any work on it; a character has at most four bytes, and composing shortens.
    if typed.len() > NAME_CHARS * 16 {
        return Err(too_long());
    }
    let name: String =
        typed.nfc().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    if name.chars().any(|c| c.is_control() || is_deceptive(c)) {
        return Err("A name cannot have invisible characters in it.".to_owned());
    }
    if name.chars().count() > NAME_CHARS { Err(too_long()) } else { Ok(name) }
}

/// Characters that change how the text around them is shown, or show nothing at all (Unicode TR36, section 2): with
/// them two different names look the same.
pub(super) const fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{061C}' | '\u{180E}'
        | '\u{200B}' | '\u{200E}' | '\u{200F}'
        | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0E}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Joiners: part of correct writing in several scripts and in emoji, so names may have them; addresses may not.
pub(super) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE0F}')
}
