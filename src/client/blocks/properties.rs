use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, TagEnd};

use super::{Block, extend_blocks, split_blocks};
use crate::formulas::Formulas;

/// What begins, ends, continues or confuses blocks.
const PIECES: &[&str] = &[
    "a",
    "b c",
    " ",
    "  ",
    "    ",
    "\t",
    "-",
    "- ",
    "* ",
    "+",
    "1. ",
    "2. ",
    "10) ",
    "#",
    "# ",
    "## x",
    "```",
    "````",
    "~~~",
    "`",
    ">",
    "> ",
    "|",
    "a | b",
    "-|-",
    "---",
    "===",
    "***",
    "=",
    ":-",
    "<b>",
    "</b>",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<?",
    "?>",
    "<pre",
    "é",
    "\\",
    "*",
    "_",
    "  - ",
    "   ",
    "[x]",
    "[ ] ",
    "https://a.b",
    "<https://a.b>",
    "&amp;",
    "!",
    "<p class=\"x\">",
    "$",
    "$$",
    "\\[",
    "\\]",
    "[^1]",
    "[^1]: ",
];

/// Lines of these.
fn hostile_line() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(PIECES);
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn hostile_text() -> impl Strategy<Value = String> {
    let ending = prop::sample::select(vec!["\n", "\n", "\n", "\n", "\n\n", "\n \n", "\r\n", "\r"]);
    prop::collection::vec((hostile_line(), ending), 0..12)
        .prop_map(|lines| lines.into_iter().map(|(line, ending)| line + ending).collect())
}

fn prefix(text: &str, at: prop::sample::Index) -> &str {
    &text[..text.floor_char_boundary(at.index(text.len() + 1))]
}

/// The promise of `closed`, and that only the last block may be open.
fn check_stable(early: &[Block], late: &[Block]) -> Result<(), TestCaseError> {
    for (index, block) in early.iter().enumerate() {
        let later = late.get(index);
        prop_assert!(block.closed || index + 1 == early.len(), "an open block before the last");
        prop_assert_eq!(later.map(|later| later.start), Some(block.start));
        if block.closed {
            prop_assert_eq!(later, Some(block));
        }
    }
    Ok(())
}

/// What a text comes to, formulas as they were written, references to footnotes too.
fn render(text: &str) -> Vec<Event<'static>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES;
    // Blank lines at the end of HTML show nothing.
    let shown = |event: &Event<'_>| !matches!(event, Event::Html(html) if html.trim().is_empty());
    let formulas = Formulas::lift(text);
    let mut events: Vec<Event<'static>> = Vec::new();
    for event in Parser::new_ext(&formulas.text, options).filter(shown) {
        let event = match event {
            Event::FootnoteReference(name) => Event::Text(format!("[^{name}]").into()),
            Event::Text(text) => Event::Text(formulas.restored(&text).into_owned().into()),
            other => other.into_static(),
        };
        if let (Some(Event::Text(before)), Event::Text(text)) = (events.last_mut(), &event) {
            *before = format!("{before}{text}").into();
            continue;
        }
        // Neither do they at the end of code that is never closed.
        if let (Some(Event::Text(code)), Event::End(TagEnd::CodeBlock)) =
            (events.last_mut(), &event)
        {
            *code = code.trim_end_matches('\n').to_owned().into();
            if code.is_empty() {
                events.pop();
            }
        }
        events.push(event);
    }
    events
}

/// Each block with the blank lines after it: code never closed in a list keeps them.
fn render_apart(text: &str) -> Vec<Event<'static>> {
    let blocks = split_blocks(text);
    let ends = blocks.iter().skip(1).map(|next| next.start).chain([text.len()]);
    blocks.iter().zip(ends).flat_map(|(block, end)| render(&text[block.start..end])).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn blocks_closed_never_change_when_text_is_appended(text in hostile_text(), at: prop::sample::Index) {
        check_stable(&split_blocks(prefix(&text, at)), &split_blocks(&text))?;
    }

    #[test]
    fn blocks_closed_never_change_in_any_text(text: String, at: prop::sample::Index) {
        check_stable(&split_blocks(prefix(&text, at)), &split_blocks(&text))?;
    }

    #[test]
    fn blocks_extended_are_those_of_the_whole(text in hostile_text(), mut cuts: Vec<prop::sample::Index>) {
        cuts.truncate(5);
        let mut ends: Vec<_> = cuts.iter().map(|at| prefix(&text, *at).len()).collect();
        ends.sort_unstable();
        let mut blocks = Vec::new();
        for end in ends {
            extend_blocks(&mut blocks, &text[..end]);
        }
        extend_blocks(&mut blocks, &text);
        prop_assert_eq!(blocks, split_blocks(&text));
    }

    #[test]
    fn blocks_hold_everything_but_blank_lines_in_order(text in hostile_text()) {
        let mut at = 0;
        for block in split_blocks(&text) {
            prop_assert!(block.start >= at && block.end > block.start);
            prop_assert!(text[at..block.start].trim().is_empty());
            at = block.end;
        }
        prop_assert!(text[at..].trim().is_empty());
    }

    #[test]
    fn blocks_rendered_one_by_one_give_what_the_whole_gives(text in hostile_text()) {
        // The parser takes a lone carriage return for the end of a line in some places only.
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let linked = text.replace("[^1]:", "").contains("]:");
        prop_assume!(!linked, "a link reference definition");
        prop_assert_eq!(render_apart(&text), render(&text), "{:?}", split_blocks(&text));
    }
}

/// Texts that can be read in two ways up to some line, and where a wrong cut was once made or is near.
#[test]
fn blocks_rendered_one_by_one_give_what_the_whole_gives_where_it_is_hard() {
    let hard = [
        "-\n|\n   >\n>\n",
        "*  - \n[x]\n* \n|\n",
        "-\n\n  a\n\n  ```\n\nb\n",
        "- [x]\n\n   ```\n#\n",
        "- [x]\n   a\n\n   ```\n#\n",
        "- [ ]\na\n\n  b\n",
        "- ```\n  a\n  ```\nb\n  ```\n  c\n\nd\n  ```\n",
        "- # a\nb\n  <div>\n\nc\n",
        "> ```\na\n2. b\n",
        "> # a\nb\n---\nc\n",
        "> a\nb\n2. c\n",
        "> a\n    b\n\n    c\n",
        "<b>\n- a\n\n  b\n",
        "<b>\n```\na\n\nb\n```\n",
        "a | b\n-|-\n2. c\n\n   d\n",
        "a | b\n- | -\n\n  c\n",
        "```\n```\t\n-\n",
        ">\n    -\n```\n\n",
        "1. a\n  ```\n  b\n\nc\n",
        "-     a\n\n  b\n",
        "- a\n$$\nb\n$$\n",
        "a\n$$\n# b\n\nc\n",
        "$$\n- b\n$$ c\n\n  d\n",
        "a [^1]\n[^1]: b\n\n    c\n",
        "> a\n[^1]: b\nc\n",
        "- a\n\n[^1]: b\n\n      c\n",
    ];
    for text in hard {
        assert_eq!(render_apart(text), render(text), "{text:?} as {:?}", split_blocks(text));
    }
}

/// As many as `PROPTEST_CASES` says, or 2,000.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000)
}
