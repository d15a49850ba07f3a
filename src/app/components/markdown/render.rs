//! The renderer: parser events in, HTML out. Only tags and attributes written here can come out.

use std::fmt;

use adda_client::formulas::Formulas;
use adda_protocol::code::Run;
use pulldown_cmark::{Options, Parser, TextMergeStream};

use super::{depth, escape, outline::Outline, writer::Writer};

/// How a text is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// A line break in the source is one on the page: what people expect of their own messages.
    pub breaks: bool,
    /// The rank of its outermost headings: those in messages stand below the message's own.
    pub first_rank: u8,
    /// Our own document: its headings can be linked to, it names others by their files, and has no formulas.
    pub document: bool,
}

impl Style {
    /// A person's message.
    pub const PERSON: Self = Self { breaks: true, first_rank: 3, document: false };
    /// An AI's answer.
    pub const AI: Self = Self { breaks: false, first_rank: 3, document: false };
    /// A page of the documentation.
    pub const PAGE: Self = Self { breaks: false, first_rank: 2, document: true };
}

/// What one text's drawing depends on beside the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Part of every id in it; no other text of the page has it.
    pub name: String,
    /// The footnotes that are defined in it, or in what it is a part of, one a line.
    pub notes: String,
    /// Whether long code begins folded.
    pub folds: bool,
    /// The headings that it stands below.
    pub outline: Outline,
}

/// A formula as `MathML`, where it is one; displayed on its own or within a line.
pub type Typeset = fn(&str, bool) -> Option<String>;

/// What helps in drawing, where it is at hand.
#[derive(Clone, Copy)]
pub struct Tools<'t> {
    pub typeset: Option<Typeset>,
    /// What the parts of some code in some language are.
    pub runs: &'t dyn Fn(&str, &str) -> Option<Vec<Run>>,
}

impl fmt::Debug for Tools<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tools").field("typeset", &self.typeset.is_some()).finish_non_exhaustive()
    }
}

/// A text drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    pub html: String,
    /// It has formulas, and there was nothing to typeset them.
    pub lacks_typeset: bool,
    /// The headings that what comes after it stands below.
    pub outline: Outline,
}

/// `source` as HTML without anything that runs, loads or leaves its place.
pub fn draw(source: &str, style: Style, about: &About, tools: &Tools<'_>) -> Drawn {
    if depth::is_excessive(source) {
        return as_written(source, about);
    }
    let mut options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    options.set(Options::ENABLE_FOOTNOTES, !style.document);
    let formulas = if style.document { Formulas::none(source) } else { Formulas::lift(source) };
    let mut writer = Writer::new(source.len(), style, about, tools, &formulas);
    for event in TextMergeStream::new(Parser::new_ext(&formulas.text, options)) {
        writer.event(event);
        if writer.depth() > depth::MAX {
            return as_written(source, about);
        }
    }
    writer.finish()
}

fn as_written(source: &str, about: &About) -> Drawn {
    Drawn { html: plain(source), lacks_typeset: false, outline: about.outline }
}

/// `source` as one paragraph that keeps its line breaks.
pub(super) fn plain(source: &str) -> String {
    format!("<p data-plain>{}</p>", escape::escaped(source))
}
