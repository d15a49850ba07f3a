//! Formulas within the lines of a block.

use std::borrow::Cow;

use super::{Formula, Lifted};

/// Longest run of backticks that is looked for again: code spans are written with one or two.
const LONGEST_RUN: usize = 8;

/// Copies `text` and lifts its formulas out. Every byte is looked at a bounded number of times.
pub(super) fn lift<'a>(text: &'a str, lifted: &mut Lifted<'a>) {
    let mut scan = Scan { text, hopeless: [false; LONGEST_RUN + 1] };
    let (mut at, mut copied) = (0, 0);
    let mut line_begins = true;
    while at < text.len() {
        if std::mem::take(&mut line_begins)
            && let Some(end) = scan.fence(at)
        {
            (at, line_begins) = (end, true);
            continue;
        }
        match text.as_bytes()[at] {
            b'\n' => (at, line_begins) = (at + 1, true),
            b'`' => at = scan.code(at),
            b'$' | b'\\' => match scan.formula(at) {
                Some((formula, end)) => {
                    lifted.text.push_str(&text[copied..at]);
                    lifted.put(formula);
                    (at, copied) = (end, end);
                }
                None => at = scan.after_sign(at),
            },
            _ => at += 1,
        }
    }
    lifted.text.push_str(&text[copied..]);
}

struct Scan<'a> {
    text: &'a str,
    /// Runs of backticks of these lengths have none after them that ends them.
    hopeless: [bool; LONGEST_RUN + 1],
}

impl<'a> Scan<'a> {
    /// Behind the fenced code whose first line begins at `at`, in lists and quotes too.
    fn fence(&self, at: usize) -> Option<usize> {
        let line = contents(line_at(self.text, at));
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let length = line.len() - line.trim_start_matches(mark).len();
        if length < 3 || mark == '`' && line[length..].contains('`') {
            return None;
        }
        let mut next = at + line_at(self.text, at).len();
        while next < self.text.len() {
            let line = line_at(self.text, next);
            let inner = contents(line).trim_end();
            next += line.len();
            if inner.len() >= length && inner.trim_start_matches(mark).is_empty() {
                return Some(next);
            }
        }
        Some(next)
    }

    /// Behind the code span that begins at `at`, or behind its signs where it never ends.
    fn code(&mut self, at: usize) -> usize {
        let run = |at: usize| self.text[at..].bytes().take_while(|byte| *byte == b'`').count();
        let length = run(at);
        let inside = at + length;
        if length > LONGEST_RUN || self.hopeless[length] {
            return inside;
        }
        let mut next = inside;
        while let Some(found) = self.text[next..].find('`') {
            let other = run(next + found);
            next += found + other;
            if other == length {
                return next;
            }
        }
        self.hopeless[length] = true;
        inside
    }

    /// Where to go on behind a sign that begins no formula: what a backslash escapes goes with it.
    fn after_sign(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let signs = if rest.starts_with("$$") { 2 } else { 1 };
        let escaped = rest.starts_with('\\').then(|| rest[1..].chars().next()).flatten();
        at + signs + escaped.filter(|c| *c != '\n').map_or(0, char::len_utf8)
    }

    /// The formula that begins at `at`, and where it ends.
    fn formula(&self, at: usize) -> Option<(Formula<'a>, usize)> {
        let rest = &self.text[at..];
        let (signs, end, display) = match rest.as_bytes() {
            [b'$', b'$', ..] => (2, "$$", true),
            [b'$', ..] => (1, "$", false),
            [b'\\', b'[', ..] => (2, "\\]", true),
            [b'\\', b'(', ..] => (2, "\\)", false),
            _ => return None,
        };
        let length = ends(&rest[signs..], end, display)?;
        let inner = &rest[signs..signs + length];
        let whole = signs + length + end.len();
        if inner.trim().is_empty() || end == "$" && !is_dollars(self.text, at, inner, whole) {
            return None;
        }
        let formula = Formula { source: &rest[..whole], latex: joined(inner), display };
        Some((formula, at + whole))
    }
}

/// Where in `text` stands `end`: on the same line, or for what may go over lines, behind lines of text alone.
fn ends(text: &str, end: &str, over_lines: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if text[at..].starts_with(end) {
            return Some(at);
        }
        match bytes[at] {
            b'$' => return None,
            // Another formula would begin: this one never ended.
            b'\\' if matches!(bytes.get(at + 1), Some(b'(' | b'[' | b')' | b']')) => return None,
            b'\\' => at += text[at + 1..].chars().next().map_or(1, |c| 1 + c.len_utf8()),
            b'\n' | b'\r' if !over_lines || begins_something(line_at(text, at + 1)) => return None,
            _ => at += 1 + bytes[at + 1..].iter().take_while(|byte| **byte & 0xC0 == 0x80).count(),
        }
    }
    None
}

/// Whether a line may be more than the next one of a paragraph.
fn begins_something(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.trim().is_empty()
        || line.starts_with(['#', '-', '+', '*', '=', '`', '~', '|', '<', ':'])
        || digits.len() < line.len() && digits.starts_with(['.', ')'])
}

/// Whether single dollar signs at `at` and at the end of `whole` stand around a formula and not before two prices.
fn is_dollars(text: &str, at: usize, inner: &str, whole: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at + whole..].chars().next();
    let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '$');
    let tight = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    tight && apart(before) && apart(after) && !is_price(inner)
}

/// "5 to 10": begins like a sum of money and goes on in words.
fn is_price(inner: &str) -> bool {
    let word = |word: &str| word.len() > 1 && word.chars().all(char::is_alphabetic);
    inner.starts_with(|c: char| c.is_ascii_digit())
        && inner.split(|c: char| c.is_whitespace() || ",.;:".contains(c)).any(word)
}

/// A formula's lines as one, without the quote signs before them and without comments.
pub(super) fn joined(inner: &str) -> Cow<'_, str> {
    let inner = inner.trim();
    if !inner.contains(['\n', '\r']) {
        return Cow::Borrowed(inner);
    }
    let lines = inner.lines().map(|line| {
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let comment = line.match_indices('%').find(|(at, _)| !line[..*at].ends_with('\\'));
        comment.map_or(line, |(at, _)| &line[..at])
    });
    let lines: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    Cow::Owned(lines.join(" "))
}

/// The line that begins at `at`, with its end.
fn line_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(rest, |end| &rest[..=end])
}

/// A line without what makes it part of lists and quotes.
fn contents(mut line: &str) -> &str {
    loop {
        line = line.trim_start_matches([' ', '\t', '>']);
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let after = if digits.len() < line.len() {
            digits.strip_prefix(['.', ')'])
        } else {
            line.strip_prefix(['-', '*', '+'])
        };
        match after.filter(|after| after.starts_with([' ', '\t'])) {
            Some(after) => line = after,
            None => return line,
        }
    }
}
