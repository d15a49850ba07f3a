//! Scrolling of the thread. Its box is laid out from the end (`column-reverse`): it opens at the newest message
//! before any script runs, position 0 is the end, and what is above it has negative positions.

use std::ops::Range;

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{
    Element, HtmlElement, ResizeObserver, ScrollBehavior, ScrollIntoViewOptions,
    ScrollLogicalPosition, ScrollToOptions,
};

use super::address;

/// Nearer than this to the end is at the end.
const END_PX: i32 = 48;

/// Whether the newest text is in view.
pub fn is_at_end(scroller: &Element) -> bool {
    distance_to_end(scroller) < END_PX
}

/// Pixels between what is in view and the end.
pub fn distance_to_end(scroller: &Element) -> i32 {
    -scroller.scroll_top()
}

/// Pixels between what is in view and the beginning.
pub fn distance_to_start(scroller: &Element) -> i32 {
    scroller.scroll_height() - scroller.client_height() + scroller.scroll_top()
}

/// Goes to the newest text. At once: a glide would never arrive while an answer grows.
pub fn to_end(scroller: &Element) {
    scroller.set_scroll_top(0);
}

/// Moves what is in view by `pixels`, without a glide.
pub fn shift(scroller: &Element, pixels: f64) {
    let options = ScrollToOptions::new();
    options.set_top(pixels);
    options.set_behavior(ScrollBehavior::Instant);
    scroller.scroll_by_with_scroll_to_options(&options);
}

/// The element a reader's eye is on, and where it stands apart from what was scrolled: scrolling moves it and the end of
/// what is in the box alike, a change of height moves one of them.
#[derive(Clone, Debug)]
pub struct Anchor {
    element: Element,
    content: Element,
    place: f64,
}

impl Anchor {
    /// The first child of `list` that is in view. All that is in the box is in the list's parent.
    pub fn find(scroller: &Element, list: &Element) -> Option<Self> {
        let edge = scroller.get_bounding_client_rect().top();
        let rows = list.children();
        // Rows stand in order, so the first that ends below the edge is found by halving.
        let (mut low, mut high) = (0, rows.length());
        while low < high {
            let middle = low + (high - low) / 2;
            let ends_above = rows.item(middle)?.get_bounding_client_rect().bottom() <= edge;
            if ends_above { low = middle + 1 } else { high = middle }
        }
        let (element, content) = (rows.item(low)?, list.parent_element()?);
        let place = place(scroller, &element, &content);
        Some(Self { element, content, place })
    }

    /// How far the element was moved since, by anything but scrolling; nothing if it is gone.
    pub fn moved(&self, scroller: &Element) -> Option<f64> {
        let place = || place(scroller, &self.element, &self.content);
        self.element.is_connected().then(|| place() - self.place)
    }
}

fn place(scroller: &Element, element: &Element, content: &Element) -> f64 {
    let bounds = scroller.get_bounding_client_rect();
    let below_top = element.get_bounding_client_rect().top() - bounds.top();
    let below_end = content.get_bounding_client_rect().bottom() - bounds.bottom();
    below_top - below_end
}

/// Calls `changed` after each layout in which one of `elements` changed its size, until it is dropped.
#[derive(Debug)]
pub struct SizeWatch {
    observer: ResizeObserver,
    _changed: Closure<dyn FnMut()>,
}

impl SizeWatch {
    pub fn new(elements: &[&Element], changed: impl FnMut() + 'static) -> Option<Self> {
        let changed = Closure::<dyn FnMut()>::new(changed);
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        for element in elements {
            observer.observe(element);
        }
        Some(Self { observer, _changed: changed })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Brings the element with this id into view, by as little as it takes.
pub fn into_view(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Goes to the place that the address names, if it is on the page.
pub fn to_fragment() {
    if let Some(element) = address::fragment().and_then(|id| document().get_element_by_id(&id)) {
        element.scroll_into_view();
    }
}

/// Brings the element with this id to the middle of the view, at once, and gives it the focus.
pub fn show(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        options.set_behavior(ScrollBehavior::Instant);
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Height of the window in CSS pixels.
pub fn window_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

/// Whether a box that begins at its top has less than `pixels` left to scroll.
pub fn is_near_bottom(scroller: &Element, pixels: i32) -> bool {
    scroller.scroll_height() - scroller.client_height() - scroller.scroll_top() < pixels
}

/// The rows in view, counted through all lists in a box that begins at its top; so many rows has each of them.
pub fn rows_in_view(scroller: &Element, counts: &[usize]) -> Range<usize> {
    let Ok(lists) = scroller.query_selector_all("ul") else { return 0..0 };
    let (top, height) = (scroller.scroll_top(), scroller.client_height());
    let (mut first, mut end, mut before) = (None, 0, 0);
    for (rows, at) in counts.iter().zip(0..) {
        let list = lists.item(at).and_then(|list| list.dyn_into::<HtmlElement>().ok());
        let Some(list) = list else { break };
        let place = (list.offset_top(), list.offset_height());
        if first.is_none() && place.0 + place.1 > top {
            first = Some(before + row_at(top, place, *rows));
        }
        if place.0 < top + height {
            end = before + (row_at(top + height, place, *rows) + 1).min(*rows);
        }
        before += rows;
    }
    first.unwrap_or(end).min(end)..end
}

/// Which of a list's rows, all of one height, is at this height.
fn row_at(pixels: i32, (top, height): (i32, i32), rows: usize) -> usize {
    let into = u64::try_from(pixels - top).unwrap_or(0);
    let height = u64::try_from(height).unwrap_or(0).max(1);
    usize::try_from(into * rows as u64 / height).unwrap_or(rows).min(rows)
}

/// Width of the window in CSS pixels.
pub fn window_width() -> f64 {
    let width = super::window().and_then(|window| window.inner_width().ok());
    width.and_then(|width| width.as_f64()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn row_is_found_by_its_height_within_its_list() {
        let list = (100, 450);
        assert_eq!([50, 100, 144, 145, 549].map(|at| row_at(at, list, 10)), [0, 0, 0, 1, 9]);
        assert_eq!(row_at(9_000, list, 10), 10);
        assert_eq!(row_at(2_250_000, (0, 4_500_000), 100_000), 50_000);
        assert_eq!(row_at(5, (0, 0), 0), 0, "nothing is there");
    }
}
