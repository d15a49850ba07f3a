//! A text on the page while it is written, block by block. What is finished is not touched again, and what is open is
//! changed where it differs: nothing flickers, and a selection stays.

use std::fmt;

use adda_client::BlockKind;
use web_sys::Element;

use super::{
    blocks::Cut,
    colors,
    fence::{self, Lines},
    outline::Outline,
    render::Drawn,
    style,
};
use crate::browser::patch::{self, patch};

/// Blocks that stand in one element together. A long answer has thousands, and a browser that may pass over what is out
/// of sight looks at each element it may pass over, in each frame.
const TOGETHER: usize = 16;

/// How a growing text is drawn.
pub struct Pen<'p> {
    /// Draws one block, given the names of the footnotes and the headings above.
    pub draw: &'p dyn Fn(&str, &str, Outline) -> Drawn,
    /// Gives the code in an element its colours.
    pub color: fn(&Element),
    /// Whether there is what sets formulas.
    pub typesets: bool,
    /// Whether more text is to come.
    pub growing: bool,
}

impl fmt::Debug for Pen<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pen").field("growing", &self.growing).finish_non_exhaustive()
    }
}

/// The blocks of a text below an element.
#[derive(Debug)]
pub struct Growing {
    root: Element,
    cut: Cut,
    notes: String,
    shown: Vec<Shown>,
}

/// A block on the page.
#[derive(Debug)]
struct Shown {
    element: Element,
    /// What is in it, while it is open and the parser draws it.
    html: String,
    /// It may refer to footnotes.
    has_notes: bool,
    lacks_typeset: bool,
    /// The headings that the next stands below.
    outline: Outline,
    code: Option<Code>,
}

/// Open code, and how much of the block is shown.
#[derive(Debug)]
struct Code {
    element: Element,
    lines: Lines,
    shown: usize,
}

impl Growing {
    pub fn new(root: Element) -> Self {
        Self { root, cut: Cut::default(), notes: String::new(), shown: Vec::new() }
    }

    /// Shows what has become of the text.
    pub fn grow(&mut self, text: &str, pen: &Pen<'_>) {
        colors::join();
        let from = self.cut.grow(text);
        let notes = self.cut.notes();
        let other_notes = notes != self.notes;
        self.notes = notes;
        self.forget();
        for place in 0..self.cut.len() {
            let is_late = self.shown.get(place).is_some_and(|shown| {
                shown.lacks_typeset && pen.typesets || shown.has_notes && other_notes
            });
            if place >= from || is_late {
                self.show(place, pen);
            }
        }
    }

    /// Takes away what the text has no longer.
    fn forget(&mut self) {
        while self.shown.len() > self.cut.len() {
            let last = self.shown.pop().map(|shown| shown.element);
            let part = last.as_ref().and_then(|last| last.parent_element());
            let whole = self.shown.len().is_multiple_of(TOGETHER);
            last.inspect(Element::remove);
            part.filter(|_| whole).inspect(Element::remove);
        }
    }

    fn show(&mut self, place: usize, pen: &Pen<'_>) {
        let Some((block, text)) = self.cut.get(place) else { return };
        let before = place.checked_sub(1).and_then(|before| self.shown.get(before));
        let outline = before.map(|before| before.outline).unwrap_or_default();
        if place >= self.shown.len() {
            let Some(element) = self.element(place) else { return };
            self.shown.push(Shown {
                element,
                html: String::new(),
                has_notes: false,
                lacks_typeset: false,
                outline,
                code: None,
            });
        }
        let Some(shown) = self.shown.get_mut(place) else { return };
        shown.outline = outline;
        let is_finished = block.closed || !pen.growing;
        if block.kind == BlockKind::Code && !is_finished && shown.add_code(text, pen).is_some() {
            return;
        }
        shown.code = None;
        shown.has_notes = text.contains("[^");
        // Most texts have no footnotes, and are not drawn again when one is defined.
        let notes = if shown.has_notes { self.notes.as_str() } else { "" };
        let drawn = (pen.draw)(text, notes, outline);
        shown.lacks_typeset = drawn.lacks_typeset;
        shown.outline = drawn.outline;
        shown.draw(drawn.html);
        if is_finished {
            shown.html = String::new();
            (pen.color)(&shown.element);
        }
    }

    /// Lets the browser pass over the part before the last one. It is out of sight by then: of what is in sight all would be
    /// styled and laid out anew.
    fn pass_over(&self, place: usize) {
        let past = place.checked_sub(2 * TOGETHER).and_then(|place| self.shown.get(place));
        if let Some(part) = past.and_then(|past| past.element.parent_element()) {
            part.set_class_name(&stylance::classes!(style::part, style::past));
        }
    }

    /// The element for the block that comes next.
    fn element(&self, place: usize) -> Option<Element> {
        let last = self.shown.last().filter(|_| !place.is_multiple_of(TOGETHER));
        let part = if let Some(last) = last {
            last.element.parent_element()?
        } else {
            self.pass_over(place);
            patch::add(&self.root, "div", style::part)?
        };
        patch::add(&part, "div", style::block)
    }
}

impl Shown {
    /// Most pieces of a text only add words to its last ones, which is far less work than looking for what differs.
    fn draw(&mut self, html: String) {
        match patch::added(&self.html, &html) {
            Some("") => {}
            Some(words) => patch::append(&self.element, words),
            None => patch(&self.element, &html),
        }
        self.html = html;
    }

    /// Adds what is new of code that is open. None where all of it must be drawn.
    fn add_code(&mut self, text: &str, pen: &Pen<'_>) -> Option<()> {
        let head = fence::head(text)?;
        let shown = self.code.as_ref().map_or(head.len(), |code| code.shown);
        let ready = fence::ready(text, shown)?;
        if self.code.is_none() {
            patch(&self.element, &(pen.draw)(head, "", self.outline).html);
            self.html = String::new();
            let element = self.element.query_selector("pre > code").ok()??;
            self.code = Some(Code { element, lines: Lines::default(), shown });
        }
        let code = self.code.as_mut()?;
        for (begins, lines) in code.lines.cut(text.get(shown..ready)?) {
            let last = if begins { None } else { code.element.last_element_child() };
            let stretch = match last {
                Some(last) => last,
                None => patch::add(&code.element, "span", style::lines)?,
            };
            patch::append(&stretch, &fence::shown(lines));
        }
        code.shown = ready;
        Some(())
    }
}
