//! Server-sent events out of bytes, however they are cut. Our own instead of a crate's for the bounds: a line and a
//! whole answer have a longest length here.

use crate::provider::{ErrorKind, ProviderError};

/// Longest line, and longest data of one event.
pub const LINE_BYTES: usize = 1024 * 1024;
/// Longest answer with its envelopes.
pub const TOTAL_BYTES: usize = 64 * 1024 * 1024;

/// Collects bytes and gives out the data of whole events.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Bytes not yet read as lines; those before `read` are done with.
    buffer: Vec<u8>,
    read: usize,
    /// How far behind `read` there is no line end for sure.
    searched: usize,
    data: Vec<u8>,
    has_data: bool,
    total: usize,
}

impl Decoder {
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), ProviderError> {
        self.total = self.total.saturating_add(bytes.len());
        if self.total > TOTAL_BYTES {
            return Err(too_long("the whole answer", TOTAL_BYTES));
        }
        self.buffer.drain(..self.read);
        self.read = 0;
        self.buffer.extend_from_slice(bytes);
        Ok(())
    }

    /// The next event's data, once its blank line is there.
    pub fn next_event(&mut self) -> Result<Option<Vec<u8>>, ProviderError> {
        while let Some(end) = self.line_end() {
            let line = self.buffer.get(self.read..end).unwrap_or_default();
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                if let Some(data) = self.take_data() {
                    self.advance(end);
                    return Ok(Some(data));
                }
            } else if let Some(value) = line.strip_prefix(b"data:") {
                if self.has_data {
                    self.data.push(b'\n');
                }
                self.data.extend_from_slice(value.strip_prefix(b" ").unwrap_or(value));
                self.has_data = true;
            }
            // Comments, `event:`, `id:`, `retry:` and what we do not know say nothing to us.
            self.advance(end);
            if self.data.len() > LINE_BYTES {
                return Err(too_long("an event", LINE_BYTES));
            }
        }
        if self.buffer.len() - self.read > LINE_BYTES {
            return Err(too_long("a line", LINE_BYTES));
        }
        Ok(None)
    }

    /// What was complete but for the last blank line when the bytes ended.
    pub fn finish(&mut self) -> Result<Option<Vec<u8>>, ProviderError> {
        self.push(b"\n\n")?;
        self.next_event()
    }

    fn line_end(&mut self) -> Option<usize> {
        let from = self.read + self.searched;
        let found = self.buffer.get(from..)?.iter().position(|&byte| byte == b'\n');
        if found.is_none() {
            self.searched = self.buffer.len() - self.read;
        }
        found.map(|at| from + at)
    }

    fn advance(&mut self, line_end: usize) {
        self.read = line_end + 1;
        self.searched = 0;
    }

    fn take_data(&mut self) -> Option<Vec<u8>> {
        std::mem::take(&mut self.has_data).then(|| std::mem::take(&mut self.data))
    }
}

fn too_long(what: &str, limit: usize) -> ProviderError {
    ProviderError::new(ErrorKind::Malformed, format!("{what} is longer than {limit} bytes"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decode(parts: &[&[u8]]) -> Result<Vec<String>, ProviderError> {
        let mut decoder = Decoder::default();
        let mut events = Vec::new();
        for part in parts {
            decoder.push(part)?;
            while let Some(event) = decoder.next_event()? {
                events.push(String::from_utf8(event).unwrap());
            }
        }
        events.extend(decoder.finish()?.map(|event| String::from_utf8(event).unwrap()));
        Ok(events)
    }

    #[test]
    fn decoder_reads_events_between_comments_and_other_fields() {
        let text = b": hello\n\nevent: x\nid: 1\ndata: a\r\n\r\ndata:b\ndata: c\n\n:\n\nretry: 5\n\ndata: last";
        assert_eq!(decode(&[text]).unwrap(), ["a", "b\nc", "last"]);
    }

    #[test]
    fn decoder_refuses_lines_and_answers_without_end() {
        let line = vec![b'x'; LINE_BYTES + 1];
        assert_eq!(decode(&[&line]).unwrap_err().kind, ErrorKind::Malformed);
        let mut half = b"data: ".to_vec();
        half.extend(vec![b'x'; LINE_BYTES / 2 + 1]);
        half.push(b'\n');
        assert_eq!(decode(&[&half, &half]).unwrap_err().kind, ErrorKind::Malformed);
        let comment = [vec![b':'; LINE_BYTES - 2], b"\n".to_vec()].concat();
        let many = vec![comment.as_slice(); TOTAL_BYTES / LINE_BYTES + 1];
        assert_eq!(decode(&many).unwrap_err().kind, ErrorKind::Malformed);
    }

    proptest! {
        #[test]
        fn decoder_gives_the_same_events_however_bytes_are_cut(
            events in prop::collection::vec("[a-z \u{e4}\u{1f600}]{0,12}", 0..6),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..8),
            crlf: bool,
        ) {
            let end = if crlf { "\r\n\r\n" } else { "\n\n" };
            let text: String = events.iter().flat_map(|e| ["data: ", e.as_str(), end]).collect();
            let mut at: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
            at.extend([0, text.len()]);
            at.sort_unstable();
            let parts: Vec<&[u8]> = at.windows(2).map(|w| &text.as_bytes()[w[0]..w[1]]).collect();
            prop_assert_eq!(decode(&parts).unwrap(), events);
        }

        #[test]
        fn decoder_never_panics_on_noise(parts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..64), 0..8)) {
            let mut decoder = Decoder::default();
            for part in &parts {
                decoder.push(part).unwrap();
                while decoder.next_event().unwrap().is_some() {}
            }
            decoder.finish().unwrap();
        }
    }
}
