//! Words that say what the number or word beside them is.

use super::class::{OTHER, UNDERSCORE, class};

/// What a word announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    Card,
    Account,
    Routing,
    Phone,
    Ssn,
    Aadhaar,
    Passport,
    Licence,
    Upi,
    /// A CVV, PIN or one-time code: digits follow.
    Code,
    Password,
    /// Either of the two.
    Passcode,
    /// A key or token: a long mixed word follows.
    Token,
    Wallet,
    /// An order, an invoice, a serial number: digits beside it are no phone number.
    Reference,
    /// A currency: an amount stands beside it.
    Money,
    /// Says one of the others only together with the word before it.
    Driving,
    Social,
    Own,
    Number,
    Key,
    /// A wallet's recovery phrase may follow.
    Phrase,
    /// Part of an address: a street, a road.
    Street,
}

pub(crate) const CUES: usize = Cue::Street as usize + 1;

/// Sorted by word, in small letters and folded.
const WORDS: &[(&str, Cue)] = &include!("cues.in");

/// Which words may be cues, roughly: most words need no search.
static LIKELY: [u64; BITS / 64] = likely();

const BITS: usize = 4096;
const LONGEST: usize = 32;

const fn likely() -> [u64; BITS / 64] {
    let mut table = [0; BITS / 64];
    let mut index = 0;
    while index < WORDS.len() {
        let rough = rough(WORDS[index].0.as_bytes());
        table[rough / 64] |= 1 << (rough % 64);
        index += 1;
    }
    table
}

/// A number from a word's length and three of its bytes, the same in capital and small letters.
const fn rough(word: &[u8]) -> usize {
    let (first, middle, last) =
        (word[0] & 31, word[word.len() / 2] & 31, word[word.len() - 1] & 31);
    (first as usize * 131 + middle as usize * 17 + last as usize * 523 + word.len() * 1031) % BITS
}

/// The cue a word gives: the whole word, or what follows its last underscore where that is a secret (`DB_PASSWORD`).
pub(crate) fn cue(word: &[u8]) -> Option<Cue> {
    lookup(word).or_else(|| {
        let at = word.iter().rposition(|b| class(*b) == UNDERSCORE)?;
        let secret = |cue: &Cue| {
            matches!(cue, Cue::Password | Cue::Passcode | Cue::Token | Cue::Key | Cue::Code)
        };
        lookup(&word[at + 1..]).filter(secret)
    })
}

fn lookup(word: &[u8]) -> Option<Cue> {
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    let rough = rough(word);
    if LIKELY[rough / 64] & (1 << (rough % 64)) == 0 {
        return None;
    }
    let small = word.to_ascii_lowercase();
    let found = WORDS.binary_search_by(|(known, _)| known.as_bytes().cmp(&small));
    found.ok().map(|index| WORDS[index].1)
}

/// The cue of a word that says something only together with what stands before it.
pub(crate) fn cue_of_two(text: &[u8], start: usize, end: usize) -> Option<Cue> {
    let is = |whole: &str| {
        let from = end.checked_sub(whole.len());
        from.is_some_and(|from| text[from..end].eq_ignore_ascii_case(whole.as_bytes()))
    };
    match end - start {
        1 => is("a/c").then_some(Cue::Account),
        4 if is("sort code") => Some(Cue::Routing),
        4 if is("security code") => Some(Cue::Code),
        _ => None,
    }
}

/// Whether a word, in any case, is one of a list with spaces between.
pub(crate) fn is_among(list: &str, word: &[u8]) -> bool {
    list.split_ascii_whitespace().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
}

/// Where each cue was last seen.
#[derive(Clone, Debug)]
pub(crate) struct Cues {
    ends: [usize; CUES],
}

impl Default for Cues {
    fn default() -> Self {
        Self { ends: [usize::MAX; CUES] }
    }
}

impl Cues {
    pub(crate) fn see(&mut self, cue: Cue, end: usize) {
        self.ends[cue as usize] = end;
    }

    /// Whether the cue ended at most so many bytes before this place.
    pub(crate) fn near(&self, cue: Cue, at: usize, bytes: usize) -> bool {
        self.distance(cue, at).is_some_and(|distance| distance <= bytes)
    }

    pub(crate) fn distance(&self, cue: Cue, at: usize) -> Option<usize> {
        at.checked_sub(self.ends[cue as usize])
    }
}

/// Distances are in bytes; letters beyond ASCII take two or three of them.
pub(crate) fn reach(text: &[u8], at: usize) -> usize {
    let before = &text[at.saturating_sub(24)..at];
    if before.iter().any(|b| class(*b) == OTHER) { 90 } else { 36 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::folded_small;

    #[test]
    fn words_are_sorted_and_folded() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (word, _) in WORDS {
            assert_eq!(folded_small(word), word.as_bytes(), "{word}");
        }
    }

    #[test]
    fn cues_are_found_whatever_their_case_and_prefix() {
        assert_eq!(cue(b"Password"), Some(Cue::Password));
        assert_eq!(cue(b"DB_PASSWORD"), Some(Cue::Password));
        assert_eq!(cue("मोबाइल".as_bytes()), Some(Cue::Phone));
        assert_eq!(cue(b"passwords_are"), None);
    }
}
