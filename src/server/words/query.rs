//! What is looked for.

use std::ops::Range;

use super::{Word, words};

/// Words of a query that count.
const MOST: usize = 24;
/// From so many characters on the last word may go on.
const PREFIX_CHARS: usize = 2;

/// Sequences of words, all of which must be there. The last word may be the beginning of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    phrases: Vec<Vec<String>>,
    /// Whether the last word is as it was typed so far.
    open: bool,
}

impl Query {
    /// What is asked by `text`; nothing where it has no words. What stands between quotes is one sequence.
    pub fn parse(text: &str) -> Option<Self> {
        let mut phrases: Vec<Vec<String>> = Vec::new();
        let mut last = 0..0;
        for word in words(text).take(MOST) {
            let between = &text[last.end..word.place.start];
            let quoted = is_quoted(text, &word.place) && !between.contains(is_quote);
            match phrases.last_mut().filter(|_| word.joined || quoted) {
                Some(phrase) => phrase.push(word.text),
                None => phrases.push(vec![word.text]),
            }
            last = word.place;
        }
        let newest = phrases.last()?.last()?;
        let open = newest.chars().count() >= PREFIX_CHARS && !text[last.end..].contains(is_quote);
        Some(Self { phrases, open })
    }

    pub fn phrases(&self) -> impl Iterator<Item = &[String]> {
        self.phrases.iter().map(Vec::as_slice)
    }

    /// Whether the last word of `phrase` may go on.
    pub fn is_open(&self, phrase: &[String]) -> bool {
        self.open && self.phrases.last().is_some_and(|last| last == phrase)
    }

    /// Whether all of it is in a text.
    pub fn matches(&self, text: &str) -> bool {
        let words: Vec<Word> = words(text).collect();
        self.phrases().all(|phrase| (0..words.len()).any(|at| self.fits(phrase, &words[at..])))
    }

    /// Where in a text something of it stands, in order and apart.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let words: Vec<Word> = words(text).collect();
        let mut places: Vec<Range<usize>> = Vec::new();
        for at in 0..words.len() {
            let fitting = self.phrases().filter(|phrase| self.fits(phrase, &words[at..]));
            let Some(length) = fitting.map(<[String]>::len).max() else { continue };
            let place = words[at].place.start..words[at + length - 1].place.end;
            match places.last_mut().filter(|last| place.start <= last.end) {
                Some(last) => last.end = last.end.max(place.end),
                None => places.push(place),
            }
        }
        places
    }

    fn fits(&self, phrase: &[String], words: &[Word]) -> bool {
        if words.len() < phrase.len() {
            return false;
        }
        let open = self.is_open(phrase);
        phrase.iter().zip(words).enumerate().all(|(at, (asked, word))| {
            let goes_on = open && at + 1 == phrase.len();
            word.text == *asked || (goes_on && word.text.starts_with(asked.as_str()))
        })
    }
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

/// Whether a quote was opened before `place`, and not closed.
fn is_quoted(text: &str, place: &Range<usize>) -> bool {
    text[..place.start].chars().filter(|&c| is_quote(c)).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(query: &str, text: &str) -> Vec<String> {
        let query = Query::parse(query).unwrap();
        query.places(text).into_iter().map(|place| text[place].to_owned()).collect()
    }

    #[test]
    fn query_without_words_asks_nothing() {
        for text in ["", "  ", "\0", "\"*\" -- '", "🦀", "()", "\u{301}"] {
            assert_eq!(Query::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn query_finds_all_words_and_the_beginning_of_the_last() {
        let found = |query: &str, text: &str| Query::parse(query).unwrap().matches(text);
        assert!(found("TAX retu", "My return, and a tax."));
        assert!(!found("retu tax", "My return, and a tax."), "only the last may go on");
        assert!(!found("tax refund", "My return, and a tax."));
        assert!(found("कुत्ते", "उनके कुत्ते का नाम"));
        assert!(!found("ते", "उनके कुत्ते का नाम"), "no part of a word");
        assert!(found("北京", "我在北京。"));
        assert!(!found("北京", "京都の北"), "signs in sequence");
        assert!(!found("t", "tax"), "one letter is a word");
    }

    #[test]
    fn quoted_words_are_found_in_sequence() {
        let found = |query: &str, text: &str| Query::parse(query).unwrap().matches(text);
        assert!(found("\"annual report\" tax", "Tax and the annual report"));
        assert!(!found("\"annual report\"", "An annual tax report"));
        assert!(!found("\"annual rep\"", "An annual report"), "closed, it is a whole word");
        assert!(found("\"annual rep", "An annual report"));
        assert!(!found("\"a b\" \"c d\"", "a b d c"));
    }

    #[test]
    fn places_are_whole_words_in_order() {
        assert_eq!(
            marked("tax ret", "Tax returns: no tax, retro taxi"),
            ["Tax", "returns", "tax", "retro"]
        );
        assert_eq!(marked("北京", "北京, 北"), ["北京"]);
        assert_eq!(marked("ecole", "l’École"), ["École"]);
        assert_eq!(marked("\"big red\" red", "big red, red"), ["big red", "red"]);
        assert_eq!(marked("nothing", "here"), [""; 0]);
    }

    #[test]
    fn query_of_any_length_stays_small() {
        let query = Query::parse(&"word ".repeat(10_000)).unwrap();
        assert_eq!(query.phrases().count(), MOST);
    }
}
