//! A run of digits as people write numbers: groups with spaces, dashes or dots between them.

use super::class::{DIGIT, LETTER, class, class_at, class_before};

/// What stands between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    Space,
    Dash,
    Dot,
    Slash,
    /// Brackets, or several of the others.
    Mixed,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Group {
    /// In the folded text.
    pub start: usize,
    pub end: usize,
    /// Its first digit in the run's digits.
    pub first: usize,
    /// What stands before it; of no meaning for the first.
    pub gap: Gap,
    /// Letters that were read as digits.
    pub lookalikes: usize,
}

impl Group {
    pub(crate) fn len(&self) -> usize {
        self.end - self.start
    }
}

/// Reused from run to run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Run {
    pub groups: Vec<Group>,
    pub digits: Vec<u8>,
    /// Whether a Latin letter stands directly before or after it.
    pub glued: (bool, bool),
    pub next: usize,
}

/// Part of a run: whole groups.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window<'a> {
    pub run: &'a Run,
    pub from: usize,
    pub to: usize,
}

impl<'a> Window<'a> {
    pub(crate) fn groups(&self) -> &'a [Group] {
        &self.run.groups[self.from..self.to]
    }

    pub(crate) fn digits(&self) -> &'a [u8] {
        let (first, last) = (self.run.groups[self.from], self.run.groups[self.to - 1]);
        &self.run.digits[first.first..last.first + last.len()]
    }

    pub(crate) fn range(&self) -> std::ops::Range<usize> {
        self.run.groups[self.from].start..self.run.groups[self.to - 1].end
    }

    pub(crate) fn is_whole_run(&self) -> bool {
        self.from == 0 && self.to == self.run.groups.len()
    }

    pub(crate) fn sizes(&self) -> impl Iterator<Item = usize> + Clone + 'a {
        self.groups().iter().map(Group::len)
    }

    pub(crate) fn has_sizes(&self, sizes: &[usize]) -> bool {
        self.sizes().eq(sizes.iter().copied())
    }

    /// The one kind of gap between the groups.
    pub(crate) fn gap(&self) -> Option<Gap> {
        let mut gaps = self.groups()[1..].iter().map(|group| group.gap);
        let first = gaps.next()?;
        gaps.all(|gap| gap == first).then_some(first)
    }

    pub(crate) fn lookalikes(&self) -> usize {
        self.groups().iter().map(|group| group.lookalikes).sum()
    }

    /// Whether the run goes on before or after with groups of this size and the same gap.
    pub(crate) fn continues(&self, size: usize) -> bool {
        let gap = self.gap();
        let same = |group: &Group, between: Gap| {
            group.len() == size && gap.is_none_or(|gap| gap == between)
        };
        let groups = &self.run.groups;
        let before = self.from > 0 && same(&groups[self.from - 1], groups[self.from].gap);
        before || groups.get(self.to).is_some_and(|group| same(group, group.gap))
    }

    /// Whether a group stands before or after with the same gap, of whatever size.
    pub(crate) fn is_continued(&self) -> bool {
        (1..=19).any(|size| self.continues(size))
    }

    pub(crate) fn is_glued(&self) -> bool {
        (self.from == 0 && self.run.glued.0)
            || (self.to == self.run.groups.len() && self.run.glued.1)
    }
}

const LONGEST_GAP: usize = 3;

impl Run {
    /// Reads the run that begins here with a digit or a letter that looks like one.
    pub(crate) fn read(&mut self, text: &[u8], start: usize) {
        self.groups.clear();
        self.digits.clear();
        self.glued = (class_before(text, start) & LETTER & !super::class::OTHER != 0, false);
        let (mut at, mut gap) = (start, Gap::Space);
        loop {
            let group = self.group(text, at, gap);
            let glued = class_at(text, group.end) & (LETTER & !super::class::OTHER) != 0;
            if group.len() == 0
                || (glued && !self.groups.is_empty() && self.digits.len() < 8 + group.len())
            {
                self.digits.truncate(group.first);
                break;
            }
            self.groups.push(group);
            self.glued.1 = glued;
            if glued {
                break;
            }
            let Some((kind, next)) = gap_after(text, group.end) else { break };
            (at, gap) = (next, kind);
        }
        // A word that begins with the last group is looked at for itself.
        let of_a_word = self.glued.1 && self.groups.len() > 1;
        self.next = self
            .groups
            .last()
            .map_or(start + 1, |last| if of_a_word { last.start } else { last.end });
    }

    fn group(&mut self, text: &[u8], start: usize, gap: Gap) -> Group {
        let first = self.digits.len();
        let (mut end, mut lookalikes) = (start, 0);
        while let Some(digit) = text.get(end).and_then(|byte| digit(*byte)) {
            lookalikes += usize::from(class(text[end]) != DIGIT);
            self.digits.push(digit);
            end += 1;
        }
        let length = end - start;
        // "I", "lol" and "oil" are no digits, and neither is the "l" of "5l" or the "O" of "3Om".
        let letters_follow = class_at(text, end) & LETTER != 0 && lookalikes > 0;
        let spaced = length < 2 && gap == Gap::Space && first < 12;
        let words = lookalikes == length && (spaced || self.groups.is_empty());
        if words || letters_follow || (length < 3 && lookalikes > 0 && self.groups.is_empty()) {
            end = start + text[start..end].iter().take_while(|b| class(**b) == DIGIT).count();
            self.digits.truncate(first + (end - start));
            lookalikes = 0;
        }
        Group { start, end, first, gap, lookalikes }
    }
}

/// The digit a byte is or looks like.
pub(crate) fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'O' | b'o' => Some(0),
        b'I' | b'l' => Some(1),
        _ => None,
    }
}

/// What is between this place and the next digit, and where that is.
fn gap_after(text: &[u8], at: usize) -> Option<(Gap, usize)> {
    let mut kind = None;
    for length in 0..=LONGEST_GAP {
        let byte = *text.get(at + length)?;
        let this = match byte {
            b' ' | b'\t' => Gap::Space,
            b'-' => Gap::Dash,
            b'.' => Gap::Dot,
            b'/' => Gap::Slash,
            b'(' | b')' | b'_' | b'~' => Gap::Mixed,
            _ if digit(byte).is_some() => return kind.map(|kind| (kind, at + length)),
            _ => return None,
        };
        kind = Some(match kind {
            None => this,
            Some(before) if before == this => this,
            Some(Gap::Space) if this == Gap::Dash => Gap::Dash,
            Some(Gap::Dash) if this == Gap::Space => Gap::Dash,
            Some(_) => Gap::Mixed,
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, Vec<usize>) {
        let mut run = Run::default();
        run.read(text.as_bytes(), 0);
        let digits = run.digits.iter().map(|d| char::from(b'0' + d)).collect();
        (digits, run.groups.iter().map(Group::len).collect())
    }

    #[test]
    fn runs_take_usual_gaps_and_end_at_others() {
        assert_eq!(read("42 42-43.44, 45"), ("42424344".into(), vec![2, 2, 2, 2]));
        assert_eq!(read("42 - 43\n44"), ("4243".into(), vec![2, 2]));
        assert_eq!(read("5    6"), ("5".into(), vec![1]));
    }

    #[test]
    fn runs_read_letters_like_digits_among_digits_only() {
        assert_eq!(read("4l1O 2"), ("41102".into(), vec![4, 1]));
        assert_eq!(read("5l of oil"), ("5".into(), vec![1]));
        assert_eq!(read("2 I 3"), ("2".into(), vec![1]));
        assert_eq!(read("30 lit"), ("30".into(), vec![2]));
        assert_eq!(read("l1"), (String::new(), vec![]));
    }

    #[test]
    fn runs_leave_short_groups_glued_to_letters() {
        assert_eq!(read("12 27AAP"), ("12".into(), vec![2]));
    }
}
