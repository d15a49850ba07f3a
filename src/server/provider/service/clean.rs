//! A service's own words on their way to the log.

use crate::secret::Secret;

/// Most characters of a service's own words that reach the log.
const DETAIL_CHARS: usize = 300;

/// A service's words made fit for the log: one line, short, without the key or what looks like one.
pub(in crate::provider) fn clean(text: &str, key: Option<&Secret>) -> String {
    let text = match key.map(Secret::expose) {
        Some(key) if !key.is_empty() => text.replace(key, "[key]"),
        _ => text.to_owned(),
    };
    let mut words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let mut line = String::new();
    let mut chars = 0;
    for word in words.by_ref().filter(|word| !word.is_empty()) {
        let word = if looks_like_key(word) { "[removed]" } else { word };
        if !line.is_empty() {
            line.push(' ');
        }
        chars += word.chars().count() + 1;
        if chars > DETAIL_CHARS {
            line.push_str("...");
            break;
        }
        line.push_str(word);
    }
    line
}

fn looks_like_key(word: &str) -> bool {
    let long_run =
        word.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*'))).any(
            |run| run.len() >= 24 && run.bytes().any(|byte| byte.is_ascii_digit() || byte == b'*'),
        );
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric());
    long_run || ["sk-", "AIza"].iter().any(|beginning| word.starts_with(beginning))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_detail_holds_no_key_no_line_breaks_and_is_short() {
        let key = Secret::new("my secret");
        let text = format!(
            "bad key my secret\n(sk-abc123) sk-proj-x***y AIzaSyB-9 token=A1{} {}",
            "b1".repeat(20),
            "word ".repeat(200)
        );
        let line = clean(&text, Some(&key));
        for secret in ["my secret", "sk-", "AIza", "b1b1", "\n"] {
            assert!(!line.contains(secret), "{secret}: {line}");
        }
        assert!(line.starts_with("bad key [key] [removed]"), "{line}");
        assert!(line.chars().count() <= DETAIL_CHARS + 3, "{line}");
        assert!(clean(&"x".repeat(10_000), None).len() <= DETAIL_CHARS);
    }
}
