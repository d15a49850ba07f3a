use super::{BlockKind, split_blocks};

fn cut(text: &str) -> Vec<(BlockKind, &str, bool)> {
    let block = |block: super::Block| (block.kind, &text[block.start..block.end], block.closed);
    split_blocks(text).into_iter().map(block).collect()
}

#[test]
fn blocks_of_an_answer_are_cut_where_markdown_has_them() {
    let text = "# Title\nHello\nthere\n\n- one\n\n- two\n\n  more of two\n\nBetween\n```rust\nfn a() {}\n\n```\n\
        | a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n<div>\nx\n</div>\n\n***\nEnd";
    let expected = [
        (BlockKind::Heading, "# Title\n", true),
        (BlockKind::Paragraph, "Hello\nthere\n", true),
        (BlockKind::List, "- one\n\n- two\n\n  more of two\n", true),
        (BlockKind::Paragraph, "Between\n", true),
        (BlockKind::Code, "```rust\nfn a() {}\n\n```\n", true),
        (BlockKind::Table, "| a | b |\n|---|---|\n| 1 | 2 |\n", true),
        (BlockKind::Quote, "> quoted\n", true),
        (BlockKind::Html, "<div>\nx\n</div>\n", true),
        (BlockKind::Rule, "***\n", true),
        (BlockKind::Paragraph, "End", false),
    ];
    assert_eq!(cut(text), expected);
}

#[test]
fn blocks_of_nothing_are_none() {
    assert_eq!(split_blocks(""), []);
    assert_eq!(split_blocks(" \n\t\n\n"), []);
}

#[test]
fn code_fence_unclosed_takes_everything_after_it() {
    let text = "```\n# no heading\n\n- no list\n~~~\n";
    assert_eq!(cut(text), [(BlockKind::Code, text, false)]);
}

#[test]
fn code_fence_half_written_closes_nothing() {
    assert_eq!(cut("```\na\n```"), [(BlockKind::Code, "```\na\n```", false)]);
    assert!(cut("```\na\n```\n")[0].2);
    assert_eq!(cut("text\n```"), [(BlockKind::Paragraph, "text\n```", false)]);
}

#[test]
fn heading_underlined_is_one_block() {
    let expected = [(BlockKind::Heading, "Title\n===\n", true), (BlockKind::Paragraph, "x", false)];
    assert_eq!(cut("Title\n===\nx"), expected);
}

#[test]
fn list_keeps_its_code_and_ends_at_text_after_a_blank_line() {
    let text = "1. one\n   ```\n   a\n\n   b\n   ```\n\n2. two\n\nafter";
    let list = "1. one\n   ```\n   a\n\n   b\n   ```\n\n2. two\n";
    assert_eq!(cut(text), [(BlockKind::List, list, true), (BlockKind::Paragraph, "after", false)]);
}

#[test]
fn number_in_a_paragraph_begins_no_list_unless_it_is_one() {
    assert_eq!(cut("in\n1984. x\n").len(), 1);
    assert_eq!(cut("in\n1. x\n").len(), 2);
}

#[test]
fn html_comment_goes_over_blank_lines_to_its_end() {
    let expected =
        [(BlockKind::Html, "<!-- a\n\nb -->\n", true), (BlockKind::Paragraph, "c", false)];
    assert_eq!(cut("<!-- a\n\nb -->\nc"), expected);
}

#[test]
fn nesting_without_end_is_one_block_and_takes_linear_time() {
    for mark in ["> ", ">", "[", "- ", "* ", "1. ", "<", "`", "#", "| ", "!["] {
        let text = mark.repeat(10_000);
        assert_eq!(split_blocks(&text).len(), 1, "{mark}");
        let lines = format!("{mark}\n").repeat(100_000);
        assert!(!split_blocks(&lines).is_empty());
    }
}

#[test]
fn formula_alone_is_one_block_whatever_its_lines_begin_with() {
    let text = "so\n$$\nx\n- y\n$$\nand\n\\[ z \\]\n";
    let expected = [
        (BlockKind::Paragraph, "so\n", true),
        (BlockKind::Formula, "$$\nx\n- y\n$$\n", true),
        (BlockKind::Paragraph, "and\n", true),
        (BlockKind::Formula, "\\[ z \\]\n", true),
    ];
    assert_eq!(cut(text), expected);
    assert_eq!(cut("$$x$$ is\n")[0].0, BlockKind::Paragraph);
}

#[test]
fn footnotes_are_one_block_from_the_first_on() {
    let text = "a[^1]\n\n[^1]: b\n\n    c\n\n[^2]: d\n";
    assert_eq!(cut(text)[1], (BlockKind::Footnotes, "[^1]: b\n\n    c\n\n[^2]: d\n", false));
}
