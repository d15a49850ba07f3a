//! Memories: what a message brings to mind, and what it asks to be remembered.

use adda_protocol::memory;

/// Words looked for.
const WORDS: usize = 24;
/// Words that say nothing of what a message is about.
const COMMON: &[&str] = &[
    "about", "and", "any", "are", "can", "could", "did", "does", "for", "from", "had", "has",
    "have", "her", "him", "his", "how", "its", "just", "know", "like", "please", "she", "should",
    "some", "tell", "than", "that", "the", "their", "them", "then", "there", "they", "this", "was",
    "were", "what", "when", "where", "which", "who", "why", "will", "with", "would", "you", "your",
];
/// With what people ask for something to be remembered; what follows is it.
const ASKS: &[&str] = &[
    "remember that ",
    "remember: ",
    "please remember ",
    "don't forget that ",
    "keep in mind that ",
    "note that ",
    "याद रखना कि ",
    "याद रखो कि ",
    "याद रखें कि ",
];

/// What to look for, the longest words first, which tell most; an ending `s` is left off, as words are found by their beginning.
pub fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let parts =
        lower.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || c.is_control());
    let telling = |word: &&str| {
        let least = if word.is_ascii() { 3 } else { 2 };
        word.chars().count() >= least && !COMMON.contains(word)
    };
    let mut words: Vec<String> = Vec::new();
    for word in parts.filter(telling) {
        let stem = word.strip_suffix('s').filter(|stem| word.is_ascii() && stem.len() > 2);
        let word = stem.unwrap_or(word).to_owned();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words.truncate(WORDS);
    words
}

/// What a message asks to be remembered, in its own words.
pub fn asked_to_remember(text: &str) -> Option<String> {
    let start = text.trim_start();
    let said = ASKS.iter().find_map(|ask| {
        let (head, rest) = start.split_at_checked(ask.len())?;
        head.eq_ignore_ascii_case(ask).then_some(rest)
    })?;
    let said = said.trim().trim_end_matches('.');
    (!said.is_empty()).then(|| memory::tidy(&format!("They said: \u{201c}{said}\u{201d}")))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_a_message_is_about() {
        assert_eq!(words("What is my dog's name?"), ["name", "dog"]);
        assert_eq!(words("Tell me about the dogs, the DOG."), ["dog"]);
        assert_eq!(words("नमस्ते, मेरे कुत्ते का नाम"), ["नमस्ते", "कुत्ते", "मेरे", "नाम", "का"]);
        assert_eq!(words("'; DROP TABLE x --"), ["table", "drop"]);
        assert_eq!(words("is it?"), [""; 0]);
        assert_eq!(
            words(&(0..900).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ")).len(),
            WORDS
        );
    }

    #[test]
    fn message_that_asks_for_it_is_remembered_in_its_own_words() {
        let asked = |text| asked_to_remember(text);
        let dog = Some("They said: \u{201c}my dog is called Biscuit\u{201d}".to_owned());
        assert_eq!(asked("Remember that my dog is called Biscuit."), dog);
        assert_eq!(asked(" please remember my dog is called Biscuit"), dog);
        for text in
            ["Do you remember that day?", "Remember that ", "Remember", "", "I remember that x"]
        {
            assert_eq!(asked(text), None, "{text}");
        }
        assert_eq!(asked(&format!("Remember that {}", "x".repeat(400))), None);
    }
}
