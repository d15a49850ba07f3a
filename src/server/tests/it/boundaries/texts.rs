//! What readers see stands in the catalogue, not in the code.

use super::source::Source;

/// What is no text of the interface: what is drawn for developers, read by programs, or a picture.
const APART: &[&str] = &[
    "src/app/api/",
    "src/app/build.rs",
    "src/app/components/icon.rs",
    "src/app/i18n/",
    "src/app/served/gallery/",
];
const NAMES: &[&str] = &["Adda", "English", ".env"];
/// Attributes that a reader sees or hears.
const SHOWN: &[&str] = &[
    "alt",
    "aria-description",
    "aria-label",
    "caption",
    "heading",
    "label",
    "lead",
    "legend",
    "placeholder",
    "title",
];
/// Elements of what is typed or pressed as it stands.
const AS_IT_STANDS: &[&str] =
    &["<code>\"", "<kbd>\"", "<kbd aria-hidden=\"true\">\"", "<mark class=style::mark>\""];
/// Lines that hold words for developers.
const FOR_DEVELOPERS: &[&str] =
    &["reason =", "tracing::", "debug_struct", "panic!", "#[error(", "unreachable!", "style=\""];

pub fn texts_stand_in_the_catalogue(sources: &[Source]) -> Vec<String> {
    let mut broken = Vec::new();
    for source in sources.iter().filter(|source| source.is_under("src/app/")) {
        if APART.iter().any(|place| source.is_under(place)) || source.path.ends_with("/tests.rs") {
            continue;
        }
        for line in source.code().lines().filter(|line| !is_for_developers(line)) {
            if literals(line).any(|literal| is_text(line, literal)) {
                broken.push(format!("{}: {}", source.path, line.trim()));
            }
        }
    }
    broken
}

fn is_for_developers(line: &str) -> bool {
    FOR_DEVELOPERS.iter().any(|word| line.contains(word))
}

/// The string literals of a line, with the quotes around them.
fn literals(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let from = rest.find('"')?;
        let inside = &rest[from + 1..];
        let mut escaped = false;
        let end = inside.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        rest = &inside[end + 1..];
        Some(&inside[..end])
    })
}

/// A text stands alone between tags, in an attribute that is shown, or has the form of a sentence.
fn is_text(line: &str, literal: &str) -> bool {
    if NAMES.contains(&literal)
        || literal.starts_with('[')
        || !literal.contains(|c: char| c.is_alphabetic())
    {
        return false;
    }
    let quoted = format!("\"{literal}\"");
    if AS_IT_STANDS.iter().any(|open| line.contains(&format!("{open}{}", &quoted[1..]))) {
        return false;
    }
    let alone = line.trim() == quoted || line.contains(&format!(">{quoted}<"));
    let shown = SHOWN.iter().any(|name| line.contains(&format!("{name}={quoted}")));
    alone && has_letters(literal) || shown || is_sentence(literal)
}

fn has_letters(literal: &str) -> bool {
    literal.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1)
}

/// A capital letter first, and a second word.
fn is_sentence(literal: &str) -> bool {
    let mut words = literal.split(' ');
    let first = words.next().unwrap_or_default();
    let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || ",.!?:’'…".contains(c));
    first.starts_with(|c: char| c.is_uppercase())
        && first.chars().skip(1).all(|c| c.is_lowercase() || ",.!?:’'".contains(c))
        && words.next().is_some_and(|second| {
            !second.is_empty() && is_word(second) && second.starts_with(char::is_lowercase)
        })
}
