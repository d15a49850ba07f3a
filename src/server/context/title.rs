//! A conversation's title, made from its first message.

/// Longest title made, in characters.
const CHARS: usize = 60;
const UNTITLED: &str = "New chat";

/// The first line that says something, its first sentence, without Markdown, cut at a word.
pub fn title(first_message: &str) -> String {
    let mut in_code = false;
    let mut code = None;
    for line in first_message.lines() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
            continue;
        }
        let text = plain(line);
        if !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        if !in_code {
            return cut(sentence(&text));
        }
        code.get_or_insert(text);
    }
    code.map_or_else(|| unworded(first_message), |text| cut(&text))
}

/// For messages of signs alone, an emoji say.
fn unworded(message: &str) -> String {
    let text = plain(message);
    if text.is_empty() { UNTITLED.to_owned() } else { cut(&text) }
}

/// The line without Markdown's marks, control and direction characters, its white space made single.
fn plain(line: &str) -> String {
    let line = line.trim().trim_start_matches(['#', '>', '-', '*', '+', ' ']);
    let mut text = String::new();
    let mut rest = line;
    // Of links and images the words stay.
    while let Some((before, after)) = rest.split_once("](") {
        text.push_str(before);
        rest = after.split_once(')').map_or("", |(_, tail)| tail);
    }
    text.push_str(rest);
    let hidden = |c: char| {
        c.is_control() && !c.is_whitespace()
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let text =
        text.replace("![", "").replace(['`', '[', ']'], "").replace("**", "").replace("__", "");
    let text: String = text.chars().filter(|&c| !hidden(c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Up to the first end of a sentence that leaves something of a title.
fn sentence(text: &str) -> &str {
    const SHORTEST: usize = 8;
    let mut ends = text
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '?' | '!' | '。' | '？' | '！' | '।'));
    let end = ends.find_map(|(at, c)| {
        let next = at + c.len_utf8();
        let after = text.get(next..).unwrap_or_default();
        let ends = after.is_empty() || after.starts_with(' ') || !c.is_ascii();
        (ends && text.get(..at)?.chars().count() >= SHORTEST).then_some((at, next, c))
    });
    match end {
        // A question keeps its mark; a full stop is no part of a title.
        Some((at, _, '.' | '。' | '।')) => text.get(..at).unwrap_or(text),
        Some((_, next, _)) => text.get(..next).unwrap_or(text),
        None => text,
    }
}

fn cut(text: &str) -> String {
    let Some((limit, _)) = text.char_indices().nth(CHARS) else { return text.to_owned() };
    // One character is for the ellipsis.
    let limit =
        text.get(..limit).and_then(|kept| kept.char_indices().next_back()).map_or(0, |(at, _)| at);
    let kept = text.get(..limit).unwrap_or_default();
    let word_ends = text.get(limit..).is_some_and(|rest| rest.starts_with(' '));
    let whole = if word_ends { Some(kept) } else { kept.rsplit_once(' ').map(|(words, _)| words) };
    // A text without spaces is cut where it is.
    let kept = whole.filter(|words| words.len() >= kept.len() / 2).unwrap_or(kept);
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':', '-']))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn title_is_the_first_sentence_without_marks() {
        for (message, expected) in [
            ("How do I bake bread?", "How do I bake bread?"),
            ("# Plan for **today**\nmore", "Plan for today"),
            ("Please help me. I am lost.", "Please help me"),
            ("Hi. I need a recipe for soup! Quick.", "Hi. I need a recipe for soup!"),
            ("\n\n> see [this page](https://x.example/a)", "see this page"),
            ("```rust\nfn main() {}\n```\nWhat is wrong here", "What is wrong here"),
            ("```\nfn main() {}\n```", "fn main() {}"),
            ("请告诉我今天的天气怎么样。谢谢", "请告诉我今天的天气怎么样"),
            ("👍", "👍"),
            ("", "New chat"),
            ("\u{202e} \n", "New chat"),
            ("use snake_case or v1.2.3 here", "use snake_case or v1.2.3 here"),
        ] {
            assert_eq!(title(message), expected, "{message:?}");
        }
    }

    #[test]
    fn title_of_long_text_ends_at_a_word() {
        let long =
            "Tell me everything that is known about the history of bread in Europe since Rome";
        assert_eq!(title(long), "Tell me everything that is known about the history of bread…");
        assert_eq!(title(&"x".repeat(500)).chars().count(), CHARS);
    }

    proptest! {
        #[test]
        fn title_is_never_empty_nor_long(text in "\\PC{0,200}|[\\s*#`>-]{0,40}") {
            let title = title(&text);
            prop_assert!(!title.trim().is_empty());
            prop_assert!(title.chars().count() <= CHARS);
        }
    }
}
