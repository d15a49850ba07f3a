//! Names and titles on their way to the screen: people and models write them, so they may try to mislead.

use crate::i18n::text;

/// `name` without characters that reorder or hide the text around it, on one line.
pub fn clean(name: &str) -> String {
    let kept = name.chars().filter(|c| !is_deceptive(*c));
    kept.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Bidirectional controls (Unicode UAX #9) and characters without width. Joiners stay: scripts and emoji need them.
pub fn is_deceptive(c: char) -> bool {
    matches!(
        c,
        '\u{061C}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{E0000}'..='\u{E007F}'
    )
}

/// What people call an AI service; services of the operator's own naming go by that.
pub fn provider(name: &str) -> String {
    match name {
        "guide" => text!(figures.built_in),
        "openai" => "OpenAI",
        "anthropic" => "Anthropic",
        "gemini" => "Google Gemini",
        "deepseek" => "DeepSeek",
        "openrouter" => "OpenRouter",
        "ollama" => "Ollama",
        _ => return clean(name),
    }
    .to_owned()
}

/// Up to two initials: of the first and the last word.
pub fn initials(name: &str) -> String {
    let cleaned = clean(name);
    let mut words = cleaned.split_whitespace();
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// A number below `of` that stays the same for the same id (FNV-1a).
pub fn stable_index(id: &str, of: usize) -> usize {
    let hash = id.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, b| {
        (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    usize::try_from(hash % of.max(1) as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_removes_overrides_and_invisible_characters_but_keeps_joiners() {
        assert_eq!(clean("ada\u{202E}txt.exe\u{2066}"), "adatxt.exe");
        assert_eq!(clean("a\u{200B}b\u{FEFF}c\nd"), "abc d");
        assert_eq!(clean("👩\u{200D}💻 क्\u{200D}ष"), "👩\u{200D}💻 क्\u{200D}ष");
    }

    #[test]
    fn initials_take_the_first_and_the_last_word() {
        assert_eq!(initials("ada king lovelace"), "AL");
        assert_eq!(initials("  çelik "), "Ç");
        assert_eq!(initials("\u{202E}"), "");
    }

    #[test]
    fn stable_index_stays_in_range_and_spreads() {
        let of = 12;
        let seen: std::collections::HashSet<_> =
            (0..200).map(|n| stable_index(&format!("user-{n}"), of)).collect();
        assert!(seen.iter().all(|&i| i < of));
        assert!(seen.len() > of / 2);
        assert_eq!(stable_index("a", 0), 0);
    }
}
