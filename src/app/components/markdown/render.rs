//! The renderer: parser events in, HTML out. Only tags and attributes written here can come out.

use std::fmt::Write as _;

use pulldown_cmark::{
    Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeStream,
};

use super::{
    anchors::Anchors,
    depth, escape,
    link::{self, Target},
    linkify,
};

/// How a text is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// A line break in the source is one on the page: what people expect of their own messages.
    pub breaks: bool,
    /// Added to a heading's level, so that headings in messages rank below the page's own.
    pub heading_shift: u8,
    /// Our own document: its headings can be linked to, and it names others by their files.
    pub document: bool,
}

impl Style {
    /// A person's message.
    pub const PERSON: Self = Self { breaks: true, heading_shift: 2, document: false };
    /// An AI's answer.
    pub const AI: Self = Self { breaks: false, heading_shift: 2, document: false };
    /// A page of the documentation.
    pub const PAGE: Self = Self { breaks: false, heading_shift: 0, document: true };
}

/// `source` as HTML without anything that runs, loads or leaves its place.
pub fn to_html(source: &str, style: Style) -> String {
    if depth::is_excessive(source) {
        return plain(source);
    }
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut writer = Writer::new(source.len(), style);
    for event in TextMergeStream::new(Parser::new_ext(source, options)) {
        writer.event(event);
        if writer.depth > depth::MAX {
            return plain(source);
        }
    }
    writer.html
}

/// `source` as one paragraph that keeps its line breaks.
pub(super) fn plain(source: &str) -> String {
    format!("<p data-plain>{}</p>", escape::escaped(source))
}

struct Writer {
    html: String,
    style: Style,
    depth: usize,
    /// Links open around the current text, images counted: links cannot nest.
    links: usize,
    /// Whether the open links wrote a tag, innermost last.
    tags: Vec<bool>,
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
    code: bool,
    /// The open heading: where it begins, and its words.
    heading: Option<(usize, String)>,
    anchors: Anchors,
}

impl Writer {
    fn new(capacity: usize, style: Style) -> Self {
        Self {
            html: String::with_capacity(capacity + capacity / 2),
            style,
            depth: 0,
            links: 0,
            tags: Vec::new(),
            alignments: Vec::new(),
            cell: 0,
            head: false,
            code: false,
            heading: None,
            anchors: Anchors::default(),
        }
    }

    fn event(&mut self, event: Event<'_>) {
        if let (Some((_, words)), Event::Text(text) | Event::Code(text)) =
            (&mut self.heading, &event)
        {
            words.push_str(text);
        }
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.start(tag);
            }
            Event::End(tag) => {
                self.depth = self.depth.saturating_sub(1);
                self.end(tag);
            }
            Event::Text(text) if self.code || self.links > 0 => escape::push(&mut self.html, &text),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                self.html.push_str("<code>");
                escape::push(&mut self.html, &text);
                self.html.push_str("</code>");
            }
            Event::SoftBreak if self.style.breaks => self.html.push_str("<br>"),
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>"),
            Event::Rule => self.html.push_str("<hr>"),
            Event::TaskListMarker(true) => {
                self.html
                    .push_str(r#"<span data-task="done" role="img" aria-label="Done"></span>"#);
            }
            Event::TaskListMarker(false) => {
                self.html
                    .push_str(r#"<span data-task="open" role="img" aria-label="Open"></span>"#);
            }
            // Raw HTML, and whatever an option might add one day: shown as what was written.
            Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => escape::push(&mut self.html, &text),
        }
    }

    fn text(&mut self, text: &str) {
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

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            // Written when it ends: its id is made of its words.
            Tag::Heading { .. } => self.heading = Some((self.html.len(), String::new())),
            Tag::CodeBlock(kind) => self.open_code(&kind),
            Tag::List(Some(1)) => self.html.push_str("<ol>"),
            Tag::List(Some(first)) => {
                let _ = write!(self.html, r#"<ol start="{first}">"#);
            }
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.html.push_str(r#"<div role="region" aria-label="Table" tabindex="0"><table>"#);
            }
            Tag::TableHead => {
                (self.head, self.cell) = (true, 0);
                self.html.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.cell = 0;
                self.html.push_str("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            Tag::Link { dest_url, .. } => self.start_link(&dest_url, false),
            Tag::Image { dest_url, .. } => self.start_link(&dest_url, true),
            Tag::HtmlBlock => self.html.push_str("<p data-plain>"),
            other => self.html.push_str(simple(other.to_end()).0),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.close_heading(level),
            TagEnd::CodeBlock => {
                self.code = false;
                self.html.push_str("</code></pre></figure>");
            }
            TagEnd::List(true) => self.html.push_str("</ol>"),
            TagEnd::Table => self.html.push_str("</tbody></table></div>"),
            TagEnd::TableHead => {
                self.head = false;
                self.html.push_str("</tr></thead><tbody>");
            }
            TagEnd::TableRow => self.html.push_str("</tr>"),
            TagEnd::TableCell => self.html.push_str(if self.head { "</th>" } else { "</td>" }),
            TagEnd::Link | TagEnd::Image => {
                self.links = self.links.saturating_sub(1);
                if self.tags.pop() == Some(true) {
                    self.html.push_str("</a>");
                }
            }
            TagEnd::HtmlBlock => self.html.push_str("</p>"),
            other => self.html.push_str(simple(other).1),
        }
    }

    fn close_heading(&mut self, level: HeadingLevel) {
        let Some((start, words)) = self.heading.take() else { return };
        let rank = (level as u8).saturating_add(self.style.heading_shift).min(6);
        let inner = self.html.split_off(start);
        // No ids in messages: they could pass for parts of the page.
        let id = if self.style.document { self.anchors.next(&words) } else { String::new() };
        let _ = write!(self.html, "<h{rank}{id}>{inner}</h{rank}>");
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.code = true;
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
            CodeBlockKind::Indented => "",
        };
        let language: String = info.chars().take(32).collect();
        self.html.push_str("<figure><figcaption><span>");
        escape::push(&mut self.html, if language.is_empty() { "text" } else { &language });
        self.html.push_str(
            r#"</span><button type="button" data-copy data-needs-script>Copy</button></figcaption><pre tabindex="0"><code>"#,
        );
    }

    fn open_cell(&mut self) {
        let align = match self.alignments.get(self.cell) {
            Some(Alignment::Right) => r#" data-align="right""#,
            Some(Alignment::Center) => r#" data-align="center""#,
            _ => "",
        };
        self.cell += 1;
        let tag = if self.head { "th scope=\"col\"" } else { "td" };
        let _ = write!(self.html, "<{tag}{align}>");
    }

    fn start_link(&mut self, dest: &str, image: bool) {
        let own = self.style.document.then(|| link::document(dest)).flatten();
        let target = own.or_else(|| link::safe(dest)).filter(|_| self.links == 0);
        self.links += 1;
        self.tags.push(target.is_some());
        if let Some(target) = &target {
            self.open_link(target);
        }
        if image {
            // Loading it would tell its server who reads what; the reader decides.
            self.html.push_str("<span data-image>Image</span> ");
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
