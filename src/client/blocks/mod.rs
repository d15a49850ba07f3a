//! Markdown cut into top-level blocks while it is being written, so that a finished block is rendered once.
//!
//! The cut is by lines and in linear time, whatever the nesting. It follows `CommonMark` and GitHub's tables where a line
//! settles the matter, and joins where it does not: a block may hold several of Markdown's, never a part of one, so that
//! rendering the blocks one by one gives what rendering the whole gives. The one exception are link reference
//! definitions and what refers to them: they meet only within one block. So do footnotes for the parser; who draws them
//! asks [`crate::footnotes`]. A formula alone on its lines is a block as [`crate::formulas`] reads it.

mod html;
mod line;
mod list;
mod open;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

use self::{
    line::{Line, Lines},
    open::{Open, Step},
};

/// What a block is, by how it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    Heading,
    /// Fenced (closed or not) or indented.
    Code,
    /// Also several lists in a row.
    List,
    Table,
    Quote,
    Html,
    /// A thematic break.
    Rule,
    /// Begins like a formula alone on its lines.
    Formula,
    /// The first definition of a footnote, and all that comes after it.
    Footnotes,
}

/// A stretch of the source: `text[start..end]`, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where its first line begins. Fixed from the first time the block is seen, so it can serve as its key.
    pub start: usize,
    /// Behind its last line. Blank lines between two blocks belong to neither.
    pub end: usize,
    pub kind: BlockKind,
    /// Whatever is appended to the text, this block stays exactly as it is.
    pub closed: bool,
}

/// The blocks of `text`, in order, none empty. Every block but the last is closed; the last may be, too.
pub fn split_blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    extend_blocks(&mut blocks, text);
    blocks
}

/// Brings the blocks of a text up to date after something was appended to it, looking only at what comes after the
/// closed ones. `blocks` must be what this gave for the beginning of `text` (or empty); the result is that of
/// [`split_blocks`].
pub fn extend_blocks(blocks: &mut Vec<Block>, text: &str) {
    let from = match blocks.last() {
        Some(last) if !last.closed => last.start,
        Some(last) => last.end,
        None => 0,
    };
    blocks.retain(|block| block.closed);
    let mut splitter = Splitter { blocks, open: None };
    for line in Lines::new(text, from) {
        splitter.line(&line);
    }
}

struct Splitter<'b> {
    blocks: &'b mut Vec<Block>,
    /// State of the last block while it is not closed.
    open: Option<Open>,
}

impl Splitter<'_> {
    fn line(&mut self, line: &Line<'_>) {
        if !line.terminated {
            // What this line will be is not known yet: it decides next to nothing.
            match &self.open {
                _ if line.is_blank() => {}
                None => self.begin(line),
                Some(open) if open.ends_before(line) => self.take(Step::Begin, line),
                Some(_) => self.join(line),
            }
            return;
        }
        match &mut self.open {
            None if line.is_blank() => {}
            None => self.begin(line),
            Some(open) => {
                let step = if line.is_blank() { open.blank() } else { open.step(line) };
                self.take(step, line);
            }
        }
    }

    fn take(&mut self, step: Step, line: &Line<'_>) {
        match step {
            Step::Pass => {}
            Step::Join => self.join(line),
            Step::JoinAs(kind) => {
                self.join(line);
                if let Some(block) = self.blocks.last_mut() {
                    block.kind = kind;
                }
            }
            Step::Last(kind) => {
                self.take(kind.map_or(Step::Join, Step::JoinAs), line);
                self.close();
            }
            Step::Close => self.close(),
            Step::Begin => {
                self.close();
                self.begin(line);
            }
            Step::Rest => {
                self.join(line);
                self.open = Some(Open::Rest);
            }
        }
    }

    fn begin(&mut self, line: &Line<'_>) {
        let (kind, open) = Open::begin(line);
        let closed = open.is_none() && line.terminated;
        self.open = open;
        self.blocks.push(Block { start: line.start, end: line.end, kind, closed });
    }

    fn join(&mut self, line: &Line<'_>) {
        if let Some(block) = self.blocks.last_mut() {
            block.end = line.end;
        }
    }

    fn close(&mut self) {
        self.open = None;
        if let Some(block) = self.blocks.last_mut() {
            block.closed = true;
        }
    }
}
