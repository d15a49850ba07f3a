//! What comes of redacting: a text that may go out, and how it came to be.

use std::ops::Range;

use crate::{
    kind::Kind,
    placeholder::{Reading, read},
};

/// A text that may go out, and how it came to be.
#[derive(Clone, PartialEq, Eq)]
pub struct Redacted {
    pub text: String,
    pub pieces: Vec<Piece>,
}

/// A part of a redacted text that was put there in place of something.
#[derive(Clone, PartialEq, Eq)]
pub struct Piece {
    /// Bytes of the redacted text.
    pub range: Range<usize>,
    /// Nothing for words of the person that only looked like a placeholder.
    pub kind: Option<Kind>,
    /// What stood there.
    pub original: String,
}

/// The message must not go out: these kinds are in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked(pub Vec<Kind>);

impl std::fmt::Display for Blocked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self.0.iter().map(|kind| kind.name()).collect();
        write!(f, "the message holds what must not be sent: {}", names.join(", "))
    }
}

impl std::error::Error for Blocked {}

impl Redacted {
    /// The text as it was before.
    pub fn original(&self) -> String {
        let mut text = String::with_capacity(self.text.len());
        let mut at = 0;
        for piece in &self.pieces {
            text.push_str(&self.text[at..piece.range.start]);
            text.push_str(&piece.original);
            at = piece.range.end;
        }
        text + &self.text[at..]
    }

    /// Takes words over. Those that look like a placeholder must not be taken for one when the answer comes back.
    pub(crate) fn keep(&mut self, text: &str) {
        let mut from = 0;
        for (at, _) in
            text.match_indices(|c: char| matches!(c, '[' | '\\') || c.is_ascii_uppercase())
        {
            if at < from {
                continue;
            }
            if let Reading::Found(placeholder, length, suffix) = read(&text[at..], true) {
                self.text.push_str(&text[from..at]);
                let plain = format!("{}-{}{suffix}", placeholder.kind.tag(), placeholder.number);
                self.put(&plain, &text[at..at + length], None);
                from = at + length;
            }
        }
        self.text.push_str(&text[from..]);
    }

    pub(crate) fn put(&mut self, text: &str, original: &str, kind: Option<Kind>) {
        let start = self.text.len();
        self.text.push_str(text);
        let range = start..self.text.len();
        self.pieces.push(Piece { range, kind, original: original.to_owned() });
    }
}

/// What stood there is private.
impl std::fmt::Debug for Redacted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redacted").field("pieces", &self.pieces.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Piece {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Piece")
            .field("range", &self.range)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
