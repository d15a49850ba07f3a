use std::time::Duration;

use adda_protocol::code::{Run, Token};

use super::runs;

const LONG: Duration = Duration::from_secs(30);

/// What is marked as `token` in `code`.
fn marked<'c>(language: &str, code: &'c str, token: Token) -> Vec<&'c str> {
    let mut at = 0;
    let mut found = Vec::new();
    for run in runs(language, code, LONG).unwrap() {
        if run.token == Some(token) {
            found.push(code[at..at + run.bytes].trim());
        }
        at += run.bytes;
    }
    assert_eq!(at, code.len(), "every byte belongs to a run");
    found
}

#[test]
fn code_of_common_languages_is_told_apart() {
    let rust = "// Ünï\nfn main() {\n    let a = \"x\"; // b\n}\n";
    assert_eq!(marked("rust", rust, Token::Comment), ["// Ünï", "// b"]);
    assert_eq!(marked("rs", rust, Token::Keyword), ["fn", "let"]);
    assert_eq!(marked("rust", rust, Token::Function), ["main"]);
    assert_eq!(marked("Rust", rust, Token::Text), ["\"x\""]);
    assert_eq!(marked("python", "def f(x):\n    return 1", Token::Function), ["f"]);
    assert_eq!(marked("ts", "const a: number = 2;", Token::Number), ["2"]);
    assert_eq!(marked("json", "{\"a\": \"b\"}", Token::Name), ["\"a\""]);
    assert_eq!(marked("diff", "-a\n+b\n", Token::Added), ["+b"]);
    for language in [
        "bash",
        "c",
        "cpp",
        "cs",
        "css",
        "go",
        "html",
        "java",
        "js",
        "kotlin",
        "php",
        "ruby",
        "sql",
        "swift",
        "toml",
        "tsx",
        "yaml",
        "dockerfile",
    ] {
        assert!(runs(language, "a = 1 # b\n", LONG).is_some(), "{language}");
    }
}

#[test]
fn code_that_is_none_or_too_much_has_no_runs() {
    for language in ["", "text", "klingon", "<script>", "../../etc"] {
        assert_eq!(runs(language, "a", LONG), None, "{language}");
    }
    assert_eq!(runs("rust", &"a\n".repeat(30_000), LONG), None);
    assert_eq!(runs("rust", &"a".repeat(2_001), LONG), None);
    assert_eq!(runs("rust", &"a\n".repeat(2_001), LONG), None);
}

#[test]
fn code_takes_no_longer_than_it_may() {
    let code = "fn a() { let b = \"c\"; }\n".repeat(1_500);
    assert_eq!(runs("rust", &code, Duration::ZERO), None);
    // What was found before costs nothing, whatever the time.
    let short = "fn unheard_of() {}\n";
    let first = runs("rust", short, LONG).unwrap();
    assert_eq!(runs("rust", short, Duration::ZERO), Some(first.clone()));
    assert_eq!(first.iter().map(|run: &Run| run.bytes).sum::<usize>(), short.len());
}
