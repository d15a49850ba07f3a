//! Where to go after signing in. The answer comes from the address bar, so from anybody.

use axum::http::uri::PathAndQuery;

/// Longest path followed.
const LONGEST: usize = 2048;
/// A path encoded more often than this is none of ours.
const DECODINGS: usize = 8;

/// `next` where it is a path on this server that leads to a page, otherwise `None`. Refused are other hosts in every
/// spelling a browser reads as one (`//evil`, `/\evil`, `https:evil`, `javascript:`), encoded however often, and the
/// pages for signing in themselves.
pub fn own_path(next: &str) -> Option<&str> {
    if next.len() > LONGEST || !next.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let mut form = path.as_bytes().to_vec();
    for _ in 0..DECODINGS {
        if !is_plain(&form) {
            return None;
        }
        let decoded = decode(&form);
        if decoded == form {
            return next.parse::<PathAndQuery>().is_ok().then_some(next);
        }
        form = decoded;
    }
    None
}

/// `own_path`, or the first page.
pub fn own_path_or_home(next: Option<&str>) -> &str {
    next.and_then(own_path).unwrap_or("/")
}

fn is_plain(path: &[u8]) -> bool {
    path.starts_with(b"/")
        && !path.starts_with(b"/auth/")
        && !path.windows(2).any(|pair| pair == b"//")
        && !path.split(|&byte| byte == b'/').any(|part| matches!(part, b"." | b".."))
        && !path.iter().any(|&byte| byte == b'\\' || byte.is_ascii_control())
}

/// One level of percent-encoding undone; what is no escape stays.
fn decode(path: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(path.len());
    let mut rest = path;
    while let [first, tail @ ..] = rest {
        rest = tail;
        let escape = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match escape {
            Some((high, low)) => {
                decoded.push(high * 16 + low);
                rest = &tail[2..];
            }
            None => decoded.push(*first),
        }
    }
    decoded
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn next_follows_own_paths() {
        for path in ["/", "/c/0192f?x=1&y=%5C", "/settings/account#top", "/c/a%20b", "/100%"] {
            assert_eq!(own_path(path), Some(path), "{path}");
        }
    }

    #[test]
    fn a09_next_never_leads_elsewhere() {
        for path in [
            "",
            "evil",
            "//evil",
            "///evil",
            "/\\evil",
            "\\\\evil",
            "\\/evil",
            "https:evil",
            "https://evil",
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            "data:text/html,x",
            "/%2fevil",
            "/%2Fevil",
            "%2f%2fevil",
            "/%5cevil",
            "/%5Cevil",
            "/%252fevil",
            "/%25252fevil",
            "/\t/evil",
            "/\n/evil",
            "/\r\nSet-Cookie:a=b",
            "/%09/evil",
            "/%0d%0aX:y",
            "/ /evil",
            " //evil",
            "/./evil",
            "/.//evil",
            "/c/..//evil",
            "/%2e%2e/evil",
            "/c//evil",
            "/auth/login",
            "/auth/login?next=//evil",
            "/%61uth/login",
            "/\u{2028}/evil",
            "/é",
            "?x",
            "#x",
            "@evil",
            ".evil",
            "/%00",
        ] {
            assert_eq!(own_path(path), None, "{path:?}");
        }
        assert_eq!(own_path(&format!("/{}", "a".repeat(LONGEST))), None);
        assert_eq!(own_path_or_home(Some("//evil")), "/");
    }

    proptest! {
        #[test]
        fn a09_next_has_one_leading_slash_however_it_is_decoded(
            text in "[/\\\\%2fF5cC0-9a-e:.@?#\t\n ]{0,24}"
        ) {
            if let Some(path) = own_path(&text) {
                let mut form = path.split(['?', '#']).next().unwrap().as_bytes().to_vec();
                for _ in 0..12 {
                    prop_assert!(form.starts_with(b"/"));
                    prop_assert!(!form[1..].starts_with(b"/") && !form[1..].starts_with(b"\\"));
                    form = decode(&form);
                }
            }
        }

        #[test]
        fn next_never_panics(text: String) {
            let _ = own_path(&text);
        }
    }
}
