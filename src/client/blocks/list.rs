//! An open list, and what the next line means to it.

use super::{
    html::Html,
    line::{Line, Marker},
    open::{Step, begins},
};

#[derive(Clone, Debug)]
pub(super) struct List {
    /// Column from which on a line is within the last item.
    content: usize,
    /// The last item has nothing but its marker.
    empty: bool,
    /// The line before was blank.
    blank: bool,
    /// Some last lines are of a paragraph in the item, or of one after the list.
    lazy: bool,
}

impl List {
    pub(super) fn new(marker: Marker) -> Self {
        Self { content: marker.content, empty: marker.empty, blank: false, lazy: false }
    }

    /// A blank line came.
    pub(super) fn blank(&mut self) {
        if self.empty {
            // An item that begins with a blank line ends at the second.
            self.content = usize::MAX;
        }
        self.blank = true;
    }

    /// Whether the list ends before a line of which only the beginning is known.
    pub(super) fn ends_before(&self, beginning: &Line<'_>) -> bool {
        let marks = |first: char| first.is_ascii_digit() || "-*+".contains(first);
        self.blank && beginning.indent < self.content && !beginning.rest.starts_with(marks)
    }

    /// A line with something on it came.
    pub(super) fn step(&mut self, line: &Line<'_>) -> Step {
        let blank = std::mem::take(&mut self.blank);
        if line.indent >= self.content {
            self.empty = false;
            let parts = line.rest.starts_with(['`', '~', '<', '>']);
            return if self.lazy && parts { Step::Rest } else { Step::Join };
        }
        if line.is_rule() {
            let underline = self.lazy && !blank && line.is_underline();
            return if underline { Step::Rest } else { Step::Begin };
        }
        if let Some(marker) = line.marker() {
            let lazy = self.lazy && !blank && !marker.interrupts;
            *self = Self { lazy, ..Self::new(marker) };
            return Step::Join;
        }
        if blank || self.empty && !self.lazy || begins(line) {
            return Step::Begin;
        }
        if line.is_deep() || line.is_footnote() || Html::begun_by(line) == Some(Html::Perhaps) {
            return Step::Rest;
        }
        self.lazy = true;
        Step::Join
    }
}
