//! LaTeX as `MathML`, which browsers set by themselves. Bounded before it is read and checked after it is written.

use std::borrow::Cow;

use pulldown_latex::{
    Parser, RenderConfig, Storage,
    config::DisplayMode,
    event::{Content, Event, Grouping, StateChange},
    push_mathml,
};

use super::mathml;

/// Longest formula.
const LONGEST: usize = 4_096;
/// Deepest braces.
const DEEPEST: usize = 40;
/// Most commands one after another with no more than a sign between: each may be the argument of the one before.
const MOST_IN_A_ROW: usize = 40;
/// Most parts of a formula.
const MOST_EVENTS: usize = 4_000;

/// What defines commands, and what stands for signs of HTML until the `MathML` is written.
const DEFINES: [&str; 8] = [
    "\\def",
    "\\gdef",
    "\\edef",
    "\\xdef",
    "\\let",
    "\\futurelet",
    "\\newcommand",
    "\\renewcommand",
];
const SIGNS: [(char, char, &str); 3] =
    [('<', '\u{F0002}', "&lt;"), ('>', '\u{F0003}', "&gt;"), ('&', '\u{F0004}', "&amp;")];

/// `latex` as `MathML`; nothing for what is no formula, is too much of one, or is not known.
pub fn typeset(latex: &str, display: bool) -> Option<String> {
    if latex.len() > LONGEST || is_excessive(latex) || latex.contains(is_private) {
        return None;
    }
    let latex = in_known_words(latex);
    let storage = Storage::new();
    let mut events = Vec::new();
    for event in Parser::new(&latex, &storage) {
        let event = event.ok().and_then(plain);
        if events.len() > MOST_EVENTS || event.is_none() {
            return None;
        }
        events.extend(event.filter(|event| !is_color(event)));
    }
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut written = String::with_capacity(latex.len() * 8);
    push_mathml(&mut written, events.into_iter().map(Ok::<_, std::fmt::Error>), config).ok()?;
    let mut checked = mathml::checked(&written)?;
    for (_, stand_in, entity) in SIGNS {
        if checked.contains(stand_in) {
            checked = checked.replace(stand_in, entity);
        }
    }
    Some(checked)
}

/// What models like to write and the library does not know, in other words. A box around a result is left out: `MathML`
/// has no element for it.
const OTHERWISE: [(&str, &str); 3] =
    [("\\boxed{", "{"), ("\\operatorname*{", "\\operatorname{"), ("\\bm{", "\\boldsymbol{")];

fn in_known_words(latex: &str) -> Cow<'_, str> {
    let mut latex = Cow::Borrowed(latex);
    for (unknown, known) in OTHERWISE {
        if latex.contains(unknown) {
            latex = Cow::Owned(latex.replace(unknown, known));
        }
    }
    latex
}

fn is_private(c: char) -> bool {
    ('\u{F0000}'..='\u{F00FF}').contains(&c)
}

/// Colours are the page's own.
fn is_color(event: &Event<'_>) -> bool {
    matches!(event, Event::StateChange(StateChange::Color(_)))
}

/// The event without a sign that means something in HTML: the library writes them as they are. Of words with such
/// signs there is no formula.
fn plain(event: Event<'_>) -> Option<Event<'_>> {
    Some(match event {
        Event::Content(Content::Number(text) | Content::Function(text))
            if text.contains(['<', '>', '&', '"', '\'']) =>
        {
            return None;
        }
        Event::Content(content) => Event::Content(with_stand_ins(content)),
        Event::Begin(Grouping::LeftRight(left, right)) => {
            Event::Begin(Grouping::LeftRight(left.map(stand_in), right.map(stand_in)))
        }
        other => other,
    })
}

fn with_stand_ins(mut content: Content<'_>) -> Content<'_> {
    match &mut content {
        Content::Ordinary { content, .. }
        | Content::LargeOp { content, .. }
        | Content::BinaryOp { content, .. }
        | Content::Delimiter { content, .. }
        | Content::Punctuation(content) => *content = stand_in(*content),
        Content::Relation { content: relation, .. } => {
            let mut bytes = [0; 8];
            // One of these is never half of a relation.
            if let [sign @ (b'<' | b'>' | b'&')] = relation.encode_utf8_to_buf(&mut bytes) {
                return Content::Punctuation(stand_in(char::from(*sign)));
            }
        }
        Content::Text(_) | Content::Number(_) | Content::Function(_) => {}
    }
    content
}

fn stand_in(sign: char) -> char {
    SIGNS.iter().find(|(known, ..)| *known == sign).map_or(sign, |(_, stand_in, _)| *stand_in)
}

/// Whether reading it could take a deep stack or more time than a formula is worth.
fn is_excessive(latex: &str) -> bool {
    let (mut depth, mut row, mut between) = (0_usize, 0, 0);
    let mut rest = latex;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let word =
                    rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
                let skipped =
                    if word == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { word };
                rest = &rest[skipped..];
                (row, between) = (row + 1, 0);
            }
            '{' => depth += 1,
            '}' => (depth, row) = (depth.saturating_sub(1), 0),
            _ if c.is_whitespace() => {}
            _ => {
                between += 1;
                if between > 1 {
                    row = 0;
                }
            }
        }
        if depth > DEEPEST || row > MOST_IN_A_ROW {
            return true;
        }
    }
    DEFINES.iter().any(|command| latex.contains(command))
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn inline(latex: &str) -> String {
        typeset(latex, false).unwrap_or_else(|| panic!("{latex}"))
    }

    #[test]
    fn formula_is_set_inline_and_displayed() {
        let html = inline("x_1^2");
        assert!(
            html.starts_with("<math display=\"inline\">") && html.contains("<msubsup>"),
            "{html}"
        );
        let sum = typeset(r"\sum_{i=1}^{n} \frac{1}{i^2} = \frac{\pi^2}{6}", true).unwrap();
        assert!(sum.starts_with("<math display=\"block\">") && sum.contains("<mfrac>"), "{sum}");
    }

    #[test]
    fn formulas_that_models_write_are_known() {
        let known = [
            r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
            r"\begin{aligned} a &= b \\ &= c \end{aligned}",
            r"f(x) = \begin{cases} 1 & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}",
            r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}",
            r"\lim_{x \to 0} \left( \frac{\sin x}{x} \right)",
            r"\mathbb{R}^n, \mathcal{L}, \mathbf{v} \cdot \hat{u}, \vec{F} \ne 0",
            r"\forall \epsilon > 0 \; \exists \delta < 1 : a \leq b \implies c",
            r"P(A \mid B) = \frac{P(B \mid A)\,P(A)}{P(B)}",
            r"\operatorname{argmax}_\theta \; \log p_\theta(x)",
            r"\boxed{42}, \operatorname*{argmin}_x f(x), \bm{v}",
            r"\underbrace{a + b}_{n}, \overline{z}, \binom{n}{k}, \sqrt[3]{x}",
            r"50\%, 3\times 10^{8}\,\text{m/s}",
        ];
        for latex in known {
            assert!(typeset(latex, true).is_some(), "{latex}");
        }
    }

    #[test]
    fn bad_latex_is_no_formula() {
        for latex in [r"\nosuchthing", "{", "}", "a^b^c", r"\frac{1}", r"\begin{x}", r"\left(", "&"]
        {
            assert_eq!(typeset(latex, false), None, "{latex}");
        }
    }

    #[test]
    fn a11_formula_carries_no_markup() {
        let hostile = [
            r"\operatorname{<img src=x onerror=alert(1)>}",
            r"\mathop{<script>alert(1)</script>}",
            r"\text{<script>alert(1)</script>}",
            r"\mathrm{<b>} \textbf{</math><script>}",
            r"<img src=x onerror=alert\(1\)>",
            r"\href{javascript:alert(1)}{x}",
            r"\url{javascript:alert(1)}",
            r"\htmlClass{x}{y}",
            r"\style{color:red}{x}",
            r"\unicode{x3c}script\unicode{x3e}",
            r"\color{red}{x} \textcolor{red}{y} \colorbox{red}{z}",
            r"\includegraphics{https://evil.example}",
            r"x \lt y \gt z \& \left< a \right> \left\lt b \right\gt",
            r"\hspace{-100em} \kern-50em x \hspace{99999em}",
            r"\left<\text{</mtext><script>}\right>",
            "\u{F0002}script\u{F0003}",
        ];
        for latex in hostile {
            for display in [true, false] {
                let Some(html) = typeset(latex, display) else { continue };
                assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
                assert!(!html.contains("style") && !html.contains("href"), "{html}");
                assert!(!html.contains("-100em") && !html.contains("99999"), "{html}");
                assert_eq!(mathml::checked(&html).as_ref(), Some(&html), "{latex}");
            }
        }
        assert!(inline("a<b").contains("<mo>&lt;</mo>"), "{}", inline("a<b"));
        assert!(inline(r"\text{<b>}").contains("&lt;b&gt;"));
    }

    #[test]
    fn formula_without_end_is_refused_in_no_time() {
        let pieces = [
            r"\sqrt",
            r"\frac",
            r"\frac1",
            r"\left(",
            r"\begin{matrix}",
            "{",
            "}",
            "^",
            "_",
            "^{",
            "x_",
            r"\not",
            r"\overset",
            r"\text{",
            r"\hat",
            r"\mathbf",
            r"\bigl(",
            "a",
            "&",
            r"\\",
            r"\limits",
            "'",
            r"\binom1",
            r"\middle|",
            r"\begin{array}{",
            r"\substack{",
            r"\mathop",
            "x^2",
            r"\sqrt[",
            r"\,",
            "1",
        ];
        for piece in pieces {
            let latex = piece.repeat(LONGEST / piece.len());
            let started = Instant::now();
            let html = typeset(&latex, true);
            let took = started.elapsed();
            assert!(took.as_secs() < 3, "{piece} took {took:?}");
            assert!(html.is_none_or(|html| html.len() < 400_000), "{piece}");
        }
        let bomb = r"\def\a{xxxxxxxxxx}\def\b{\a\a\a\a}\def\c{\b\b\b\b}\c";
        assert_eq!(typeset(bomb, false), None);
        assert_eq!(typeset(&"x".repeat(LONGEST + 1), false), None);
    }
}
