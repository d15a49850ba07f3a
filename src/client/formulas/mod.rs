//! Formulas in Markdown, as people and models write them: `$x$`, `$$x$$`, `\(x\)`, `\[x\]`. They are lifted out before
//! the Markdown is parsed, which would take `_` for emphasis and `\(` for a bracket, and leave a mark where they stood.
//!
//! A sum of money is no formula, and neither is what stands in code. Where the parser finds a mark in code, in a link or
//! in raw HTML all the same, [`Formulas::restored`] gives what was written there.

mod inline;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::blocks::{BlockKind, split_blocks};

/// Stand around a formula's number in the lifted text. Private use: nobody's alphabet has them.
const BEGIN: char = '\u{F0000}';
const END: char = '\u{F0001}';
/// Most formulas of one text; what is more stays text.
const MOST: usize = 1_000;

/// A formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula<'a> {
    /// As it was written, signs included.
    pub source: &'a str,
    pub latex: Cow<'a, str>,
    /// On a line of its own.
    pub display: bool,
}

/// A text whose formulas are lifted out.
#[derive(Clone, Debug)]
pub struct Formulas<'a> {
    pub text: Cow<'a, str>,
    pub found: Vec<Formula<'a>>,
}

/// A stretch of lifted text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'f, 't> {
    Text(&'t str),
    Formula(&'f Formula<'f>),
}

impl<'a> Formulas<'a> {
    /// `text` as it is.
    pub fn none(text: &'a str) -> Self {
        Self { text: Cow::Borrowed(text), found: Vec::new() }
    }

    /// Lifts the formulas out of `text`.
    pub fn lift(text: &'a str) -> Self {
        let signs = text.contains('$') || text.contains("\\(") || text.contains("\\[");
        if !signs || text.contains([BEGIN, END]) {
            return Self::none(text);
        }
        let mut lifted = Lifted { text: String::with_capacity(text.len()), found: Vec::new() };
        let mut at = 0;
        for block in split_blocks(text) {
            lifted.text.push_str(&text[at..block.start]);
            let source = &text[block.start..block.end];
            match block.kind {
                BlockKind::Code => lifted.text.push_str(source),
                BlockKind::Formula => {
                    // A block of its own for every parser.
                    lifted.text.push_str("\n\n");
                    match alone(source) {
                        Some(formula) => lifted.put(formula),
                        None => inline::lift(source, &mut lifted),
                    }
                    lifted.text.push_str("\n\n");
                }
                _ => inline::lift(source, &mut lifted),
            }
            at = block.end;
        }
        lifted.text.push_str(&text[at..]);
        Self { text: Cow::Owned(lifted.text), found: lifted.found }
    }

    /// `text`, which came of the lifted text, cut at its formulas.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'_, 't>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, formula, after)) = self.first(rest) {
            if !before.is_empty() {
                pieces.push(Piece::Text(before));
            }
            pieces.push(Piece::Formula(formula));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        pieces
    }

    /// `text`, which came of the lifted text, as it was written.
    pub fn restored<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.found.is_empty() || !text.contains(BEGIN) {
            return Cow::Borrowed(text);
        }
        let written = self.pieces(text).into_iter().map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Formula(formula) => formula.source,
        });
        Cow::Owned(written.collect())
    }

    fn first<'t>(&self, text: &'t str) -> Option<(&'t str, &Formula<'a>, &'t str)> {
        let (before, rest) = text.split_once(BEGIN)?;
        let (number, after) = rest.split_once(END)?;
        Some((before, self.found.get(number.parse::<usize>().ok()?)?, after))
    }
}

/// What came of a text so far.
struct Lifted<'a> {
    text: String,
    found: Vec<Formula<'a>>,
}

impl<'a> Lifted<'a> {
    fn put(&mut self, formula: Formula<'a>) {
        if self.found.len() >= MOST {
            self.text.push_str(formula.source);
            return;
        }
        self.text.push(BEGIN);
        self.text.push_str(&self.found.len().to_string());
        self.text.push(END);
        self.found.push(formula);
    }
}

/// The formula that a block is.
fn alone(source: &str) -> Option<Formula<'_>> {
    let source = source.trim();
    let inner = source
        .strip_prefix("$$")
        .and_then(|rest| rest.strip_suffix("$$"))
        .or_else(|| source.strip_prefix("\\[")?.strip_suffix("\\]"))?;
    let whole = !inner.contains("$$") && !inner.contains("\\]") && !inner.trim().is_empty();
    whole.then(|| Formula { source, latex: inline::joined(inner), display: true })
}
