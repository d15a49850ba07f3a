//! The text box grows with its text, up to eight lines.

use web_sys::HtmlTextAreaElement;

const MOST_ROWS: u32 = 8;

/// Gives the box as many rows as its text takes. Rows, because the page's policy forbids inline styles.
pub fn fit(text_box: &HtmlTextAreaElement) {
    let mut rows = 1;
    text_box.set_rows(rows);
    while rows < MOST_ROWS && text_box.scroll_height() > text_box.client_height() {
        rows += 1;
        text_box.set_rows(rows);
    }
}
