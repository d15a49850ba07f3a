//! Words as the search compares them, the same for what is kept and for what is asked. In every script a word stays whole:
//! vowel signs, viramas and joiners belong to it. Where a script sets no spaces, each sign is a word.

mod fold;
mod query;

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use self::fold::fold;
pub use self::query::Query;

/// Changes whenever the same text would come out as other words: all messages are then read anew.
pub const RULES: i64 = 1;

/// Characters of a word that count; what is longer is no word anybody types.
const LONGEST: usize = 64;

/// A word and where in its text it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    pub place: Range<usize>,
    /// Of a script without spaces, and right after another such word.
    joined: bool,
}

/// The words of a text, in order.
pub fn words(text: &str) -> impl Iterator<Item = Word> {
    Words { text, at: 0, sign: None }
}

struct Words<'a> {
    text: &'a str,
    at: usize,
    /// Where the last sign of a script without spaces ended.
    sign: Option<usize>,
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        loop {
            let rest = &self.text[self.at..];
            let from = self.at + rest.find(is_letter)?;
            let length = length(&self.text[from..]);
            self.at = from + length;
            let text = fold(&self.text[from..self.at], LONGEST);
            if text.is_empty() {
                continue;
            }
            let sign = self.text[from..].starts_with(stands_alone);
            let joined = sign && self.sign == Some(from);
            self.sign = sign.then_some(self.at);
            return Some(Word { text, place: from..self.at, joined });
        }
    }
}

/// Bytes of the word that `text` begins with.
fn length(text: &str) -> usize {
    let mut signs = text.char_indices();
    let alone = signs.next().is_some_and(|(_, first)| stands_alone(first));
    let ends = |c: char| {
        let belongs = if alone { is_combining_mark(c) } else { is_letter(c) || is_joiner(c) };
        !belongs || (!alone && stands_alone(c))
    };
    let end = signs.find(|(_, c)| ends(*c)).map_or(text.len(), |(at, _)| at);
    text[..end].trim_end_matches(is_joiner).len()
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        c.is_alphanumeric() || is_combining_mark(c)
    }
}

/// Invisible within a word: soft hyphen, (zero width) joiners and the like.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{2060}')
}

/// Of a script that sets no spaces between words: Thai, Lao, Myanmar, Khmer, Chinese, Japanese.
const fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}'
        | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).map(|word| word.text).collect()
    }

    #[test]
    fn words_of_indic_scripts_stay_whole() {
        for text in [
            "उनके कुत्ते का नाम बिस्कुट है",
            "বাংলাদেশের স্বাধীনতা ক্ষুদ্র",
            "தமிழ்நாட்டில் பொங்கல்",
            "ತಂತ್ರಜ್ಞಾನ ಕನ್ನಡ",
            "തിരുവനന്തപുരത്ത് ക്ഷേത്രം",
            "ਪੰਜਾਬੀ ਵਿੱਚ",
        ] {
            let whole: Vec<_> = text.split(' ').map(|word| texts(word).concat()).collect();
            assert_eq!(texts(text), whole, "{text}");
            assert_eq!(texts(text).len(), text.split(' ').count(), "{text}");
        }
        assert_eq!(texts("क्\u{200d}ष"), texts("क्ष"), "a joiner is part of the spelling alone");
        assert_eq!(texts("क़लम।"), texts("क\u{93c}लम"), "one letter or two code points");
    }

    #[test]
    fn words_are_folded_by_case_width_and_accent() {
        assert_eq!(
            texts("Straße ÉCOLE ﬁne Ｗｉｄｅ İstanbul"),
            ["straße", "ecole", "fine", "wide", "istanbul"]
        );
        assert_eq!(texts("e\u{301}"), texts("é"));
        assert_eq!(texts("Москва́ Ёлка"), ["москва", "елка"]);
        assert_eq!(texts("مُحَمَّد"), ["محمد"]);
        assert_eq!(texts("한국어"), ["한국어"]);
        assert_eq!(
            texts("snake_case don't C++ 3.14 co\u{ad}op"),
            ["snake", "case", "don", "t", "c", "3", "14", "coop"]
        );
    }

    #[test]
    fn signs_of_scripts_without_spaces_are_words_of_their_own() {
        assert_eq!(texts("北京に行く"), ["北", "京", "に", "行", "く"]);
        assert_eq!(texts("使用Rust语言"), ["使", "用", "rust", "语", "言"]);
        assert_eq!(texts("กิน"), ["กิ", "น"]);
        let joined: Vec<_> = words("北京 上").map(|word| word.joined).collect();
        assert_eq!(joined, [false, true, false]);
    }

    #[test]
    fn words_that_nobody_types_are_cut() {
        assert_eq!(texts(&"x".repeat(5_000)), ["x".repeat(LONGEST)]);
        assert_eq!(texts("\0 ' \" \\ * \u{301} 🦀 ½"), ["12"]);
    }

    proptest! {
        #[test]
        fn words_stand_where_they_say_and_hold_nothing_a_query_language_reads(text: String) {
            let mut end = 0;
            for word in words(&text) {
                prop_assert!(word.place.start >= end && word.place.end <= text.len());
                end = word.place.end;
                let alone = texts(&text[word.place.clone()]);
                prop_assert_eq!(alone.first(), Some(&word.text));
                let plain = |c: char| c.is_alphanumeric() || is_combining_mark(c);
                prop_assert!(!word.text.is_empty() && word.text.chars().all(plain));
            }
        }
    }
}
