//! Names of the participants and terms of the person's own, found as whole words in any case and script.

mod evidence;
mod ordinary;
mod spelling;

use std::collections::HashMap;

use crate::{
    fold::folded_small,
    kind::Kind,
    person::Person,
    scan::{
        Hit, Sure,
        class::{OTHER, WORD, class, class_at, word_end},
    },
};

/// One way of writing a name or a term.
#[derive(Debug)]
struct Form {
    words: Vec<Vec<u8>>,
    person: Option<usize>,
    /// Also an ordinary word: it needs a sign that the person is meant.
    ordinary: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Names {
    forms: Vec<Form>,
    by_first: HashMap<Vec<u8>, Vec<usize>>,
    /// Which words may be first ones, roughly: most words need no look into the map.
    likely: [u64; 4],
    /// Forms in scripts that write words together or add endings to them.
    joined: Vec<usize>,
}

impl Names {
    pub(crate) fn new(people: &[Person], terms: &[String]) -> Self {
        let mut names = Self::default();
        for (index, person) in people.iter().enumerate() {
            for name in person.forms().iter().flat_map(|name| spelling::spellings(name)) {
                names.add(&name, Some(index));
            }
        }
        for term in terms.iter().flat_map(|term| spelling::spellings(term)) {
            names.add(&term, None);
        }
        // The longest first: a full name before the given name it begins with.
        for forms in names.by_first.values_mut() {
            forms.sort_by_key(|form| std::cmp::Reverse(names.forms[*form].words.len()));
        }
        names
    }

    fn add(&mut self, name: &str, person: Option<usize>) {
        let folded = folded_small(name);
        let words: Vec<_> = split(&folded).map(<[u8]>::to_vec).collect();
        let Some(first) = words.first().cloned() else { return };
        let known = |form: &Form| form.words == words;
        if self.forms.iter().any(known) || (person.is_some() && folded.len() < 2) {
            return;
        }
        let index = self.forms.len();
        let joins = words.len() == 1 && joins_words(&first) && first.len() >= 6;
        if joins {
            self.joined.push(index);
        }
        let hash = rough(&first);
        self.likely[usize::from(hash >> 6)] |= 1 << (hash & 63);
        self.by_first.entry(first).or_default().push(index);
        let ordinary = person.is_some() && words.len() == 1 && ordinary::is_ordinary(&words[0]);
        self.forms.push(Form { words, person, ordinary });
    }

    /// Looks for names that begin at this word or, with underscores, in it.
    pub(crate) fn at(&self, text: &[u8], start: usize, end: usize, hits: &mut Vec<Hit>) {
        if self.forms.is_empty() {
            return;
        }
        if class(text[start]) == OTHER && !self.joined.is_empty() {
            self.inside(text, start, end, hits);
        }
        let mut from = start;
        while from < end {
            let length =
                text[from..end].iter().position(|byte| *byte == b'_').unwrap_or(end - from);
            self.word(text, from, from + length, hits);
            from += length + 1;
        }
    }

    fn word(&self, text: &[u8], start: usize, end: usize, hits: &mut Vec<Hit>) {
        let word = &text[start..end];
        let capitals_beyond = word.iter().any(|byte| (0xc3..0xd6).contains(byte));
        if !capitals_beyond {
            let Some(hash) = (!word.is_empty()).then(|| rough(word)) else { return };
            if self.likely[usize::from(hash >> 6)] & (1 << (hash & 63)) == 0 {
                return;
            }
        }
        let Some(forms) = self.by_first.get(&small(word)) else { return };
        let found = forms.iter().map(|index| &self.forms[*index]).find_map(|form| {
            let end = form_end(text, end, &form.words[1..])?;
            (!form.ordinary || evidence::stands_for_a_person(text, start..end))
                .then_some((form, end))
        });
        if let Some((form, end)) = found {
            hits.push(hit(form, start..end));
        }
    }

    /// Names within a longer word, in scripts where they are not set apart.
    fn inside(&self, text: &[u8], start: usize, end: usize, hits: &mut Vec<Hit>) {
        let word = &text[start..end];
        for form in self.joined.iter().map(|index| &self.forms[*index]) {
            let name = &form.words[0];
            let anywhere = is_unspaced(name);
            let longest_ending = if anywhere { usize::MAX } else { 18 };
            let starts: Vec<usize> = if anywhere {
                (0..word.len()).filter(|at| word[*at..].starts_with(name)).collect()
            } else if word.starts_with(name) {
                vec![0]
            } else {
                continue;
            };
            for at in starts {
                let rest = word.len() - at - name.len();
                let ordinary = form.ordinary && rest == 0;
                if rest <= longest_ending && !ordinary {
                    hits.push(hit(form, start + at..start + at + name.len()));
                }
            }
        }
    }
}

fn hit(form: &Form, range: std::ops::Range<usize>) -> Hit {
    let kind = if form.person.is_some() { Kind::Person } else { Kind::Term };
    Hit { range, kind, sure: Sure::Named, person: form.person }
}

/// Where the remaining words of a form end, with little but spaces between them.
fn form_end(text: &[u8], mut end: usize, words: &[Vec<u8>]) -> Option<usize> {
    for word in words {
        let gap = text[end..]
            .iter()
            .take(4)
            .take_while(|byte| class(**byte) & WORD == 0 || **byte == b'_')
            .count();
        let start = end + gap;
        let last = start + word.len();
        let same = text.get(start..last).is_some_and(|found| small(found) == *word);
        if gap == 0 || gap > 3 || !same || (class_at(text, last) & WORD != 0 && text[last] != b'_')
        {
            return None;
        }
        end = last;
    }
    Some(end)
}

fn split(folded: &[u8]) -> impl Iterator<Item = &[u8]> {
    folded.split(|byte| class(*byte) & WORD == 0 || *byte == b'_').filter(|word| !word.is_empty())
}

/// Small letters, also beyond ASCII.
fn small(word: &[u8]) -> Vec<u8> {
    if word.iter().any(|byte| (0xc3..0xd6).contains(byte))
        && let Ok(text) = std::str::from_utf8(word)
    {
        return text.to_lowercase().into_bytes();
    }
    word.to_ascii_lowercase()
}

/// A number below 256 from a word's ends and length, the same in capital and small letters.
fn rough(word: &[u8]) -> u8 {
    let ends = [word[0], word[word.len() - 1]].map(|byte| byte.to_ascii_lowercase());
    ends[0]
        .wrapping_add(ends[1].wrapping_mul(7))
        .wrapping_add(word.len().to_le_bytes()[0].wrapping_mul(13))
}

/// Scripts that add endings to names: those of India but for Devanagari, and Korean; and those without spaces.
fn joins_words(word: &[u8]) -> bool {
    is_unspaced(word) || matches!(word, [0xe0, 0xa6..=0xb5, ..] | [0xea..=0xed, ..])
}

/// Chinese, Japanese, Thai, Lao, Khmer, Burmese.
fn is_unspaced(word: &[u8]) -> bool {
    matches!(word, [0xe0, 0xb8..=0xbb, ..] | [0xe1, 0x80..=0x82 | 0x9e..=0x9f, ..] | [0xe3..=0xe9, ..])
}

/// The word after this place, past one space.
pub(crate) fn following(text: &[u8], end: usize) -> &[u8] {
    let start = end + usize::from(text.get(end) == Some(&b' '));
    &text[start..word_end(text, start)]
}
