//! Footnotes of a Markdown text: which of its lines define one. What refers to them may stand in other blocks, which are
//! rendered by themselves, so the names are read from the whole text.

use std::collections::BTreeSet;

/// Longest name of a footnote.
const LONGEST: usize = 32;
/// Most footnotes of a text that can be referred to.
const MOST: usize = 500;

/// The name of the footnote that a line defines: `[^1]: ...`.
pub fn defined(line: &str) -> Option<&str> {
    let (name, rest) = name(line.strip_prefix("[^")?)?;
    rest.starts_with(':').then_some(name)
}

/// The names of all footnotes that `text` defines.
pub fn names(text: &str) -> BTreeSet<String> {
    if !text.contains("[^") {
        return BTreeSet::new();
    }
    let lines = text.lines().map(|line| line.trim_start_matches([' ', '>']));
    lines.filter_map(defined).take(MOST).map(str::to_owned).collect()
}

/// Cuts `text` at what refers to one of these: what stands before it, its name, and what stands after it.
pub fn reference<'a>(
    text: &'a str,
    names: &BTreeSet<String>,
) -> Option<(&'a str, &'a str, &'a str)> {
    let mut at = 0;
    while let Some(found) = text[at..].find("[^") {
        let begin = at + found;
        if let Some((name, rest)) = name(&text[begin + 2..])
            && names.contains(name)
        {
            return Some((&text[..begin], name, rest));
        }
        at = begin + 2;
    }
    None
}

/// The name that `text` begins with, and what follows its bracket.
fn name(text: &str) -> Option<(&str, &str)> {
    let kept = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let length = text.bytes().take(LONGEST + 1).take_while(kept).count();
    let rest = text[length..].strip_prefix(']')?;
    (1..=LONGEST).contains(&length).then_some((&text[..length], rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnote_is_defined_by_a_plain_name_alone() {
        assert_eq!(defined("[^1]: a"), Some("1"));
        assert_eq!(defined("[^big-note]:"), Some("big-note"));
        for line in ["[^1] a", "[^]: a", "[^a b]: c", "[^<b>]: c", "[1]: c", "x [^1]: c"] {
            assert_eq!(defined(line), None, "{line}");
        }
        assert_eq!(defined(&format!("[^{}]: a", "x".repeat(33))), None);
    }

    #[test]
    fn reference_is_one_to_a_defined_footnote_only() {
        let names = names("a [^1] b\n\n[^1]: one\n> [^two]: two\n");
        assert_eq!(names.len(), 2);
        assert_eq!(
            reference("see [^a-z] and [^two].", &names),
            Some(("see [^a-z] and ", "two", "."))
        );
        assert_eq!(reference("[^3] [^", &names), None);
    }
}
