//! A bound on nesting, looked at before parsing: a thousand quote signs are not worth a parser's time, nor a tree
//! of elements a browser can lay out.

/// Deepest nesting that is shown as such.
pub const MAX: usize = 24;
/// Longest source that is parsed at all; beyond it text is text.
const MAX_BYTES: usize = 512 * 1024;
/// Most brackets and emphasis signs in a row.
const MAX_RUN: usize = 64;

/// Whether `source` should be shown as it is, unparsed.
pub fn is_excessive(source: &str) -> bool {
    source.len() > MAX_BYTES || source.lines().any(|line| containers(line) > MAX || has_run(line))
}

/// Quotes and lists that begin on one line.
fn containers(line: &str) -> usize {
    let mut count = 0;
    let mut rest = line.trim_start();
    loop {
        let after = if let Some(after) = rest.strip_prefix('>') {
            after
        } else if let Some(after) = rest.strip_prefix(['-', '*', '+']) {
            after
        } else {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            match rest[digits..].strip_prefix(['.', ')']) {
                Some(after) if digits > 0 => after,
                _ => return count,
            }
        };
        // A rule (`-----`) is no list.
        if !rest.starts_with('>') && !after.starts_with([' ', '\t']) {
            return count;
        }
        count += 1;
        rest = after.trim_start();
    }
}

/// A long run of signs that open something inline. Blanks between do not break it.
fn has_run(line: &str) -> bool {
    let mut run = 0;
    let mut opening = false;
    for c in line.chars() {
        match c {
            '[' | '(' | '!' | '<' => (run, opening) = (run + 1, true),
            '*' | '_' | '~' => run += 1,
            ' ' | '\t' => {}
            _ => (run, opening) = (0, false),
        }
        if run > MAX_RUN && (opening || !is_rule(line)) {
            return true;
        }
    }
    false
}

/// A line of nothing but one sign is a rule, however long.
fn is_rule(line: &str) -> bool {
    let mut signs = line.chars().filter(|c| !c.is_whitespace());
    let Some(first) = signs.next() else { return false };
    matches!(first, '*' | '_' | '-') && signs.all(|c| c == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_excessive_when_deep_on_one_line() {
        for sign in [">", "> ", "- ", "* ", "1. ", "> - "] {
            assert!(is_excessive(&sign.repeat(10_000)), "{sign}");
        }
        for sign in ["[", "![", "*a **a "] {
            assert!(is_excessive(&sign.repeat(100_000)), "{sign}");
        }
        assert!(is_excessive(&"[".repeat(100)));
    }

    #[test]
    fn ordinary_text_is_not_excessive() {
        let rule = "-".repeat(200);
        let stars = "* ".repeat(20);
        for text in
            ["> > quoted twice", "- a\n  - b\n    - c", &rule, &stars, "1. one", "f(a[0])(b)"]
        {
            assert!(!is_excessive(text), "{text}");
        }
        assert!(!is_excessive(&"*".repeat(200)));
    }
}
