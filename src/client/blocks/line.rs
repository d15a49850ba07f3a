//! Lines, and what can be said of one by itself.

/// What begins and ends a formula that stands alone.
const SIGNS: [(&str, &str); 2] = [("$$", "$$"), ("\\[", "\\]")];

/// A line of the source.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    /// Byte at which it begins.
    pub(super) start: usize,
    /// Byte behind it, its end of line included.
    pub(super) end: usize,
    /// Columns of white space it begins with, tabs counted to the next multiple of four.
    pub(super) indent: usize,
    /// What follows them, without the end of line.
    pub(super) rest: &'a str,
    /// Its end of line has come, and cannot become another one.
    pub(super) terminated: bool,
}

/// A list marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Column at which the item's content begins.
    pub(super) content: usize,
    /// Nothing follows it.
    pub(super) empty: bool,
    /// It makes a list even right after the line of a paragraph.
    pub(super) interrupts: bool,
}

impl Line<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.rest.bytes().all(|byte| matches!(byte, b' ' | b'\t' | 0x0b | 0x0c))
    }

    /// Indented too far to begin anything but code.
    pub(super) fn is_deep(&self) -> bool {
        self.indent >= 4
    }

    /// The character and length of a code fence.
    pub(super) fn fence(&self) -> Option<(u8, usize)> {
        let mark = *self.rest.as_bytes().first().filter(|mark| matches!(mark, b'`' | b'~'))?;
        let length = self.run(mark);
        let info = &self.rest[length..];
        (!self.is_deep() && length >= 3 && (mark == b'~' || !info.contains('`')))
            .then_some((mark, length))
    }

    /// Whether this ends a fence of at least `length` times `mark`.
    pub(super) fn ends_fence(&self, mark: u8, length: usize) -> bool {
        let run = self.run(mark);
        !self.is_deep() && run >= length && is_space(&self.rest[run..])
    }

    /// `# Heading`.
    pub(super) fn is_heading(&self) -> bool {
        let level = self.run(b'#');
        let after = self.rest.as_bytes().get(level);
        !self.is_deep() && (1..=6).contains(&level) && matches!(after, None | Some(b' ' | b'\t'))
    }

    /// The underline of a heading, if there is a paragraph above it.
    pub(super) fn is_underline(&self) -> bool {
        let run = |mark| (self.run(mark) > 0).then(|| &self.rest[self.run(mark)..]);
        !self.is_deep() && run(b'=').or_else(|| run(b'-')).is_some_and(is_space)
    }

    /// A thematic break.
    pub(super) fn is_rule(&self) -> bool {
        let Some(mark @ (b'*' | b'-' | b'_')) = self.rest.bytes().next() else { return false };
        let marks = self.rest.bytes().filter(|byte| *byte == mark).count();
        let only = self.rest.bytes().all(|byte| byte == mark || byte == b' ' || byte == b'\t');
        !self.is_deep() && marks >= 3 && only
    }

    pub(super) fn is_quote(&self) -> bool {
        !self.is_deep() && self.rest.starts_with('>')
    }

    /// What ends the formula that begins with this line and has its lines for itself, and whether it ends on this one.
    pub(super) fn formula(&self) -> Option<(&'static str, bool)> {
        let signs = self.rest.get(..2).filter(|_| self.indent == 0)?;
        let (_, end) = SIGNS.into_iter().find(|(begin, _)| *begin == signs)?;
        let inner = self.rest[2..].trim_end();
        match inner.find(end) {
            None => Some((end, false)),
            Some(0) => None,
            Some(at) => (at + end.len() == inner.len()).then_some((end, true)),
        }
    }

    /// The definition of a footnote, to all appearance.
    pub(super) fn is_footnote(&self) -> bool {
        !self.is_deep() && crate::footnotes::defined(self.rest).is_some()
    }

    /// What could be the line under a table's head.
    pub(super) fn is_delimiter_row(&self) -> bool {
        let bytes = self.rest.as_bytes();
        bytes.iter().all(|byte| matches!(byte, b'|' | b':' | b'-' | b' ' | b'\t'))
            && bytes.contains(&b'-')
            && (bytes.contains(&b'|') || bytes.contains(&b':'))
    }

    /// `-`, `1.` and so on, followed by space or nothing. A rule may look like one.
    pub(super) fn marker(&self) -> Option<Marker> {
        let bytes = self.rest.as_bytes();
        let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (width, one) = match bytes.get(digits)? {
            b'-' | b'*' | b'+' if digits == 0 => (1, true),
            b'.' | b')' if (1..=9).contains(&digits) => {
                (digits + 1, self.rest[..digits].parse() == Ok(1))
            }
            _ => return None,
        };
        let after = &self.rest[width..];
        if self.is_deep() || !(after.is_empty() || after.starts_with([' ', '\t'])) {
            return None;
        }
        let column = self.indent + width;
        let (next, text) = indentation(after, column);
        let bare = is_space(text);
        // The parser takes the box of a task for no content.
        let boxed = matches!(text.trim(), "[ ]" | "[x]" | "[X]");
        // Five columns or more are one of space and an indented code block.
        let content = if bare || next - column > 4 { column + 1 } else { next };
        Some(Marker { content, empty: bare || boxed, interrupts: one && !bare })
    }

    fn run(&self, mark: u8) -> usize {
        self.rest.bytes().take_while(|byte| *byte == mark).count()
    }
}

fn is_space(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// The column reached after the white space `text` begins with at `column`, and the text after it.
fn indentation(text: &str, mut column: usize) -> (usize, &str) {
    let mut bytes = 0;
    for byte in text.bytes() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            _ => break,
        }
        bytes += 1;
    }
    (column, &text[bytes..])
}

/// The lines of a text from a byte on at which one begins.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let start = self.at;
        let left = self.text.get(start..).filter(|left| !left.is_empty())?;
        let length = left.find(['\n', '\r']).unwrap_or(left.len());
        let (ending, terminated) = match left.as_bytes()[length..] {
            [b'\r', b'\n', ..] => (2, true),
            // The other half of the ending may be still to come.
            [b'\r'] => (1, false),
            [_, ..] => (1, true),
            [] => (0, false),
        };
        self.at = start + length + ending;
        let (indent, rest) = indentation(&left[..length], 0);
        Some(Line { start, end: self.at, indent, rest, terminated })
    }
}
