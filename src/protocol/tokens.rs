//! Tokens of a text, estimated where no service counted them.

/// Tokens of a text, rather too many than too few: what is cut to fit by this estimate fits. Tokenizers differ, so a
/// character counts by what its script costs at worst in usual text: English words get four to five characters to a
/// token and count as three, Chinese gets one, emoji are taken apart.
pub fn estimate(text: &str) -> u64 {
    text.chars().map(sixths).sum::<u64>().div_ceil(6)
}

/// A character's cost in sixths of a token.
const fn sixths(c: char) -> u64 {
    match c {
        'a'..='z' | 'A'..='Z' | ' ' => 2,
        // Digits and signs; Latin with accents, Greek, Cyrillic, Hebrew, Arabic
        '\u{0}'..='\u{6ff}' => 4,
        '\u{1f000}'..='\u{10ffff}' => 18,
        // Everything else: Indic and other Asian scripts, Chinese, Japanese, Korean, symbols
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimate_stays_above_what_tokenizers_count() {
        // About what o200k_base counts, the tokenizer of gpt-4o.
        for (text, counted) in [
            ("", 0),
            ("Hello, world!", 4),
            ("The quick brown fox jumps over the lazy dog.", 10),
            ("1234567890", 4),
            ("你好,世界", 3),
            ("Привет, мир!", 4),
        ] {
            let estimated = estimate(text);
            assert!(estimated >= counted, "{text}: {estimated} < {counted}");
            assert!(estimated <= counted * 3, "{text}: {estimated} is far above {counted}");
        }
    }
}
