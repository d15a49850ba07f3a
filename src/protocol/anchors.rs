//! Anchors of documents: what stands behind `#` in the address of a section.

/// The anchor of a heading: lower case, letters, digits, `-` and `_`; white space becomes `-`. Pages that show a document
/// give its headings these ids, a repeated one with `-1`, `-2` behind it.
pub fn slug(heading: &str) -> String {
    let kept = |c: char| match c {
        c if c.is_alphanumeric() || is_sign(c) || c == '-' || c == '_' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    heading.trim().to_lowercase().chars().filter_map(kept).collect()
}

/// The nukta and the virama of India's scripts, at the same places in each. A word is another without them, and yet
/// Unicode counts them as no letters, unlike signs of vowels.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{d7f}') && matches!(c as u32 & 0x7f, 0x3c | 0x4d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slug_is_what_readers_expect() {
        assert_eq!(slug("2. A conversation is a log"), "2-a-conversation-is-a-log");
        assert_eq!(slug("Größe & Maß"), "größe--maß");
    }

    #[test]
    fn slug_keeps_words_of_hindi_whole() {
        assert_eq!(slug("“सर्वर” पर क्या ज़रूरी है?"), "सर्वर-पर-क्या-ज़रूरी-है");
        assert_eq!(slug("বাংলা ক্ষুদ্র ক\u{9bc}।"), "বাংলা-ক্ষুদ্র-ক\u{9bc}");
    }
}
