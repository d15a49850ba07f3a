//! Text as the detectors see it: digits of every script are ASCII digits, wide and mathematical letters are plain ones,
//! accents and invisible characters are gone, odd spaces, dashes and quotes are the usual ones. Positions lead back to the
//! text as it was written, and text with nothing odd in it is not copied.

mod table;

use std::{borrow::Cow, ops::Range};

use table::{Folding, fold};

/// Stands for symbols and emoji: neither part of a word nor a space.
pub(crate) const SYMBOL: u8 = 0x1f;

#[derive(Clone, Debug)]
pub(crate) struct Folded<'a> {
    original: &'a str,
    bytes: Cow<'a, [u8]>,
    /// From this place on (in the folded bytes) the distance to the original is another one.
    steps: Vec<(usize, usize)>,
}

impl<'a> Folded<'a> {
    pub(crate) fn new(original: &'a str) -> Self {
        let Some(first) = original.bytes().position(|b| b >= 0x80) else {
            return Self::unchanged(original);
        };
        let mut bytes = Vec::new();
        let mut steps = Vec::new();
        let mut copied = 0;
        let mut at = first;
        while let Some((next, c)) = next_odd(original, at) {
            at = next + c.len_utf8();
            let folding = fold(c);
            if folding == Folding::Keep {
                continue;
            }
            if bytes.is_empty() {
                bytes.reserve(original.len());
            }
            bytes.extend_from_slice(&original.as_bytes()[copied..next]);
            steps.push((bytes.len(), next));
            folding.append(&mut bytes);
            steps.push((bytes.len(), at));
            copied = at;
        }
        if steps.is_empty() {
            return Self::unchanged(original);
        }
        bytes.extend_from_slice(&original.as_bytes()[copied..]);
        Self { original, bytes: Cow::Owned(bytes), steps }
    }

    fn unchanged(original: &'a str) -> Self {
        Self { original, bytes: Cow::Borrowed(original.as_bytes()), steps: Vec::new() }
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The place in the original of a range of the folded bytes.
    pub(crate) fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        let last = self.place(range.end.saturating_sub(1).max(range.start));
        // What is written over or behind the last character and vanishes belongs to it.
        let vanishes = |c: &char| !c.is_ascii() && fold(*c) == Folding::Drop;
        let rest = self.original[last..].chars().enumerate();
        let length = rest
            .take_while(|(index, c)| *index == 0 || vanishes(c))
            .map(|(_, c)| c.len_utf8())
            .sum::<usize>();
        let end = last + length;
        start..end
    }

    fn place(&self, at: usize) -> usize {
        let step = self.steps.partition_point(|(from, _)| *from <= at);
        let place = match step.checked_sub(1).map(|step| self.steps[step]) {
            Some((from, to)) => to + (at - from),
            None => at,
        };
        self.original.floor_char_boundary(place)
    }
}

/// The next character beyond ASCII.
fn next_odd(text: &str, from: usize) -> Option<(usize, char)> {
    let at = from + text.as_bytes()[from..].iter().position(|b| *b >= 0x80)?;
    text[at..].chars().next().map(|c| (at, c))
}

/// A short text of its own, folded and with small letters: what names, terms and keywords are compared by.
pub(crate) fn folded_small(text: &str) -> Vec<u8> {
    let mut bytes = Folded::new(text).bytes.into_owned();
    bytes.make_ascii_lowercase();
    // Letters beyond ASCII have capitals too, in Greek and Cyrillic.
    match String::from_utf8(bytes) {
        Ok(text) if text.is_ascii() => text.into_bytes(),
        Ok(text) => text.to_lowercase().into_bytes(),
        Err(error) => error.into_bytes(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold_text(text: &str) -> String {
        String::from_utf8(Folded::new(text).bytes().to_vec()).unwrap()
    }

    #[test]
    fn digits_of_every_script_are_digits() {
        assert_eq!(fold_text("९৩௪٥۶４𝟓⁷₈①🄂"), "93456457811");
    }

    #[test]
    fn invisible_characters_and_marks_vanish() {
        assert_eq!(
            fold_text("4\u{200b}2\u{ad}4\u{2060}2\u{feff}\u{336}1\u{fe0f}\u{20e3}"),
            "42421"
        );
    }

    #[test]
    fn spaces_dashes_and_letters_are_the_usual_ones() {
        assert_eq!(fold_text("a\u{a0}b\u{2003}c\u{2011}d−e"), "a b c-d-e");
        assert_eq!(fold_text("ＡｂéÉ e\u{301} 𝐀𝓫 Ł‘’“”।"), "AbeE e Ab L''\"\".");
    }

    #[test]
    fn text_without_odd_characters_is_not_copied() {
        assert!(matches!(Folded::new("plain 123").bytes, Cow::Borrowed(_)));
        assert!(matches!(Folded::new("मेरा नाम").bytes, Cow::Borrowed(_)));
    }

    #[test]
    fn places_lead_back_to_whole_characters() {
        let text = "क४\u{200b}२ é x";
        let folded = Folded::new(text);
        let find = |what: &str| {
            let at = folded.bytes().windows(what.len()).position(|w| w == what.as_bytes()).unwrap();
            &text[folded.origin(&(at..at + what.len()))]
        };
        assert_eq!(find("42"), "४\u{200b}२");
        assert_eq!(find("e"), "é");
        assert_eq!(find("x"), "x");
        assert_eq!(find("क"), "क");
    }
}
