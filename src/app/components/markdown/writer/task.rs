//! Tasks of a list: boxes that show and cannot be ticked, named by the words behind them.

use super::{Writer, escape};

use crate::i18n::text;

/// The open task.
pub(super) struct Task {
    /// Where a name of its own would go.
    name_at: usize,
    /// Its words as they were written.
    words: String,
    /// They name it by themselves: readers of labels know no formulas.
    names: bool,
}

impl Task {
    pub(super) fn note(&mut self, words: &str, formulas: bool) {
        self.words.push_str(words);
        self.names &= !formulas;
    }
}

impl Writer<'_> {
    pub(super) fn open_task(&mut self, done: bool) {
        self.html.push_str(r#"<label><input type="checkbox" disabled"#);
        let name_at = self.html.len();
        self.html.push_str(if done { " checked> " } else { "> " });
        self.task = Some(Task { name_at, words: String::new(), names: true });
    }

    /// The words end with their line: what comes below it is no name.
    pub(super) fn close_task(&mut self) {
        let Some(Task { name_at, words, names }) = self.task.take() else { return };
        let words = words.trim();
        if !names || words.is_empty() {
            let name = escape::escaped(if words.is_empty() { text!(markdown.task) } else { words });
            self.html.insert_str(name_at, &format!(" aria-label=\"{name}\""));
        }
        self.html.push_str("</label>");
    }
}
