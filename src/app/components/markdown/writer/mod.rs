//! Writes one text, event by event.

mod code;
mod note;
mod table;
mod task;

use std::{collections::BTreeSet, fmt::Write as _};

use adda_client::formulas::{Formula, Formulas, Piece};
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

pub(super) use self::code::colored;
use self::{code::Code, table::Table, task::Task};
use super::{
    anchors::Anchors,
    escape,
    link::{self, Target},
    linkify,
    outline::Outline,
    render::{About, Drawn, Style, Tools},
};

use crate::i18n::text;

/// Most LaTeX of one text that is typeset, in bytes; what comes after it is shown as it was written.
const MOST_LATEX: usize = 64 * 1024;

pub(super) struct Writer<'a> {
    html: String,
    style: Style,
    about: &'a About,
    notes: BTreeSet<String>,
    tools: &'a Tools<'a>,
    formulas: &'a Formulas<'a>,
    lacks_typeset: bool,
    latex_left: usize,
    depth: usize,
    /// Links open around the current text, images counted: links cannot nest.
    links: usize,
    /// Whether the open links wrote a tag, innermost last.
    tags: Vec<bool>,
    table: Table,
    task: Option<Task>,
    code: Option<Code>,
    /// The open heading: where it begins, and its words.
    heading: Option<(usize, String)>,
    anchors: Anchors,
    outline: Outline,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        capacity: usize,
        style: Style,
        about: &'a About,
        tools: &'a Tools<'a>,
        formulas: &'a Formulas<'a>,
    ) -> Self {
        Self {
            html: String::with_capacity(capacity + capacity / 2),
            style,
            about,
            notes: about.notes.lines().map(str::to_owned).collect(),
            tools,
            formulas,
            lacks_typeset: false,
            latex_left: MOST_LATEX,
            depth: 0,
            links: 0,
            tags: Vec::new(),
            table: Table::default(),
            task: None,
            code: None,
            heading: None,
            anchors: Anchors::default(),
            outline: about.outline,
        }
    }

    /// How deep what is written now stands.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    pub(super) fn finish(self) -> Drawn {
        Drawn { html: self.html, lacks_typeset: self.lacks_typeset, outline: self.outline }
    }

    pub(super) fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.start(tag);
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(tag);
            }
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.note_words(&text);
                self.html.push_str("<code>");
                self.written(&text);
                self.html.push_str("</code>");
            }
            Event::SoftBreak if self.style.breaks => self.html.push_str("<br>"),
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>"),
            Event::Rule => {
                self.close_task();
                self.html.push_str("<hr>");
            }
            Event::TaskListMarker(done) => self.open_task(done),
            Event::FootnoteReference(name) => self.note_reference(&name),
            // Raw HTML, and whatever an option might add one day: shown as what was written.
            Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.written(&text),
        }
    }

    /// Text of the lifted source as it was written.
    fn written(&mut self, text: &str) {
        escape::push(&mut self.html, &self.formulas.restored(text));
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = &mut self.code {
            return code.push(&self.formulas.restored(text));
        }
        self.note_words(text);
        let formulas = self.formulas;
        for piece in formulas.pieces(text) {
            match piece {
                Piece::Text(text) if self.links > 0 => escape::push(&mut self.html, text),
                Piece::Text(text) => self.with_references(text),
                Piece::Formula(formula) => self.formula(formula),
            }
        }
    }

    /// Keeps the words that headings, tables and tasks are named by.
    fn note_words(&mut self, text: &str) {
        if let Some((_, words)) = &mut self.heading {
            words.push_str(text);
        }
        let written = self.formulas.restored(text);
        self.table.note(&written);
        if let Some(task) = &mut self.task {
            task.note(&written, written != text);
        }
    }

    fn words(&mut self, text: &str) {
        for (piece, is_address) in linkify::pieces(text) {
            match is_address.then(|| link::safe(piece)).flatten() {
                Some(target) => {
                    self.open_link(&target);
                    escape::push(&mut self.html, piece);
                    self.html.push_str("</a>");
                }
                None => escape::push(&mut self.html, piece),
            }
        }
    }

    fn formula(&mut self, formula: &Formula<'_>) {
        let left = self.latex_left.checked_sub(formula.latex.len());
        let typeset = self.tools.typeset.filter(|_| left.is_some());
        self.lacks_typeset |= self.tools.typeset.is_none();
        self.latex_left = left.unwrap_or_default();
        match typeset.and_then(|typeset| typeset(&formula.latex, formula.display)) {
            Some(mathml) if formula.display => {
                let _ = write!(
                    self.html,
                    r#"<span data-formula data-scrolls role="group" aria-label="{}" tabindex="0">{mathml}</span>"#,
                    text!(markdown.formula)
                );
            }
            Some(mathml) => self.html.push_str(&mathml),
            None => escape::push(&mut self.html, formula.source),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        if !is_inline(&tag) {
            self.close_task();
        }
        match tag {
            // Written when it ends: its id is made of its words.
            Tag::Heading { .. } => self.heading = Some((self.html.len(), String::new())),
            Tag::CodeBlock(kind) => self.code = Some(Code::new(&kind)),
            Tag::List(Some(1)) => self.html.push_str("<ol>"),
            Tag::List(Some(first)) => {
                let _ = write!(self.html, r#"<ol start="{first}">"#);
            }
            Tag::Table(alignments) => self.table = Table::open(&mut self.html, alignments),
            Tag::TableHead => self.table.open_row(&mut self.html, true),
            Tag::TableRow => self.table.open_row(&mut self.html, false),
            Tag::TableCell => self.table.open_cell(&mut self.html),
            Tag::Link { dest_url, .. } => self.start_link(&dest_url, false),
            Tag::Image { dest_url, .. } => self.start_link(&dest_url, true),
            Tag::HtmlBlock => self.html.push_str("<p data-plain>"),
            Tag::FootnoteDefinition(name) => self.open_note(&name),
            other => self.html.push_str(simple(other.to_end()).0),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Item | TagEnd::Paragraph) {
            self.close_task();
        }
        match tag {
            TagEnd::Heading(level) => self.close_heading(level),
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::List(true) => self.html.push_str("</ol>"),
            TagEnd::Table => self.table.close(&mut self.html),
            TagEnd::TableHead | TagEnd::TableRow => self.table.close_row(&mut self.html),
            TagEnd::TableCell => self.table.close_cell(&mut self.html),
            TagEnd::Link | TagEnd::Image => {
                self.links = self.links.saturating_sub(1);
                if self.tags.pop() == Some(true) {
                    self.html.push_str("</a>");
                }
            }
            TagEnd::HtmlBlock => self.html.push_str("</p>"),
            TagEnd::FootnoteDefinition => self.close_note(),
            other => self.html.push_str(simple(other).1),
        }
    }

    fn close_heading(&mut self, level: HeadingLevel) {
        let Some((start, words)) = self.heading.take() else { return };
        let rank = (self.style.first_rank + self.outline.enter(level as u8)).min(6);
        let inner = self.html.split_off(start);
        // No ids in messages: they could pass for parts of the page.
        let id = if self.style.document { self.anchors.next(&words) } else { String::new() };
        let _ = write!(self.html, "<h{rank}{id}>{inner}</h{rank}>");
    }

    fn start_link(&mut self, dest: &str, image: bool) {
        let dest = &*self.formulas.restored(dest);
        let own = self.style.document.then(|| link::document(dest)).flatten();
        let target = own.or_else(|| link::safe(dest)).filter(|_| self.links == 0);
        self.links += 1;
        self.tags.push(target.is_some());
        if let Some(target) = &target {
            self.open_link(target);
        }
        if image {
            // Loading it would tell its server who reads what; the reader decides.
            let _ = write!(self.html, "<span data-image>{}</span> ", text!(markdown.image));
        }
    }

    fn open_link(&mut self, target: &Target) {
        let (href, extra) = match target {
            Target::Own(href) => (href, ""),
            Target::Foreign(href) => {
                (href, r#" target="_blank" rel="noopener noreferrer nofollow""#)
            }
        };
        self.html.push_str("<a href=\"");
        escape::push(&mut self.html, href);
        let _ = write!(self.html, "\"{extra}>");
    }
}

const fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Tags that carry nothing of the source. What is not listed gets none.
const fn simple(tag: TagEnd) -> (&'static str, &'static str) {
    match tag {
        TagEnd::Paragraph => ("<p>", "</p>"),
        TagEnd::BlockQuote(_) => ("<blockquote>", "</blockquote>"),
        TagEnd::List(_) => ("<ul>", "</ul>"),
        TagEnd::Item => ("<li>", "</li>"),
        TagEnd::Emphasis => ("<em>", "</em>"),
        TagEnd::Strong => ("<strong>", "</strong>"),
        TagEnd::Strikethrough => ("<del>", "</del>"),
        _ => ("", ""),
    }
}
