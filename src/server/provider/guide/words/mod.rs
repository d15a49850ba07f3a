//! Words as the guide compares them: in one spelling, without endings, common ones left out. Each word is taken by the rules
//! of the language whose letters it is written in: questions and documents in Hindi have words in Latin letters, too.

mod english;
mod hindi;
mod loans;

pub use self::hindi::is_devanagari;

/// How much a word counts when another word for about the same was asked for.
pub const RELATED: f64 = 0.4;

/// The words of a text that say something, stemmed.
pub fn words(text: &str) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in raw(text) {
        match joined.last_mut() {
            Some(before) if is_joined(before, &word) => before.push_str(&word),
            _ => joined.push(word),
        }
    }
    joined.retain(|word| !is_common_english(word) && !hindi::is_common(word));
    joined.iter().map(|word| stem(word)).collect()
}

/// All words of a text in lower case.
pub fn raw(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric() && !hindi::is_sign(c))
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(|word| word.chars().take(40).collect::<String>().to_lowercase())
        .map(|word| if is_hindi(&word) { hindi::spelling(&word) } else { word })
}

/// The words to look for with their weights: those asked, and their relatives.
pub fn query(text: &str) -> Vec<(String, f64)> {
    let mut query: Vec<(String, f64)> = Vec::new();
    let mut add =
        |word: String, weight: f64| match query.iter_mut().find(|(known, _)| *known == word) {
            Some((_, known)) => *known = known.max(weight),
            None => query.push((word, weight)),
        };
    let asked = words(text);
    for word in &asked {
        add(word.clone(), 1.0);
    }
    for word in &asked {
        let groups =
            english::SAME.iter().filter(|group| group.iter().any(|known| stem(known) == *word));
        for relative in groups.flat_map(|group| group.iter()) {
            add(stem(relative), RELATED);
        }
    }
    query
}

pub fn is_common_english(word: &str) -> bool {
    english::COMMON.contains(&word)
}

pub fn is_hindi(word: &str) -> bool {
    word.contains(is_devanagari)
}

fn is_joined(before: &str, word: &str) -> bool {
    let pair = (before, word);
    english::JOINED.contains(&pair) || hindi::JOINED.contains(&pair)
}

fn stem(word: &str) -> String {
    if !is_hindi(word) {
        return english::stem(word);
    }
    let stem = hindi::stem(word);
    loans::in_english(&stem).unwrap_or(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_endings_and_common_ones() {
        assert_eq!(words("How do I make BACKUPS, please?"), ["backup"]);
        assert_eq!(words("back up"), words("backup"));
        assert_eq!(words("Größe 数据库"), ["größe", "数据库"]);
        assert_eq!(words("मुझे अपनी कुंजियाँ कैसे मिलेंगी?"), ["key", "मिल"]);
        assert_eq!(words("👨\u{200d}👩 — ।"), [""; 0]);
    }

    #[test]
    fn words_of_one_thing_are_the_same_in_both_scripts() {
        for (a, b) in [
            ("मैसेज", "संदेशों"),
            ("मैसेज", "message"),
            ("बातचीत", "chats"),
            ("चाबी", "API key का"),
            ("ई-मेल", "ईमेल"),
            ("साइन इन", "sign in"),
            ("बैक अप", "backup"),
            ("डिलीट करना", "हटाएँ"),
        ] {
            assert!(words(b).contains(&words(a)[0]), "{a} {b}: {:?} {:?}", words(a), words(b));
        }
    }

    #[test]
    fn query_adds_relatives_with_less_weight() {
        for config in ["config", "कॉन्फ़िग"] {
            let query = query(config);
            assert!(query.contains(&("config".to_owned(), 1.0)), "{query:?}");
            assert!(query.contains(&(stem("setting"), RELATED)), "{query:?}");
        }
    }
}
