//! Recovery phrases of wallets: twelve to twenty-four words after "seed phrase:".

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{LOWER, class, end_while},
        words::is_among,
    },
};

/// Lengths the wordlists' standard (BIP 39) knows.
const LENGTHS: [usize; 5] = [12, 15, 18, 21, 24];

/// Words of sentences that are in no such phrase.
const SENTENCE: &str = "the and of to is in a an your are be or for with not on at by";

/// Called at the word "phrase" or "mnemonic".
pub(crate) fn phrase(scan: &mut Scan<'_>, start: usize, end: usize) {
    let text = scan.text;
    let (from, to) = scan.before[0];
    let named = text[start..end].eq_ignore_ascii_case(b"mnemonic")
        || (start - to <= 2
            && is_among("seed recovery secret backup mnemonic wallet", &text[from..to]));
    let first = end_while(text, end, |byte| b" \n:=\"'`*".contains(&byte));
    let said = text[end..first].iter().any(|byte| b":=\n".contains(byte));
    if !named || !said {
        return;
    }
    let (mut at, mut last, mut count) = (first, first, 0);
    loop {
        let word_end = end_while(text, at, |byte| class(byte) == LOWER);
        let word = &text[at..word_end];
        if !(3..=8).contains(&word.len()) || is_among(SENTENCE, word) {
            break;
        }
        (count, last) = (count + 1, word_end);
        at = end_while(text, word_end, |byte| b" \n,".contains(&byte));
        if at == word_end || count > 24 {
            break;
        }
    }
    if LENGTHS.contains(&count) {
        scan.hit(first..last, Kind::Secret, Sure::Proof);
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::Secret,
        testing::{assert_found, assert_none},
    };

    #[test]
    fn phrases_are_found_by_their_length() {
        let phrase =
            "abandon ability able about above absent absorb abstract absurd abuse access accident";
        assert_found(&format!("My seed phrase: {phrase}"), Secret, phrase);
        assert_found(&format!("mnemonic = \"{phrase}\""), Secret, phrase);
        assert_none(
            "Recovery phrase: write down these words and keep them safe where nobody can look",
            Secret,
        );
        assert_none("A seed phrase is a list of twelve words", Secret);
    }
}
