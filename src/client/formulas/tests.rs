use proptest::prelude::*;

use super::{Formulas, Piece};

/// The formulas of a text, displayed ones between bars, and the text around them.
fn shown(text: &str) -> String {
    let lifted = Formulas::lift(text);
    let pieces = lifted.pieces(&lifted.text);
    let pieces = pieces.into_iter().map(|piece| match piece {
        Piece::Text(text) => text.to_owned(),
        Piece::Formula(formula) if formula.display => format!("|{}|", formula.latex),
        Piece::Formula(formula) => format!("<{}>", formula.latex),
    });
    pieces.collect()
}

#[test]
fn formula_is_found_in_all_four_ways_of_writing_it() {
    assert_eq!(shown(r"so $x_1$ and \( y_2 \)."), "so <x_1> and <y_2>.");
    assert_eq!(shown(r"so $$x$$ and \[ y \] here"), "so |x| and |y| here");
    assert_eq!(shown("- a:\n  \\[\n  x = y\n  \\]\n"), "- a:\n  |x = y|\n");
    assert_eq!(shown("> $$\n> a\n> b\n> $$"), "> |a b|");
    assert_eq!(shown("| $|x|$ | b |\n|---|---|\n"), "| <|x|> | b |\n|---|---|\n");
    assert_eq!(shown(r"**$a$**, ($b$) and \$5"), r"**<a>**, (<b>) and \$5");
}

#[test]
fn formula_alone_is_a_block_whatever_its_lines_begin_with() {
    assert_eq!(shown("a\n$$\nx\n= y\n+ z % sum\n- w\n$$\nb"), "a\n\n\n|x = y + z  - w|\n\nb");
    assert_eq!(shown("\\[\n# x\n\\]\n").trim(), "|# x|");
    assert_eq!(shown("$$x$$\n").trim(), "|x|");
}

#[test]
fn formula_never_finished_is_text() {
    for text in
        ["$$\n# head\n\n- list", "\\[ a\n\nb", "a $x", "\\( y", "$$", "\\[\\]", "$$$$", "$ $"]
    {
        let lifted = Formulas::lift(text);
        assert!(lifted.found.is_empty(), "{text}");
        assert_eq!(lifted.text.replace('\n', ""), text.replace('\n', ""));
    }
}

#[test]
fn money_is_no_formula() {
    let prices = [
        "between $5 and $10",
        "$5-$10, $5/$10 or $5–$10",
        "US$5 and A$10",
        "it costs $5, not 6$ today",
        "from $1.5M to $2M",
        "| $5 | $10 |",
        "$HOME and $PATH, $A:$B",
        "$5",
        "a $ b $ c",
        "5$ and 6$",
        "$20 (then $25) and $30",
    ];
    for text in prices {
        assert_eq!(shown(text), text);
    }
    assert_eq!(shown("$5$ is $2 \\times 3$ less $1$"), "<5> is <2 \\times 3> less <1>");
}

#[test]
fn code_holds_no_formula() {
    let code = [
        "`$x$` and ``$a$ ` $b$``",
        "```\n$x$\n```\n",
        "~~~sh\necho $A $$\n$$\n~~~",
        "- ```sh\n  $x$\n  ```\n",
        "    $x$\n",
        "```\n$x$",
    ];
    for text in code {
        assert_eq!(shown(text), text);
    }
    assert_eq!(shown("` $x$ and ```\n$y$\n"), "` <x> and ```\n<y>\n");
}

#[test]
fn marks_in_the_source_itself_name_no_formula() {
    let text = "\u{F0000}0\u{F0001} $x$";
    assert_eq!(shown(text), text);
    let lifted = Formulas::lift("$x$");
    assert_eq!(lifted.pieces("\u{F0000}9\u{F0001}"), [Piece::Text("\u{F0000}9\u{F0001}")]);
}

#[test]
fn formulas_without_end_take_linear_time() {
    for piece in
        ["$", "$x", "\\(", "\\[", "$$a", "`", "``a", "\\", "$ $", "$$\n", "\\[\n", "```\n", "$x$ "]
    {
        let text = piece.repeat(500_000 / piece.len());
        // Looking from every sign to the end of the text would take hours.
        let lifted = Formulas::lift(&text);
        assert!(lifted.found.len() <= super::MOST, "{piece:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_restored_is_the_text_but_for_blank_lines(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "$", "$$", "x", " ", "\n", "\\(", "\\)", "\\[", "\\]", "`", "```", "5", "- ", "> ", "\\", "é", "    ",
            ]),
            0..30,
        ),
    ) {
        let text = pieces.concat();
        let lifted = Formulas::lift(&text);
        let dense = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(dense(&lifted.restored(&lifted.text)), dense(&text));
    }
}
