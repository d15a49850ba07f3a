//! Words as the guide compares them: lower case, without endings, common ones left out.

/// English words that say nothing about what is asked.
const COMMON: &[&str] = &[
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
const SAME: &[&[&str]] = &[
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
const JOINED: &[(&str, &str)] = &[
    ("back", "up"),
    ("log", "in"),
    ("sign", "in"),
    ("sign", "up"),
    ("set", "up"),
    ("web", "socket"),
];

/// How much a word from [`SAME`] counts when its relative was asked for.
pub const RELATED: f64 = 0.4;

/// The words of a text that say something, stemmed.
pub fn words(text: &str) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in raw(text) {
        match joined.last_mut() {
            Some(before) if JOINED.contains(&(before.as_str(), word.as_str())) => {
                before.push_str(&word);
            }
            _ => joined.push(word),
        }
    }
    joined.retain(|word| !COMMON.contains(&word.as_str()));
    joined.iter().map(|word| stem(word)).collect()
}

/// All words of a text in lower case.
pub fn raw(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(40).collect::<String>().to_lowercase())
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
        let groups = SAME.iter().filter(|group| group.iter().any(|known| stem(known) == *word));
        for relative in groups.flat_map(|group| group.iter()) {
            add(stem(relative), RELATED);
        }
    }
    query
}

/// Takes common English endings off, so that "backups" finds "backup" and "streaming" finds "streamed".
fn stem(word: &str) -> String {
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
        assert_eq!(words("How do I make BACKUPS, please?"), ["backup"]);
        assert_eq!(words("back up"), words("backup"));
        assert_eq!(words("Größe 数据库"), ["größe", "数据库"]);
    }

    #[test]
    fn query_adds_relatives_with_less_weight() {
        let query = query("config");
        assert!(query.contains(&("config".to_owned(), 1.0)));
        assert!(query.contains(&(stem("setting"), RELATED)));
    }
}
