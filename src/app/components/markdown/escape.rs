//! Text into HTML.

/// Appends `text` so that a browser shows it as it is, in content and inside double-quoted attributes.
/// Characters that reorder what surrounds them are left out: code would read other than it runs.
pub fn push(html: &mut String, text: &str) {
    html.reserve(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ if is_dropped(c) => {}
            _ => html.push(c),
        }
    }
}

/// Whether a character is left out.
pub const fn is_dropped(c: char) -> bool {
    matches!(c, '\0' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// `text` escaped, as a string of its own.
pub fn escaped(text: &str) -> String {
    let mut html = String::new();
    push(&mut html, text);
    html
}
