//! Names of files, made of titles that may be anything.

use crate::chat::one_line;

/// Characters of a title in a name: with a number and an ending it fits every file system.
const CHARS: usize = 48;

/// What some file system gives a meaning.
const SPECIAL: &str = "/\\:*?\"<>|.~$%&'`";

/// The name of a chat's file: unlike all others by its number, in one folder, and plain.
pub(super) fn file_name(number: usize, title: &str) -> String {
    let plain: String = title.chars().map(|c| if SPECIAL.contains(c) { ' ' } else { c }).collect();
    let words: String = one_line(&plain).chars().take(CHARS).collect();
    let words = if words.trim().is_empty() { "chat" } else { words.trim() };
    format!("chats/{number:04} {words}.md")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a16_names_of_files_are_plain_whatever_the_title() {
        let title = |title: &str| file_name(7, title);
        assert_eq!(title("Taxes (2026), part-1"), "chats/0007 Taxes (2026), part-1.md");
        assert_eq!(title("आयकर की बात"), "chats/0007 आयकर की बात.md");
        for hostile in ["../../etc/passwd", "/abs", "C:\\x", "a\0b", "..", "CON", "\u{202e}gpj.exe"]
        {
            let name = title(hostile);
            let rest = name.strip_prefix("chats/0007 ").unwrap();
            assert!(!rest.contains(['/', '\\', '\0', ':', '\u{202e}']), "{name}");
            assert!(!rest.trim_end_matches(".md").contains('.'), "{name}");
        }
        assert_eq!(title(" \n"), "chats/0007 chat.md");
        assert!(title(&"x".repeat(10_000)).len() < 80);
        assert!(title(&"क".repeat(10_000)).len() < 255);
    }
}
