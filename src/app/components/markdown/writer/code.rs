//! Code blocks: named, copied, coloured, and folded where they are long.

use std::fmt::Write as _;

use adda_protocol::code::Run;
use pulldown_cmark::CodeBlockKind;

use super::{Writer, escape};

use crate::i18n::{counted, text};

/// Longest code that is never folded, in lines.
const SHORT: usize = 30;
/// Longest name of a language.
const LONGEST_NAME: usize = 32;

/// A code block being read.
pub(super) struct Code {
    language: String,
    text: String,
}

impl Code {
    pub(super) fn new(kind: &CodeBlockKind<'_>) -> Self {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        Self { language: info.chars().take(LONGEST_NAME).collect(), text: String::new() }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.extend(text.chars().filter(|c| !escape::is_dropped(*c)));
    }
}

impl Writer<'_> {
    pub(super) fn close_code(&mut self) {
        let Some(Code { language, text }) = self.code.take() else { return };
        let html = &mut self.html;
        let name = escape::escaped(if language.is_empty() { "text" } else { &language });
        let _ = write!(
            html,
            r#"<figure><figcaption><span>{name}</span><button type="button" data-copy data-needs-script aria-live="polite">{}</button></figcaption><pre data-scrolls tabindex="0" role="group" aria-label="{}: {name}"><code"#,
            text!(common.copy),
            text!(markdown.code)
        );
        let coloured = (self.tools.runs)(&language, &text);
        if let Some(parts) = coloured.and_then(|runs| colored(&text, &runs)) {
            html.push('>');
            html.push_str(&parts);
        } else {
            if !language.is_empty() {
                // Colours may come later.
                html.push_str(" data-language=\"");
                escape::push(html, &language);
                html.push('"');
            }
            html.push('>');
            escape::push(html, &text);
        }
        html.push_str("</code></pre>");
        let lines = text.lines().count();
        if lines > SHORT {
            let open = if self.about.folds { "" } else { " open" };
            let _ = write!(
                html,
                "<details{open}><summary><span>{}</span><span>{}</span></summary></details>",
                counted!(markdown.show_all, count = lines),
                text!(markdown.show_fewer)
            );
        }
        html.push_str("</figure>");
    }
}

/// `text` with its parts told apart; none where they are not parts of this text.
pub fn colored(text: &str, runs: &[Run]) -> Option<String> {
    let mut html = String::with_capacity(text.len() * 2);
    let mut rest = text;
    for run in runs {
        let (part, after) = rest.split_at_checked(run.bytes)?;
        rest = after;
        match run.token {
            Some(token) => {
                let _ = write!(html, r#"<span class="code-{}">"#, token.letter());
                escape::push(&mut html, part);
                html.push_str("</span>");
            }
            None => escape::push(&mut html, part),
        }
    }
    rest.is_empty().then_some(html)
}
