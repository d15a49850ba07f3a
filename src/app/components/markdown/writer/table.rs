//! Tables scroll in a box of their own, which the keyboard reaches and which is named by what stands in its head.

use pulldown_cmark::Alignment;

use super::escape;

use crate::i18n::text;

/// Longest name.
const LONGEST: usize = 80;

/// The open table.
#[derive(Default)]
pub(super) struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
    /// Where its name goes, and the name.
    name_at: usize,
    name: String,
}

impl Table {
    pub(super) fn open(html: &mut String, alignments: Vec<Alignment>) -> Self {
        html.push_str(r#"<div data-scrolls role="region" tabindex="0" aria-label=""#);
        html.push_str(text!(markdown.table));
        let name_at = html.len();
        html.push_str("\"><table>");
        Self { alignments, name_at, ..Self::default() }
    }

    pub(super) fn open_row(&mut self, html: &mut String, head: bool) {
        (self.head, self.cell) = (head, 0);
        html.push_str(if head { "<thead><tr>" } else { "<tr>" });
    }

    pub(super) fn close_row(&mut self, html: &mut String) {
        if !std::mem::take(&mut self.head) {
            return html.push_str("</tr>");
        }
        html.push_str("</tr></thead><tbody>");
        let name: String = self.name.chars().take(LONGEST).collect();
        if !name.is_empty() {
            html.insert_str(self.name_at, &escape::escaped(&format!(": {name}")));
        }
    }

    pub(super) fn open_cell(&mut self, html: &mut String) {
        let align = match self.alignments.get(self.cell) {
            Some(Alignment::Right) => r#" data-align="right""#,
            Some(Alignment::Center) => r#" data-align="center""#,
            _ => "",
        };
        if self.head && self.cell > 0 && self.name.len() < LONGEST {
            self.name.push_str(", ");
        }
        self.cell += 1;
        html.push_str(if self.head { "<th scope=\"col\"" } else { "<td" });
        html.push_str(align);
        html.push('>');
    }

    pub(super) fn close_cell(&self, html: &mut String) {
        html.push_str(if self.head { "</th>" } else { "</td>" });
    }

    /// Words of a cell: those of the head name the table.
    pub(super) fn note(&mut self, words: &str) {
        if self.head && self.name.len() < LONGEST {
            self.name.push_str(words);
        }
    }

    pub(super) fn close(&mut self, html: &mut String) {
        html.push_str("</tbody></table></div>");
        *self = Self::default();
    }
}
