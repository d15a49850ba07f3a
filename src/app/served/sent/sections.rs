//! What a model is told before the conversation, by its headings.

use crate::i18n::text;

/// A part under its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    pub title: &'a str,
    pub text: &'a str,
}

/// What stands before the first heading are the instructions.
pub fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections = Vec::new();
    let (mut title, mut from) = (text!(sent.instructions), 0);
    for (at, line) in lines(text) {
        if let Some(heading) = line.strip_prefix("## ") {
            push(&mut sections, title, &text[from..at]);
            (title, from) = (heading.trim(), at + line.len());
        }
    }
    push(&mut sections, title, &text[from..]);
    sections
}

/// With where each begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let from = at;
        at += line.len() + 1;
        (from, line)
    })
}

fn push<'a>(sections: &mut Vec<Section<'a>>, title: &'a str, text: &'a str) {
    let text = text.trim();
    if !text.is_empty() {
        sections.push(Section { title, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_go_by_their_headings_and_lose_no_word() {
        let text = "Be kind.\n\nNotes.\n\n## What is known of them\n- a\n- b\n\n## Empty\n\n## Summary of what was said before\nLong ago ## not one";
        let sections: Vec<_> =
            sections(text).into_iter().map(|section| (section.title, section.text)).collect();
        assert_eq!(
            sections,
            [
                ("Instructions", "Be kind.\n\nNotes."),
                ("What is known of them", "- a\n- b"),
                ("Summary of what was said before", "Long ago ## not one"),
            ]
        );
    }

    #[test]
    fn sections_of_text_without_headings_is_one() {
        assert_eq!(sections("a\r\nb"), [Section { title: "Instructions", text: "a\r\nb" }]);
        assert_eq!(sections(" \n"), []);
    }
}
