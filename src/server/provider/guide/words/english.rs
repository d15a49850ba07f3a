//! English: common words, words for one thing, and endings.

/// Words that say nothing about what is asked.
pub const COMMON: &[&str] = &[
    "a", "about", "after", "all", "am", "an", "and", "any", "are", "as", "at", "be", "been", "but",
    "by", "can", "could", "did", "do", "does", "explain", "for", "from", "get", "give", "had",
    "has", "have", "help", "how", "i", "if", "in", "into", "is", "it", "its", "just", "know",
    "like", "make", "may", "me", "more", "my", "need", "no", "not", "of", "on", "or", "our",
    "please", "see", "should", "show", "so", "some", "tell", "than", "that", "the", "their",
    "them", "then", "there", "these", "they", "this", "to", "up", "us", "use", "used", "using",
    "want", "was", "we", "were", "what", "when", "where", "which", "who", "why", "will", "with",
    "would", "you", "your",
];

/// Words people use for one thing; the first stands for the others.
pub const SAME: &[&[&str]] = &[
    &["setting", "config", "configuration", "configure", "option", "environment", "env"],
    &["login", "signin", "logon", "password", "account"],
    &["register", "signup", "registration"],
    &["database", "db", "storage", "sqlite", "postgres", "postgresql"],
    &["provider", "openai", "ollama", "llm", "deepseek"],
    &["chat", "conversation", "thread"],
    &["backup", "restore"],
    &["delete", "remove", "erase"],
    &["install", "setup", "start", "run"],
    &["encrypt", "encryption", "secure", "security"],
];

/// Two words that are one thing.
pub const JOINED: &[(&str, &str)] = &[
    ("back", "up"),
    ("log", "in"),
    ("sign", "in"),
    ("sign", "up"),
    ("set", "up"),
    ("web", "socket"),
];

/// Takes common endings off, so that "backups" finds "backup" and "streaming" finds "streamed".
pub fn stem(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let cut = |ending: &str, instead: &str| {
        let kept = word.strip_suffix(ending).filter(|kept| kept.len() >= 3)?;
        Some(format!("{}{instead}", undouble(kept, ending)))
    };
    cut("sses", "ss")
        .or_else(|| cut("ies", "y"))
        .or_else(|| cut("ations", ""))
        .or_else(|| cut("ation", ""))
        .or_else(|| cut("ings", ""))
        .or_else(|| cut("ing", ""))
        .or_else(|| cut("ed", ""))
        .or_else(|| cut("es", ""))
        .or_else(|| word.ends_with("ss").then(|| word.to_owned()))
        .or_else(|| cut("s", ""))
        .or_else(|| cut("e", ""))
        .unwrap_or_else(|| word.to_owned())
}

/// `stopping` is a form of `stop`: the consonant doubled before an ending goes too.
fn undouble<'a>(kept: &'a str, ending: &str) -> &'a str {
    let mut end = kept.chars().rev();
    let doubled =
        matches!((end.next(), end.next()), (Some(a), Some(b)) if a == b && !"aeiousl".contains(a));
    if doubled && matches!(ending, "ing" | "ings" | "ed") {
        kept.get(..kept.len() - 1).unwrap_or(kept)
    } else {
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_stem_are_the_same() {
        for (a, b) in [
            ("backups", "backup"),
            ("stopping", "stops"),
            ("streaming", "streamed"),
            ("messages", "message"),
            ("configuration", "configurations"),
            ("replies", "reply"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
    }
}
