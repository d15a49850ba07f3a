//! The running summary of a conversation: what a model is asked for to extend it, what its answer is taken for, and what stands
//! in where there is no model.

mod answer;
mod extract;
mod prompt;

use super::cost;
use crate::store::Line;

pub use answer::{Answer, Fact, Feeling, read};
pub use extract::extract;
pub use prompt::{OUTPUT_TOKENS, request};

/// Tokens of messages that one step covers.
pub const STEP_TOKENS: u64 = 4_000;
/// Longest summary, in characters.
pub const CHARS: usize = 4_000;

/// What is asked for beside the notes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub facts: bool,
    pub moods: bool,
}

/// Of the newest lines, oldest first, the one from which on they stay out of the summary: those within `tokens`, and the last
/// one in any case.
pub fn kept(newest: &[Line], tokens: u64) -> Option<&Line> {
    let mut used = 0;
    let fits = newest.iter().rev().take_while(|line| {
        used += cost(&line.text);
        used <= tokens
    });
    newest.get(newest.len().checked_sub(fits.count().max(1))?)
}

/// Of lines, oldest first, as many as one step covers; one in any case.
pub fn step(lines: &[Line]) -> &[Line] {
    let mut used = 0;
    let fits = lines.iter().take_while(|line| {
        used += cost(&line.text);
        used <= STEP_TOKENS
    });
    let count = fits.count().max(1).min(lines.len());
    &lines[..count]
}
