//! Footnotes: links that stay within their text.

use std::fmt::Write as _;

use adda_client::footnotes;

use super::{Writer, escape};

use crate::i18n::text;

impl Writer<'_> {
    /// Text, with what refers to footnotes that are defined in another block.
    pub(super) fn with_references(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, name, after)) = footnotes::reference(rest, &self.notes) {
            self.words(before);
            self.note_reference(name);
            rest = after;
        }
        self.words(rest);
    }

    pub(super) fn note_reference(&mut self, name: &str) {
        if self.links > 0 || !self.notes.contains(name) {
            let text = format!("[^{name}]");
            return escape::push(&mut self.html, &text);
        }
        // A name that is kept is of letters, digits, `-` and `_`; so is the text's own.
        let id = self.note_id(name);
        let _ = write!(
            self.html,
            r##"<sup><a href="#{id}" role="doc-noteref" aria-label="{}">{name}</a></sup>"##,
            text!(markdown.footnote, name = name)
        );
    }

    pub(super) fn open_note(&mut self, name: &str) {
        self.html.push_str("<div data-note");
        if self.notes.contains(name) {
            let id = self.note_id(name);
            let _ = write!(self.html, r#" id="{id}" tabindex="-1""#);
        }
        self.html.push_str("><span>");
        escape::push(&mut self.html, name);
        self.html.push_str("</span><div>");
    }

    pub(super) fn close_note(&mut self) {
        self.html.push_str("</div></div>");
    }

    fn note_id(&self, name: &str) -> String {
        format!("note-{}-{name}", self.about.name)
    }
}
