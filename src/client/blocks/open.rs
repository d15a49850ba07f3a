//! A block that is not closed, and what the next line means to it.
//!
//! Where the lines so far can be read in two ways, both are kept in mind (the flags `lazy` and `table`, the state
//! `PerhapsHtml`) and a block is ended only where it ends in both; should the two part, the rest of the text is one block.

use super::{
    BlockKind,
    html::{Html, holds},
    line::Line,
    list::List,
};

/// What a line does to the open block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing yet.
    Pass,
    /// It belongs to it.
    Join,
    /// It belongs to it and shows what it is.
    JoinAs(BlockKind),
    /// It belongs to it and is its last.
    Last(Option<BlockKind>),
    /// The block ended before it.
    Close,
    /// The block ended before it, and it begins another.
    Begin,
    /// It belongs to it, and so does everything to come.
    Rest,
}

#[derive(Clone, Debug)]
pub(super) enum Open {
    /// `table`: perhaps the lines since some line are a table.
    Paragraph {
        lines: usize,
        bar: bool,
        table: bool,
    },
    Fence {
        mark: u8,
        length: usize,
    },
    Indented,
    List(List),
    /// `lazy`: the last lines are of a paragraph in the quote, or of one after it.
    Quote {
        lazy: bool,
    },
    Html {
        end: Option<&'static str>,
    },
    PerhapsHtml,
    /// `odd`: some line would be more than the next one of a paragraph.
    Formula {
        end: &'static str,
        odd: bool,
    },
    Rest,
}

impl Open {
    /// The block that `line` begins; without a state when the line is all of it.
    pub(super) fn begin(line: &Line<'_>) -> (BlockKind, Option<Self>) {
        if line.is_deep() {
            return (BlockKind::Code, Some(Self::Indented));
        }
        if let Some((mark, length)) = line.fence() {
            return (BlockKind::Code, Some(Self::Fence { mark, length }));
        }
        if line.is_heading() {
            return (BlockKind::Heading, None);
        }
        if line.is_rule() {
            return (BlockKind::Rule, None);
        }
        if line.is_quote() {
            return (BlockKind::Quote, Some(Self::Quote { lazy: false }));
        }
        if let Some(marker) = line.marker() {
            return (BlockKind::List, Some(Self::List(List::new(marker))));
        }
        if let Some((end, ends)) = line.formula() {
            return (BlockKind::Formula, (!ends).then_some(Self::Formula { end, odd: false }));
        }
        if line.is_footnote() {
            return (BlockKind::Footnotes, Some(Self::Rest));
        }
        match Html::begun_by(line) {
            Some(Html::Until(end)) if holds(line.rest, end) => (BlockKind::Html, None),
            Some(Html::Until(end)) => (BlockKind::Html, Some(Self::Html { end: Some(end) })),
            Some(Html::UntilBlank) => (BlockKind::Html, Some(Self::Html { end: None })),
            Some(Html::Perhaps) => (BlockKind::Html, Some(Self::PerhapsHtml)),
            None => {
                let bar = line.rest.contains('|');
                (BlockKind::Paragraph, Some(Self::Paragraph { lines: 1, bar, table: false }))
            }
        }
    }

    /// A blank line came.
    pub(super) fn blank(&mut self) -> Step {
        match self {
            Self::Paragraph { .. }
            | Self::Quote { .. }
            | Self::PerhapsHtml
            | Self::Html { end: None }
            | Self::Formula { odd: false, .. } => Step::Close,
            Self::Fence { .. } | Self::Html { end: Some(_) } | Self::Rest => Step::Join,
            Self::List(list) => {
                list.blank();
                Step::Pass
            }
            Self::Indented => Step::Pass,
            // No formula then: the lines are what they are without one.
            Self::Formula { odd: true, .. } => Step::Rest,
        }
    }

    /// Whether the block ends before a line of which only the beginning is known, whatever the line becomes.
    pub(super) fn ends_before(&self, beginning: &Line<'_>) -> bool {
        match self {
            Self::Indented => !beginning.is_deep(),
            Self::List(list) => list.ends_before(beginning),
            _ => false,
        }
    }

    /// A line with something on it came.
    pub(super) fn step(&mut self, line: &Line<'_>) -> Step {
        match self {
            Self::Fence { mark, length } if line.ends_fence(*mark, *length) => {
                // Parsers differ about tabs there.
                if line.rest.contains('\t') { Step::Rest } else { Step::Last(None) }
            }
            Self::Html { end: Some(end) } if holds(line.rest, end) => Step::Last(None),
            Self::Indented if !line.is_deep() => Step::Begin,
            Self::PerhapsHtml if begins(line) || means_to_paragraph(line) => Step::Rest,
            Self::Formula { end, odd } => {
                *odd |= begins(line) || means_to_paragraph(line);
                match line.rest.find(*end) {
                    None => Step::Join,
                    Some(at) if line.rest[at + end.len()..].trim().is_empty() => Step::Last(None),
                    Some(_) if *odd => Step::Rest,
                    Some(_) => {
                        *self = Self::Paragraph { lines: 2, bar: false, table: false };
                        Step::Join
                    }
                }
            }
            Self::Fence { .. }
            | Self::Html { .. }
            | Self::Rest
            | Self::Indented
            | Self::PerhapsHtml => Step::Join,
            Self::Paragraph { lines, bar, table } => {
                *lines += 1;
                paragraph(line, *lines == 2 && *bar, table)
            }
            Self::Quote { lazy } => quote(line, lazy),
            Self::List(list) => list.step(line),
        }
    }
}

/// Begins a block of its own even right after the line of a paragraph, lists aside.
pub(super) fn begins(line: &Line<'_>) -> bool {
    line.fence().is_some()
        || line.is_heading()
        || line.is_rule()
        || line.is_quote()
        || line.formula().is_some()
        || Html::begun_by(line).is_some_and(Html::interrupts)
}

/// Would make something else of a paragraph before it, or come to something else without one.
fn means_to_paragraph(line: &Line<'_>) -> bool {
    line.is_underline() || line.is_delimiter_row() || line.is_footnote() || line.marker().is_some()
}

fn paragraph(line: &Line<'_>, below_head: bool, table: &mut bool) -> Step {
    if line.is_deep() {
        return Step::Join;
    }
    if line.is_footnote() {
        return Step::Rest;
    }
    let marker = line.marker();
    let interrupts = marker.is_some_and(|marker| marker.interrupts);
    if line.is_underline() {
        return if *table { Step::Rest } else { Step::Last(Some(BlockKind::Heading)) };
    }
    if line.is_delimiter_row() {
        *table = true;
        return match below_head {
            _ if interrupts => Step::Rest,
            true => Step::JoinAs(BlockKind::Table),
            false => Step::Join,
        };
    }
    if begins(line) || interrupts {
        return Step::Begin;
    }
    // A table ends at any marker, a paragraph does not.
    if *table && marker.is_some() { Step::Rest } else { Step::Join }
}

fn quote(line: &Line<'_>, lazy: &mut bool) -> Step {
    if line.is_quote() {
        *lazy = false;
        return Step::Join;
    }
    let unsettled = line.is_deep()
        || line.is_footnote()
        || Html::begun_by(line) == Some(Html::Perhaps)
        || *lazy && (line.is_underline() || line.is_delimiter_row());
    if unsettled {
        return Step::Rest;
    }
    match line.marker() {
        _ if begins(line) => Step::Begin,
        Some(marker) if *lazy && !marker.interrupts => Step::Rest,
        Some(_) => Step::Begin,
        None => {
            *lazy = true;
            Step::Join
        }
    }
}
