//! The beginnings and ends of HTML blocks (`CommonMark` 0.31, section 4.6).

use super::line::Line;

/// How a line begins an HTML block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Html {
    /// Kinds 1 to 5: goes on to a line with this text, in whatever case.
    Until(&'static str),
    /// Kind 6: goes on to a blank line.
    UntilBlank,
    /// Kind 7, or a paragraph: a line that begins and ends like a tag. Cannot interrupt a paragraph.
    Perhaps,
}

const RAW: [(&str, &str); 4] = [
    ("script", "</script>"),
    ("pre", "</pre>"),
    ("style", "</style>"),
    ("textarea", "</textarea>"),
];

const TAGS: &str = " address article aside base basefont blockquote body caption center col colgroup dd details \
    dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html \
    iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section source summary \
    table tbody td tfoot th thead title tr track ul ";

impl Html {
    /// The HTML block that `line` begins, if it does.
    pub(super) fn begun_by(line: &Line<'_>) -> Option<Self> {
        let inner = line.rest.strip_prefix('<').filter(|_| !line.is_deep())?;
        if let Some(end) = special(inner) {
            return Some(Self::Until(end));
        }
        let name_at = inner.strip_prefix('/').unwrap_or(inner);
        let length = name_at.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (name, after) = name_at.split_at(length);
        let name = name.to_ascii_lowercase();
        let ends =
            after.is_empty() || after.starts_with([' ', '\t', '>']) || after.starts_with("/>");
        if let Some((_, end)) = RAW.iter().find(|(raw, _)| *raw == name)
            && !inner.starts_with('/')
            && (after.is_empty() || after.starts_with([' ', '\t', '>']))
        {
            return Some(Self::Until(end));
        }
        if ends && !name.is_empty() && TAGS.contains(&format!(" {name} ")) {
            return Some(Self::UntilBlank);
        }
        let perhaps = !name.is_empty() && inner.trim_end().ends_with('>');
        perhaps.then_some(Self::Perhaps)
    }

    /// Whether it can follow the line of a paragraph.
    pub(super) fn interrupts(self) -> bool {
        self != Self::Perhaps
    }
}

fn special(inner: &str) -> Option<&'static str> {
    if inner.starts_with("!--") {
        return Some("-->");
    }
    if inner.starts_with('?') {
        return Some("?>");
    }
    if inner.starts_with("![CDATA[") {
        return Some("]]>");
    }
    let declaration = inner.strip_prefix('!')?;
    declaration.starts_with(|letter: char| letter.is_ascii_alphabetic()).then_some(">")
}

/// Whether `line` holds `end`, in whatever case.
pub(super) fn holds(line: &str, end: &str) -> bool {
    line.as_bytes().windows(end.len()).any(|window| window.eq_ignore_ascii_case(end.as_bytes()))
}
