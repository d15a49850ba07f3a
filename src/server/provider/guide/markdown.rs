//! The little of Markdown that cutting documents needs: headings, and links.

/// Level and text of a line like `## Text`.
pub fn heading(line: &str) -> Option<(usize, &str)> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    let text = text.strip_prefix(' ')?.trim().trim_end_matches('#').trim_end();
    ((1..=6).contains(&level) && !text.is_empty()).then_some((level, text))
}

/// A heading's words without Markdown's marks and links' targets.
pub fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("](") {
        out.push_str(before);
        rest = after.split_once(')').map_or("", |(_, tail)| tail);
    }
    out.push_str(rest);
    out.replace(['`', '*', '[', ']'], "")
}

/// The text with its links to other documents and to its own headings as paths of the server, wherever it is shown.
pub fn with_paths(name: &str, markdown: &str) -> String {
    let mut out = String::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once("](") {
        let (target, tail) = after.split_once(')').unwrap_or((after, ""));
        let (file, anchor) = target.split_once('#').map_or((target, None), |(f, a)| (f, Some(a)));
        let file = file.trim_start_matches(['.', '/']);
        let file = file.strip_prefix("docs/").unwrap_or(file);
        let to = match file.strip_suffix(".md") {
            Some(stem) if !target.contains("://") => Some(stem.to_lowercase().replace('/', "-")),
            None if target.starts_with('#') => Some(name.to_owned()),
            _ => None,
        };
        out.push_str(before);
        out.push_str("](");
        match (to, anchor) {
            (Some(to), Some(anchor)) => out.extend(["/docs/", &to, "#", anchor]),
            (Some(to), None) => out.extend(["/docs/", &to]),
            (None, _) => out.push_str(target),
        }
        out.push_str(after.get(target.len()..=target.len()).unwrap_or_default());
        rest = tail;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_between_documents_lead_to_their_paths() {
        for (text, expected) in [
            ("[a](docs/api.md) [b](../README.md#start)", "[a](/docs/api) [b](/docs/readme#start)"),
            ("[a](#here) [b](./operating.md)", "[a](/docs/x#here) [b](/docs/operating)"),
            (
                "[a](docs/hi/using.md) [b](hi/using.md#x)",
                "[a](/docs/hi-using) [b](/docs/hi-using#x)",
            ),
            (
                "[a](https://e.org/a.md) ![p](p.png) [c](",
                "[a](https://e.org/a.md) ![p](p.png) [c](",
            ),
        ] {
            assert_eq!(with_paths("x", text), expected);
        }
    }

    #[test]
    fn plain_leaves_the_words_of_a_heading() {
        assert_eq!(plain("See [the docs](x.md) for `this`"), "See the docs for this");
    }
}
