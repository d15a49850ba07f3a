//! A text box grows with its text, up to so many rows.

use web_sys::HtmlTextAreaElement;

/// Gives the box as many rows as its text takes. Rows, because the page's policy forbids inline styles.
pub fn fit(text_box: &HtmlTextAreaElement, most: u32) {
    let mut rows = 1;
    text_box.set_rows(rows);
    while rows < most && text_box.scroll_height() > text_box.client_height() {
        rows += 1;
        text_box.set_rows(rows);
    }
}
