//! The first words of a new conversation.

/// Greets the person by name.
pub fn greeting(name: &str) -> String {
    // The greeting is shown as Markdown: a name must not become a link or a heading.
    let name: String = name.chars().filter(|c| !c.is_control()).flat_map(escaped).collect();
    match name.split_whitespace().collect::<Vec<_>>().join(" ") {
        name if name.is_empty() => "Hello! What would you like to talk about?".to_owned(),
        name => format!("Hello {name}! What would you like to talk about?"),
    }
}

/// The character, with a backslash before it where Markdown would read it as a mark.
fn escaped(c: char) -> impl Iterator<Item = char> {
    let mark = c.is_ascii_punctuation() && !matches!(c, '.' | ',' | '\'' | '-');
    mark.then_some('\\').into_iter().chain([c])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn greeting_names_the_person_and_nothing_else() {
        assert_eq!(
            greeting(" Ada  Lovelace "),
            "Hello Ada Lovelace! What would you like to talk about?"
        );
        assert_eq!(greeting("\n"), "Hello! What would you like to talk about?");
        assert!(greeting("[x](javascript:a)").starts_with("Hello \\[x\\]\\(javascript\\:a\\)!"));
    }
}
