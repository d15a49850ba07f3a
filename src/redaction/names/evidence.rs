//! Whether a word that is a name and also an ordinary word stands for the person: its capital letter, its place in the
//! sentence, and the words beside it say so. In doubt a capital letter within a sentence does; at its beginning it does not.

use std::ops::Range;

use crate::{
    fold::SYMBOL,
    scan::{
        class::{LOWER, OTHER, UPPER, WORD, class, class_before},
        words::is_among,
    },
};

use super::following;

pub(super) fn stands_for_a_person(text: &[u8], range: Range<usize>) -> bool {
    match class(text[range.start]) {
        UPPER => capital_stands(text, range),
        OTHER => foreign_stands(text, range),
        LOWER => small_stands(text, range),
        _ => false,
    }
}

/// Words that greet or thank, and titles: a name follows.
const BEFORE: &str = "\
    hi hello hey dear thanks thank you cc mr mrs ms miss dr prof namaste morning evening afternoon night bye \
    goodbye sorry ok okay yes no called named name is am with tell ask and shri smt im m uncle aunt aunty \
    नमस्ते नमस्कार हाय हेलो हैलो प्रिय श्री श्रीमती सुश्री डॉ नाम धन्यवाद शुक्रिया सुनो अरे ओ";

/// What a person does or is: a name stands before it, also where every sentence has a capital letter.
const AFTER: &str = "\
    said says say asked asks told tells wants wanted thinks thought knows knew likes loves lives works went \
    goes came comes called calls wrote writes sent sends has had was is and feels felt needs needed gave got \
    agreed replied answered mentioned joined left will would can could should did does doesn isn wasn hasn didn \
    here ji ne bhai didi sir madam maam bhaiya aunty uncle जी ने दीदी भाई भैया मैडम सर हूँ हूं बोली बोला बोले \
    कहती कहता कहते आंटी अंकल बहन";

/// Words after which a month or a noun stands and no name.
const NOT_BEFORE: &str = "\
    in since until till during last next early late mid the a an this each every of on by before after";

/// `Will`: a sentence's first word has a capital letter anyway; within one, or with a sign beside it, it is a name.
fn capital_stands(text: &[u8], range: Range<usize>) -> bool {
    let word = &text[range.clone()];
    if word.len() > 1 && word.iter().all(|byte| class(*byte) == UPPER) {
        return is_vocative(text, &range) || has_possessive(text, range.end);
    }
    let (before, after) = (preceding(text, range.start), following(text, range.end));
    if is_among("the a an this each every", before) || after.first().is_some_and(u8::is_ascii_digit)
    {
        return false;
    }
    if has_possessive(text, range.end) || is_vocative(text, &range) || is_among(BEFORE, before) {
        return true;
    }
    if is_first(text, range.start) {
        let joined = after == b"and"
            && following(text, range.end + 4).first().is_some_and(u8::is_ascii_uppercase);
        if joined || is_speaker(text, &range) || is_signature(text, &range) {
            return true;
        }
        return is_among(AFTER, after) && !is_question(word, after);
    }
    if is_month(word) {
        let numbered = before.last().is_some_and(u8::is_ascii_digit);
        return !numbered && !is_among(NOT_BEFORE, before);
    }
    // Among other capitals it is part of a heading or of the name of a thing.
    let capital = |word: &[u8]| word.first().is_some_and(u8::is_ascii_uppercase) && word != b"I";
    let alone = !capital(before) || is_first(text, range.start - before.len() - 1);
    (alone && !capital(after)) || is_among(AFTER, after)
}

/// "May is", "Hope is", "Will is": a question or a statement about the thing, not the person.
fn is_question(word: &[u8], after: &[u8]) -> bool {
    let noun = !is_among("will mark bill frank jack rob pat", word);
    noun && is_among("is was has had and can will should could would comes came left", after)
        || (is_among("will may", word) && is_among("did does had has and can", after))
}

fn is_month(word: &[u8]) -> bool {
    is_among("may april june august march", word)
}

/// Scripts without capitals: only a word beside it tells.
fn foreign_stands(text: &[u8], range: Range<usize>) -> bool {
    let (before, after) = (preceding(text, range.start), following(text, range.end));
    is_among(BEFORE, before) || is_among(AFTER, after) || is_vocative(text, &range)
}

/// `hi will`, `thanks, mark`, `my name is rose`: written without care, but greeted or introduced.
fn small_stands(text: &[u8], range: Range<usize>) -> bool {
    const GREETINGS: &str = "hi hello hey dear namaste thanks am m im named";
    const INTRODUCTIONS: [&str; 6] =
        ["name is ", "name's ", "call me ", "this is ", "naam ", "mr "];
    const TITLES: &str = "ji bhai didi bhaiya ne here";
    let (before, after) = (&text[..range.start], following(text, range.end));
    let introduced = INTRODUCTIONS.iter().any(|words| {
        let from = before.len().saturating_sub(words.len());
        before[from..].eq_ignore_ascii_case(words.as_bytes())
    });
    let greeted = is_among(GREETINGS, preceding(text, range.start)) || introduced;
    (greeted && !is_among("i you we it be that", after))
        || is_among(TITLES, after)
        || before.ends_with(b"@")
        || (before.ends_with(b",\n") && is_signature(text, &range))
}

/// `Will: hello` in a conversation that was copied. `Price: 5` is none.
fn is_speaker(text: &[u8], range: &Range<usize>) -> bool {
    const LABELS: &str =
        "price page case day home mark bill post chapter part art title cost grant hall law";
    let colon = text[range.end..].starts_with(b": ");
    let spoken =
        text.get(range.end + 2).is_some_and(|byte| class(*byte) & (UPPER | LOWER | OTHER) != 0);
    colon && spoken && !is_among(LABELS, &text[range.clone()])
}

/// A line of its own at the end of a letter.
fn is_signature(text: &[u8], range: &Range<usize>) -> bool {
    let alone = matches!(text.get(range.end), None | Some(b'\n'))
        || text[range.end..].trim_ascii().is_empty();
    let before = text[..range.start].trim_ascii_end();
    let line =
        text[before.len()..range.start].contains(&b'\n') || text[..range.start].ends_with(b"- ");
    alone && line && !before.is_empty()
}

/// `Will, can you`: first in the sentence with a comma behind, or last with a comma before.
fn is_vocative(text: &[u8], range: &Range<usize>) -> bool {
    let mention = text[..range.start].ends_with(b"@");
    let comma_after = text.get(range.end) == Some(&b',') && is_first(text, range.start);
    let comma_before = text[..range.start].trim_ascii_end().ends_with(b",");
    let ends = matches!(text.get(range.end), None | Some(b'.' | b'!' | b'?' | b'\n' | b','));
    mention || comma_after || (comma_before && ends && !is_listed(text, range.start))
}

/// How far back a sentence is looked at.
const SENTENCE: usize = 200;

/// Among other words with commas it is one of a list.
fn is_listed(text: &[u8], start: usize) -> bool {
    let near = &text[start.saturating_sub(SENTENCE)..start];
    let ends = |byte: &u8| matches!(byte, b'.' | b'!' | b'?' | b'\n');
    let from = near.iter().rposition(ends).map_or(0, |at| at + 1);
    near[from..].split(|byte| *byte == b',').count() > 2
}

fn has_possessive(text: &[u8], end: usize) -> bool {
    text.get(end) == Some(&b'\'') && matches!(text.get(end + 1), Some(b's' | b'S'))
}

/// Whether a sentence, a line, a quotation or a list's item begins here.
fn is_first(text: &[u8], start: usize) -> bool {
    let before = text[..start]
        .iter()
        .rev()
        .find(|byte| !matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'*' | b'_' | b'('));
    before.is_none_or(|byte| b".!?\n:->#|/".contains(byte) || *byte == SYMBOL)
}

/// The word before this place, past one space or comma.
fn preceding(text: &[u8], start: usize) -> &[u8] {
    let gap = text[..start]
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b' ' | b',' | b'\''))
        .count()
        .min(2);
    let end = start - gap;
    let mut from = end;
    while class_before(text, from) & WORD != 0 {
        from -= 1;
    }
    if gap == 0 { &[] } else { &text[from..end] }
}

#[cfg(test)]
mod tests {
    use crate::{Kind, Person, Policy, Redactor};

    fn is_named(name: &str, text: &str) -> bool {
        let person = Person::new("u1", name);
        let marks = Redactor::new(&Policy::default(), &[person]).find(text);
        marks.iter().any(|mark| mark.kind == Kind::Person)
    }

    #[test]
    fn ordinary_words_are_names_where_the_person_is_meant() {
        for (name, text) in [
            ("Will", "Will, can you help?"),
            ("Will", "I asked Will about it."),
            ("Will", "Will's idea is good"),
            ("Will", "hi will"),
            ("Mark", "Mark said so."),
            ("Mark", "Thanks, Mark!"),
            ("Rose", "Yesterday Rose came."),
            ("Asha", "I met Asha today"),
            ("Asha", "Asha ji kaisi hain"),
            ("Asha", "Asha ne kaha"),
            ("May", "Dear May, how are you"),
            ("आशा", "आशा ने कहा"),
            ("आशा", "नमस्ते आशा"),
            ("आशा", "मेरा नाम आशा है"),
            ("आशा", "आशा, सुनो"),
            ("Mark", "@mark look"),
            ("Will", "My name is Will"),
            ("Grace", "This is for Grace."),
            ("Hope", "Hope's book"),
            ("Will", "my name is will"),
            ("Test User", "I am Test User"),
            ("Happy Cat", "happy cat wrote this"),
            ("Will", "Will said hi."),
            ("Will", "This is it. Will is here."),
            ("Rose", "i'm rose, hi"),
            ("Will", "Will: how are you?"),
            ("Rose", "Rose and Priya went home."),
            ("Mark", "Best regards,\nMark"),
            ("Grace", "see you soon,\ngrace"),
        ] {
            assert!(is_named(name, text), "{name} in {text}");
        }
    }

    #[test]
    fn ordinary_words_are_left_alone_otherwise() {
        for (name, text) in [
            ("Will", "I will do it."),
            ("Will", "Will you come?"),
            ("Will", "Will it rain?"),
            ("Mark", "Mark the date."),
            ("Mark", "a question mark"),
            ("Rose", "The Rose is red, prices rose"),
            ("Asha", "mujhe asha hai ki"),
            ("May", "in May 2024"),
            ("May", "May I ask?"),
            ("May", "It may rain"),
            ("आशा", "मुझे आशा है"),
            ("आशा", "आशा की किरण"),
            ("Hope", "Hope is not a plan"),
            ("Grace", "say grace, please"),
            ("Art", "Modern Art Museum"),
            ("Bill", "pay the bill"),
            ("Price", "Price: low"),
            ("Test User", "the user runs a test"),
            ("Happy Cat", "a happy dog"),
            ("Hope", "Hope and joy are near."),
            ("Rose", "roses and a rose, please"),
        ] {
            assert!(!is_named(name, text), "{name} in {text}");
        }
    }

    #[test]
    fn other_names_are_names_in_any_case_and_form() {
        for (name, text) in [
            ("Priya", "priya"),
            ("Priya", "PRIYA!"),
            ("Priya Sharma", "ask sharma"),
            ("Priya Sharma", "priya_sharma"),
            ("José", "jose\u{301}"),
            ("Łukasz", "lukasz"),
            ("Ольга", "ольга"),
            ("प्रिया", "प्रिया🎉"),
            ("田中", "田中さんは"),
            ("Will Smith", "will smith said"),
            ("প্রিয়া", "প্রিয়ার বই"),
            ("সোমা", "স\u{9c7}\u{9be}মা এসেছে"),
            ("홍길동", "홍길동은"),
            ("O'Brien", "Mr O’Brien"),
            ("Anne-Marie", "anne marie"),
            ("Priya", "**Priya**"),
            ("Priya", "Pri\u{200b}ya"),
        ] {
            assert!(is_named(name, text), "{name} in {text}");
        }
        for (name, text) in
            [("Ann", "annual"), ("Priya", "priyanka"), ("Li", "list"), ("J. Doe", "j k")]
        {
            assert!(!is_named(name, text), "{name} in {text}");
        }
    }
}
