//! `[CARD_1]`: how placeholders are written, and how they are read back from an AI's words, which change them a little.

use std::fmt;

use crate::kind::Kind;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Placeholder {
    pub kind: Kind,
    pub number: u32,
}

impl fmt::Display for Placeholder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}_{}]", self.kind.tag(), self.number)
    }
}

/// What stands at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading<'a> {
    Nothing,
    /// The text ends before that can be said.
    More,
    /// A placeholder of so many bytes, and what was put into its brackets with it: `'s`.
    Found(Placeholder, usize, &'a str),
}

const LONGEST_NUMBER: usize = 6;

/// Reads `[CARD_1]` in any case, escaped as in Markdown, with a space or dash for the underscore, or with a suffix inside;
/// and `CARD_1` without brackets. `whole` says that nothing follows the text.
pub(crate) fn read(text: &str, whole: bool) -> Reading<'_> {
    let mut reader = Reader { text, at: 0, whole };
    match reader.placeholder() {
        Ok((found, suffix)) => Reading::Found(found, reader.at, suffix),
        Err(End::Differs) => Reading::Nothing,
        Err(End::Early) => Reading::More,
    }
}

enum End {
    Differs,
    Early,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    whole: bool,
}

impl<'a> Reader<'a> {
    fn placeholder(&mut self) -> Result<(Placeholder, &'a str), End> {
        let escaped = self.take(b'\\')?;
        let bracket = self.take(b'[')?;
        if escaped && !bracket {
            return Err(End::Differs);
        }
        let kind = self.kind(bracket)?;
        self.separator(bracket)?;
        let number = self.number()?;
        let found = Placeholder { kind, number };
        if !bracket {
            return self.no_word_follows().map(|()| (found, ""));
        }
        let suffix = self.suffix()?;
        self.take(b'\\')?;
        if self.take(b']')? { Ok((found, suffix)) } else { Err(End::Differs) }
    }

    /// The next byte; none at the end of the whole text.
    fn peek(&self) -> Result<Option<u8>, End> {
        match self.text.as_bytes().get(self.at) {
            Some(byte) => Ok(Some(*byte)),
            None if self.whole => Ok(None),
            None => Err(End::Early),
        }
    }

    fn take(&mut self, wanted: u8) -> Result<bool, End> {
        let found = self.peek()? == Some(wanted);
        self.at += usize::from(found);
        Ok(found)
    }

    fn kind(&mut self, any_case: bool) -> Result<Kind, End> {
        let start = self.at;
        loop {
            let letters = &self.text[start..self.at];
            let begins = |kind: Kind| {
                let head = kind.tag().get(..letters.len());
                head.is_some_and(|head| {
                    if any_case { head.eq_ignore_ascii_case(letters) } else { head == letters }
                })
            };
            if !Kind::all().any(begins) {
                return Err(End::Differs);
            }
            match self.peek()? {
                Some(byte) if byte.is_ascii_alphabetic() => self.at += 1,
                _ => return Kind::from_tag(letters).ok_or(End::Differs),
            }
        }
    }

    fn separator(&mut self, bracket: bool) -> Result<(), End> {
        self.take(b'\\')?;
        let found = self.take(b'_')? || (bracket && (self.take(b' ')? || self.take(b'-')?));
        if found { Ok(()) } else { Err(End::Differs) }
    }

    fn number(&mut self) -> Result<u32, End> {
        let start = self.at;
        while self.peek()?.is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
            if self.at - start > LONGEST_NUMBER {
                return Err(End::Differs);
            }
        }
        self.text[start..self.at].parse().map_err(|_| End::Differs)
    }

    fn no_word_follows(&mut self) -> Result<(), End> {
        let word = self.peek()?.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        if word { Err(End::Differs) } else { Ok(()) }
    }

    /// `'s`, with either apostrophe.
    fn suffix(&mut self) -> Result<&'a str, End> {
        for suffix in ["'s", "\u{2019}s", "'", "\u{2019}"] {
            let rest = &self.text[self.at..];
            if rest.starts_with(suffix) {
                let start = self.at;
                self.at += suffix.len();
                return Ok(&self.text[start..self.at]);
            }
            if !self.whole && suffix.starts_with(rest) {
                return Err(End::Early);
            }
        }
        Ok("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_read_as_models_write_them() {
        for text in [
            "[PERSON_12]",
            "[person_12]",
            "[Person_12]",
            "\\[PERSON\\_12\\]",
            "[PERSON 12]",
            "[PERSON-12]",
            "PERSON_12",
            "PERSON\\_12",
            "[PERSON_12's]",
        ] {
            let Reading::Found(found, length, _) = read(text, true) else { panic!("{text}") };
            assert_eq!(
                (found.kind, found.number, length),
                (Kind::Person, 12, text.len()),
                "{text}"
            );
        }
    }

    #[test]
    fn other_texts_are_no_placeholders() {
        for text in [
            "[PERSON_]",
            "[PERSONA_1]",
            "person_1",
            "PERSON_1a",
            "[PERSON_1, x]",
            "[1]",
            "PERSON 1",
            "[PERSON_12345678]",
            "[x](y)",
        ] {
            assert_eq!(read(text, true), Reading::Nothing, "{text}");
        }
    }

    #[test]
    fn beginnings_ask_for_more_and_never_for_much() {
        let text = "\\[PRIVATEKEY\\_123456\u{2019}s\\]";
        for end in (1..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(read(&text[..end], false), Reading::More, "{}", &text[..end]);
        }
        assert!(matches!(read(text, false), Reading::Found(..)));
        assert_eq!(read("CARD_1", false), Reading::More);
        assert_eq!(read("CARE", false), Reading::Nothing);
    }
}
