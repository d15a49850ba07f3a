//! The sentence in which something was found, with what was looked for set apart.

use std::ops::Range;

use adda_protocol::search::Piece;

/// Characters shown before the first place at most, and after it.
const BEFORE: usize = 80;
const AFTER: usize = 180;
/// A sentence shorter than this goes on into the next.
const SHORT: usize = 90;
/// What Markdown begins lines with.
const LINE_SIGNS: [char; 5] = ['#', '>', '|', ' ', '\t'];

/// What stands around the first of `places`, which are in order.
pub fn around(text: &str, places: &[Range<usize>]) -> Vec<Piece> {
    let first = places.first().cloned().unwrap_or(0..0);
    let shown = begin(text, first.start)..end(text, &first);
    let inside = |place: &Range<usize>| {
        let place = place.start.max(shown.start)..place.end.min(shown.end);
        (place.start < place.end).then(|| place.start - shown.start..place.end - shown.start)
    };
    let inner: Vec<_> = places.iter().filter_map(inside).collect();
    let mut pieces = pieces(&text[shown.clone()], &inner);
    if let Some(first) = pieces.first_mut().filter(|first| !first.hit) {
        first.text = first.text.trim_start_matches(LINE_SIGNS).to_owned();
    }
    if let Some(last) = pieces.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    let dots = || Piece { text: "…".to_owned(), hit: false };
    if !text[..shown.start].trim().is_empty() && !follows_sentence(text, shown.start) {
        pieces.insert(0, dots());
    }
    let cut = !text[shown.end..].trim().is_empty();
    if cut && !pieces.last().is_some_and(|last| last.text.ends_with(is_end)) {
        pieces.push(dots());
    }
    pieces.retain(|piece| !piece.text.is_empty());
    pieces
}

/// A text cut at its places, each line break and run of spaces one space, without the signs of Markdown.
pub fn pieces(text: &str, places: &[Range<usize>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut push = |text: &str, hit| {
        let text = plain(text);
        if !text.is_empty() {
            pieces.push(Piece { text, hit });
        }
    };
    for place in places {
        push(&text[at..place.start], false);
        push(&text[place.clone()], true);
        at = place.end;
    }
    push(&text[at..], false);
    pieces
}

/// Where the sentence that holds `place` begins, or near before it where that is far.
fn begin(text: &str, place: usize) -> usize {
    let (mut begin, mut space) = (place, None);
    for (count, (at, c)) in text[..place].char_indices().rev().enumerate() {
        if ends_sentence(c, &text[at + c.len_utf8()..]) {
            return begin;
        }
        if count >= BEFORE {
            return space.unwrap_or(begin);
        }
        if c.is_whitespace() {
            space = Some(begin);
        }
        begin = at;
    }
    begin
}

/// Where it ends likewise.
fn end(text: &str, place: &Range<usize>) -> usize {
    let mut space = None;
    for (count, (offset, c)) in text[place.end..].char_indices().enumerate() {
        let at = place.end + offset;
        let after = at + c.len_utf8();
        if count >= AFTER {
            return space.unwrap_or(at);
        }
        if count >= SHORT && ends_sentence(c, &text[after..]) {
            return after;
        }
        if c.is_whitespace() {
            space = Some(at);
        }
    }
    text.len()
}

const fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '।' | '॥' | '。' | '！' | '？' | '؟' | '۔')
}

/// A full stop is one where a space or nothing follows: "3.14" goes on.
fn ends_sentence(c: char, rest: &str) -> bool {
    let wide = matches!(c, '\n' | '।' | '॥' | '。' | '！' | '？');
    wide || (is_end(c) && rest.chars().next().is_none_or(char::is_whitespace))
}

fn follows_sentence(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n') || before.ends_with(is_end)
}

/// Without what makes Markdown of it, as far as that is no loss.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (number, line) in text.split('\n').enumerate() {
        let line = if number == 0 { line } else { line.trim_start_matches(LINE_SIGNS) };
        if number > 0 {
            push_space(&mut plain);
        }
        for c in line.replace("**", "").chars().filter(|c| *c != '`') {
            if c.is_whitespace() { push_space(&mut plain) } else { plain.push(c) }
        }
    }
    plain
}

fn push_space(text: &mut String) {
    if !text.ends_with(' ') {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::Query;

    fn shown(query: &str, text: &str) -> String {
        let query = Query::parse(query).unwrap();
        let pieces = around(text, &query.places(text));
        pieces
            .into_iter()
            .map(|it| if it.hit { format!("[{}]", it.text) } else { it.text })
            .collect()
    }

    #[test]
    fn excerpt_is_the_sentence_with_its_words_marked() {
        let text = "First this. Then the tax return, at 3.14 percent of tax. And much more that is not shown, because the sentence was long enough already!";
        assert_eq!(
            shown("tax", text),
            "Then the [tax] return, at 3.14 percent of [tax]. And much more that is not shown, because the sentence was long enough already!"
        );
        assert_eq!(shown("first", text).chars().next(), Some('['));
        assert_eq!(shown("कुत्ते", "वह आया। उनके कुत्ते का नाम।"), "उनके [कुत्ते] का नाम।");
    }

    #[test]
    fn excerpt_of_a_long_sentence_is_cut_between_words() {
        let text = format!("{}needle {}", "before ".repeat(40), "after ".repeat(60));
        let shown = shown("needle", &text);
        assert!(shown.starts_with("…before ") && shown.ends_with(" after…"), "{shown}");
        assert!(shown.chars().count() < BEFORE + AFTER + 20, "{shown}");
    }

    #[test]
    fn excerpt_has_neither_line_breaks_nor_signs_of_markdown() {
        let text = "# A `code`\n\n> **bold** word\n- item  two";
        assert_eq!(shown("word", text), "bold [word] - item two");
        assert_eq!(shown("nothing", "Only **this**\nline"), "Only this line");
    }

    proptest! {
        #[test]
        fn excerpt_never_panics_and_holds_a_hit(text: String, word in "[a-zé]{1,6}", tail: String) {
            let whole = format!("{text} {word} {tail}");
            let query = Query::parse(&word).unwrap();
            let found = around(&whole, &query.places(&whole));
            prop_assert!(found.iter().any(|piece| piece.hit));
        }
    }
}
