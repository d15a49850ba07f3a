//! One pass over the folded text: words, digits and a few signs call the detectors that may find something there.

pub(crate) mod class;
pub(crate) mod run;
pub(crate) mod words;

use std::ops::Range;

use crate::{detect, kind::Kind, names::Names, region::Region};

use class::{DIGIT, LETTER, OTHER, TRIGGER, WORD, class};
use run::Run;
use words::{Cue, Cues};

/// Something found, in the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    pub range: Range<usize>,
    pub kind: Kind,
    pub sure: Sure,
    /// For a person: which of the participants.
    pub person: Option<usize>,
}

/// How sure a detector is; where two overlap the surer one wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sure {
    /// The form alone says so, and other things have that form too.
    Form,
    /// The words around say so.
    Context,
    /// A name or a term of the person's own.
    Named,
    /// A checksum or an unmistakable form.
    Proof,
}

#[derive(Debug)]
pub(crate) struct Scan<'a> {
    pub text: &'a [u8],
    pub region: Option<&'static Region>,
    pub streets: bool,
    pub names: &'a Names,
    pub cues: Cues,
    pub hits: Vec<Hit>,
    /// The words before the present one, the nearest first.
    pub before: [(usize, usize); 2],
    /// What was found up to here is not looked at again.
    pub done: usize,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(text: &'a [u8], names: &'a Names) -> Self {
        Self {
            text,
            region: None,
            streets: false,
            names,
            cues: Cues::default(),
            hits: Vec::new(),
            before: [(0, 0); 2],
            done: 0,
        }
    }

    pub(crate) fn hit(&mut self, range: Range<usize>, kind: Kind, sure: Sure) {
        self.hits.push(Hit { range, kind, sure, person: None });
    }

    pub(crate) fn all(&mut self) {
        let mut run = Run::default();
        let mut at = 0;
        while let Some(byte) = self.text.get(at) {
            let class = class(*byte);
            if class & WORD != 0 {
                at = self.word(at, &mut run);
            } else {
                if class & TRIGGER != 0 {
                    self.sign(at, *byte);
                }
                at = self.done.max(at + 1);
            }
        }
    }

    /// A word, or a number, begins here. Returns where to go on.
    fn word(&mut self, start: usize, run: &mut Run) -> usize {
        let mut classes = 0;
        let mut end = start;
        for byte in &self.text[start..] {
            let class = class(*byte);
            if class & WORD == 0 {
                break;
            }
            classes |= class;
            end += 1;
        }
        if classes & LETTER == 0 {
            let digits = class::end_while(self.text, start, |byte| byte == b'_');
            return if digits < end { self.number(digits, run).max(digits + 1) } else { end };
        }
        let mut next = end;
        if classes & DIGIT != 0 {
            next = self.mixed(start, end, classes, run);
        } else {
            match self.text.get(end) {
                Some(b'-' | b'.') if class::class_at(self.text, end + 1) & WORD != 0 => {
                    detect::keys::key(self, start, end);
                }
                Some(b' ') if matches!(end - start, 2 | 5) => detect::letters(self, start, end),
                _ if end - start >= 16 => detect::keys::key(self, start, end),
                _ => {}
            }
        }
        self.names.at(self.text, start, end, &mut self.hits);
        let cue = words::cue(&self.text[start..end]);
        if let Some(cue) = cue.or_else(|| words::cue_of_two(self.text, start, end)) {
            self.cue(cue, start, end);
        }
        self.before = [(start, end), self.before[0]];
        next.max(end)
    }

    fn number(&mut self, start: usize, run: &mut Run) -> usize {
        if let Some(end) = detect::uuid_end(self.text, start) {
            return end;
        }
        self.run(start, run);
        if matches!(self.text.get(class::word_end(self.text, start)), Some(b'.' | b':')) {
            detect::address::address(self, start);
        }
        run.next
    }

    /// A word of letters and digits.
    fn mixed(&mut self, start: usize, end: usize, classes: u8, run: &mut Run) -> usize {
        if let Some(end) = detect::uuid_end(self.text, start) {
            return end;
        }
        let found = self.hits.len();
        detect::word(self, start, end);
        if let Some(hit) = self.hits[found..].iter().max_by_key(|hit| hit.range.end) {
            return hit.range.end;
        }
        detect::address::address(self, start);
        match detect::digits_inside(&self.text[start..end], classes & OTHER != 0) {
            Some(offset) => {
                self.run(start + offset, run);
                run.next
            }
            None => end,
        }
    }

    fn run(&mut self, start: usize, run: &mut Run) {
        run.read(self.text, start);
        // Letters like digits may turn out to be letters.
        if !run.groups.is_empty() {
            detect::numbers(self, run);
        }
    }

    fn sign(&mut self, at: usize, byte: u8) {
        match byte {
            b'@' => detect::email::email(self, at),
            b'-' => detect::pem::pem(self, at),
            b':' => detect::address::address(self, at),
            _ => {}
        }
    }

    /// A word that announces something was read.
    fn cue(&mut self, cue: Cue, start: usize, end: usize) {
        let previous = |scan: &Self, wanted: Cue| {
            let (from, to) = scan.before[0];
            start - to <= 3 && words::cue(&scan.text[from..to]) == Some(wanted)
        };
        match cue {
            Cue::Number if previous(self, Cue::Own) => self.cues.see(Cue::Phone, end),
            Cue::Street if self.streets => detect::street::street(self, start, end),
            Cue::Phrase => detect::phrase::phrase(self, start, end),
            Cue::Code => detect::secret::code(self, start, end),
            Cue::Passcode => {
                detect::secret::code(self, start, end);
                detect::password::password(self, start, end);
            }
            Cue::Phone | Cue::Account | Cue::Ssn | Cue::Social | Cue::Passport => {
                detect::told::told(self, cue, start);
            }
            Cue::Password => detect::password::password(self, start, end),
            Cue::Token => detect::password::token(self, start, end),
            Cue::Key if self.before[0].1 + 3 >= start => detect::password::token(self, start, end),
            _ => {}
        }
        self.cues.see(cue, end);
    }
}
