//! The first words of a new conversation.

use adda_protocol::appearance::Language;

/// Greets the person by name, in their language.
pub fn greeting(name: &str, language: Language) -> String {
    // The greeting is shown as Markdown: a name must not become a link or a heading.
    let name: String = name.chars().filter(|c| !c.is_control()).flat_map(escaped).collect();
    let (hello, question) = words(language);
    match name.split_whitespace().collect::<Vec<_>>().join(" ") {
        name if name.is_empty() => format!("{hello}! {question}"),
        name => format!("{hello} {name}! {question}"),
    }
}

/// What is said before the name, and after it.
const fn words(language: Language) -> (&'static str, &'static str) {
    match language {
        // Where the language is not known, that of the documentation.
        Language::Browser | Language::En => ("Hello", "What would you like to talk about?"),
        Language::Hi => ("नमस्ते", "आप किस बारे में बात करना चाहेंगे?"),
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
        let greeting = |name| greeting(name, Language::En);
        assert_eq!(
            greeting(" Ada  Lovelace "),
            "Hello Ada Lovelace! What would you like to talk about?"
        );
        assert_eq!(greeting("\n"), "Hello! What would you like to talk about?");
        assert!(greeting("[x](javascript:a)").starts_with("Hello \\[x\\]\\(javascript\\:a\\)!"));
    }

    #[test]
    fn greeting_is_in_the_persons_language() {
        assert_eq!(greeting("आशा", Language::Hi), "नमस्ते आशा! आप किस बारे में बात करना चाहेंगे?");
        assert_eq!(greeting("", Language::Hi), "नमस्ते! आप किस बारे में बात करना चाहेंगे?");
        assert_eq!(greeting("Ada", Language::Browser), greeting("Ada", Language::En));
    }
}
