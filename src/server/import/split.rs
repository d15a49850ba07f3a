//! Cuts a file of JSON into its entries, one at a time: the elements of a list, or values one after the other. Looks at brackets
//! and quotes alone, so that an entry that is broken inside harms no other, and an endless one needs no memory.

use std::io::{self, BufRead};

/// Longest entry, in bytes: a conversation of many thousand messages.
pub(super) const LONGEST: usize = 32 * 1024 * 1024;

/// An entry of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Its text.
    Whole(Vec<u8>),
    /// It is longer than [`LONGEST`], and was passed over.
    TooLong,
    /// The file ends within it.
    Broken,
}

#[derive(Debug)]
pub(super) struct Entries<R> {
    source: R,
    longest: usize,
    /// Nothing was read yet.
    fresh: bool,
    /// Entries are elements of a list.
    listed: bool,
    over: bool,
}

/// Where in an entry one is.
#[derive(Debug, Default)]
struct Place {
    depth: u64,
    quoted: bool,
    escaped: bool,
}

impl Place {
    /// Goes past a byte; true where it is the entry's last.
    const fn passes(&mut self, byte: u8) -> bool {
        if self.quoted {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.quoted = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.quoted = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.depth == 0 && matches!(byte, b'}' | b']')
    }
}

impl<R: BufRead> Entries<R> {
    pub const fn of(source: R) -> Self {
        Self { source, longest: LONGEST, fresh: true, listed: false, over: false }
    }

    /// The next entry; none at the end.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] where the file is no JSON of this form.
    pub fn next(&mut self) -> io::Result<Option<Entry>> {
        loop {
            let Some(byte) = self.skip_space()? else {
                // A list that does not end was cut off.
                let cut = self.listed && !self.over;
                self.over = true;
                return Ok(cut.then_some(Entry::Broken));
            };
            match byte {
                _ if self.over => return Err(io::ErrorKind::InvalidData.into()),
                b'[' if self.fresh => (self.listed, self.fresh) = (true, false),
                b',' if self.listed => {}
                b']' if self.listed => {
                    self.over = true;
                }
                b'{' => {
                    self.fresh = false;
                    return self.entry().map(Some);
                }
                _ if self.listed => return self.scalar().map(Some),
                _ => return Err(io::ErrorKind::InvalidData.into()),
            }
            if !matches!(byte, b'{') {
                self.source.consume(1);
            }
        }
    }

    /// The next byte that means something, which stays where it is.
    fn skip_space(&mut self) -> io::Result<Option<u8>> {
        loop {
            let bytes = self.source.fill_buf()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            // Some programs begin a file with a byte order mark.
            let is_space = |byte: &u8| {
                byte.is_ascii_whitespace() || self.fresh && matches!(byte, 0xef | 0xbb | 0xbf)
            };
            let spaces = bytes.iter().take_while(|byte| is_space(byte)).count();
            if let Some(&byte) = bytes.get(spaces) {
                self.source.consume(spaces);
                return Ok(Some(byte));
            }
            self.source.consume(spaces);
        }
    }

    /// An object or a list, from its first byte to its last.
    fn entry(&mut self) -> io::Result<Entry> {
        let (mut place, mut text, mut too_long) = (Place::default(), Vec::new(), false);
        loop {
            let bytes = self.source.fill_buf()?;
            if bytes.is_empty() {
                self.over = true;
                return Ok(Entry::Broken);
            }
            let end = bytes.iter().position(|&byte| place.passes(byte));
            let taken = end.map_or(bytes.len(), |end| end + 1);
            too_long |= text.len() + taken > self.longest;
            if too_long {
                text = Vec::new();
            } else {
                text.extend_from_slice(&bytes[..taken]);
            }
            self.source.consume(taken);
            if end.is_some() {
                return Ok(if too_long { Entry::TooLong } else { Entry::Whole(text) });
            }
        }
    }

    /// An element that is no object: a number, a word, a text or a list. None is a conversation; it is passed over.
    fn scalar(&mut self) -> io::Result<Entry> {
        let mut place = Place::default();
        loop {
            let bytes = self.source.fill_buf()?;
            if bytes.is_empty() {
                self.over = true;
                return Ok(Entry::Broken);
            }
            let mut taken = 0;
            for &byte in bytes {
                if place.depth == 0 && !place.quoted && matches!(byte, b',' | b']') {
                    self.source.consume(taken);
                    return Ok(Entry::Whole(Vec::new()));
                }
                place.passes(byte);
                taken += 1;
            }
            self.source.consume(taken);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};

    use super::*;

    fn entries(text: &[u8]) -> io::Result<Vec<Entry>> {
        // Small pieces: nothing may hang on where one ends.
        let mut entries = Entries::of(BufReader::with_capacity(3, text));
        std::iter::from_fn(|| entries.next().transpose()).collect()
    }

    fn texts(text: &str) -> Vec<String> {
        let whole = |entry| match entry {
            Entry::Whole(text) => String::from_utf8(text).unwrap(),
            other => format!("{other:?}"),
        };
        entries(text.as_bytes()).unwrap().into_iter().map(whole).collect()
    }

    #[test]
    fn entries_of_a_list_come_one_by_one() {
        assert_eq!(texts(r#" [ {"a":[1,{"b":2}]} ,{} ] "#), [r#"{"a":[1,{"b":2}]}"#, "{}"]);
        assert_eq!(texts("[]"), [""; 0]);
        assert_eq!(texts("\u{feff}[{}]"), ["{}"]);
    }

    #[test]
    fn brackets_and_quotes_in_texts_are_text() {
        let entry = r#"{"a":"} ] \" {[","b":"\\"}"#;
        assert_eq!(texts(&format!("[{entry},{entry}]")), [entry, entry]);
    }

    #[test]
    fn values_one_after_the_other_are_entries_too() {
        assert_eq!(texts("{\"a\":1}\n{\"a\":2}\n"), [r#"{"a":1}"#, r#"{"a":2}"#]);
        assert_eq!(texts(""), [""; 0]);
    }

    #[test]
    fn elements_that_are_no_objects_harm_no_other() {
        assert_eq!(texts(r#"[1,"x,]",null,[{}],{"a":1}]"#), ["", "", "", "", r#"{"a":1}"#]);
    }

    #[test]
    fn file_that_is_cut_off_or_no_json_is_told() {
        assert_eq!(entries(br#"[{"a":1},{"b"#).unwrap().last(), Some(&Entry::Broken));
        assert_eq!(entries(br#"[{"a":1}"#).unwrap().last(), Some(&Entry::Broken));
        assert_eq!(entries(b"[1").unwrap().last(), Some(&Entry::Broken));
        for wrong in ["<html>", "PK", "[] x", "nonsense"] {
            assert!(entries(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a17_entry_that_never_ends_is_passed_over_in_no_memory() {
        let endless =
            b"[{\"a\":\"".chain(io::repeat(b'x').take(5_000)).chain(&b"\"},{\"b\":1}]"[..]);
        let mut entries = Entries::of(BufReader::new(endless));
        entries.longest = 1_000;
        assert_eq!(entries.next().unwrap(), Some(Entry::TooLong));
        assert_eq!(entries.next().unwrap(), Some(Entry::Whole(br#"{"b":1}"#.to_vec())));
        assert_eq!(entries.next().unwrap(), None);
        let deep = [vec![b'['], b"{\"a\":".to_vec(), vec![b'['; 100_000]].concat();
        assert_eq!(super::Entries::of(&deep[..]).next().unwrap(), Some(Entry::Broken));
    }
}
