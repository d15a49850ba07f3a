//! Fenced code that is not closed yet: its lines are added as they come, because drawing all of them again for each
//! piece would take longer the longer it grows.

use super::{depth, escape};

/// Lines that stand in one element together: a change of the last is laid out without those before.
const TOGETHER: usize = 40;

/// The first line of open code, behind which its own text begins. None where its text is not simply what is written.
pub fn head(text: &str) -> Option<&str> {
    let fenced = text.starts_with(['`', '~']);
    let (head, _) = text.split_once('\n').filter(|(head, _)| fenced && !head.contains('\r'))?;
    text.get(..=head.len())
}

/// How far the text of open code can be shown after its first `from` bytes, which are; its last line not where that could
/// become the end of it. None where it cannot be shown as it is written.
pub fn ready(text: &str, from: usize) -> Option<usize> {
    let mark = text.chars().next()?;
    let begin = text.get(..from)?.rfind('\n')? + 1;
    let end = text.rfind('\n')? + 1;
    let last = text.get(end..)?;
    let may_end = last.trim_start().is_empty() || last.trim_start().starts_with(mark);
    let end = if may_end { end } else { text.len() };
    let new = text.get(begin..end.max(from))?;
    // Whether a line that looks like an end is one, the parser knows.
    let fence = [mark; 3];
    let is_fence = |line: &str| line.trim_start().chars().take(3).eq(fence);
    let doubtful = new.contains('\r') || new.lines().any(is_fence) || depth::is_excessive(new);
    (!doubtful).then_some(end.max(from))
}

/// The lines of open code in stretches, of which the last grows.
#[derive(Debug, Default)]
pub struct Lines {
    begun: bool,
    ended: usize,
}

impl Lines {
    /// Cuts text that comes next: what goes on in the last stretch, and what begins another (true).
    pub fn cut<'t>(&mut self, mut text: &'t str) -> Vec<(bool, &'t str)> {
        let mut cuts = Vec::new();
        while !text.is_empty() {
            let mut ends = text.match_indices('\n').map(|(at, _)| at + 1);
            let left = TOGETHER - self.ended;
            let full = ends.nth(left - 1);
            let (stretch, rest) = text.split_at(full.unwrap_or(text.len()));
            cuts.push((!self.begun, stretch));
            self.begun = full.is_none();
            self.ended = if self.begun { self.ended + stretch.matches('\n').count() } else { 0 };
            text = rest;
        }
        cuts
    }
}

/// As code is shown.
pub fn shown(text: &str) -> String {
    text.chars().filter(|c| !escape::is_dropped(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_shown_up_to_what_may_be_its_end() {
        let text = "```rust\nlet a;\nlet b";
        assert_eq!(head(text), Some("```rust\n"));
        assert_eq!(ready(text, 8), Some(text.len()));
        for open in ["`", "``", "  ``", "   ", ""] {
            assert_eq!(ready(&format!("```\na\n{open}"), 4), Some(6), "{open:?}");
        }
        assert_eq!(ready("```\na\n``", 6), Some(6));
        assert_eq!(ready("~~~\na\n`", 4), Some(7));
    }

    #[test]
    fn code_is_left_to_the_parser_where_it_is_not_what_is_written() {
        for text in ["    indented\n", " ```\na", "```", "```\r\na"] {
            assert_eq!(head(text), None, "{text:?}");
        }
        for text in ["```\na\r\n", "```\n```x\nb", "````\n```\nb"] {
            assert_eq!(ready(text, head(text).unwrap().len()), None, "{text:?}");
        }
        assert_eq!(ready(&format!("```\n{}\n", "[".repeat(100)), 4), None);
    }

    #[test]
    fn lines_stand_together_in_stretches_and_nothing_is_lost() {
        let text = "one line\n".repeat(100) + "and a half";
        for size in [1, 7, 50, 2_000] {
            let (mut lines, mut stretches) = (Lines::default(), Vec::<String>::new());
            for piece in text.as_bytes().chunks(size) {
                for (begins, text) in lines.cut(str::from_utf8(piece).unwrap()) {
                    if begins {
                        stretches.push(String::new());
                    }
                    stretches.last_mut().unwrap().push_str(text);
                }
            }
            assert_eq!(stretches.concat(), text, "{size}");
            let counts: Vec<_> = stretches.iter().map(|it| it.lines().count()).collect();
            assert_eq!(counts, [TOGETHER, TOGETHER, 21], "{size}");
        }
    }
}
