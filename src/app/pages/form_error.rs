//! What a posted form comes back with: `?error=<code>&field=<name>&wait=<seconds>`, and what was typed; on a page of
//! several forms also `form=<name>`, or `done=<name>` where it went well.

use std::fmt::Write as _;

use adda_protocol::ErrorCode;
use leptos::prelude::*;
use leptos_router::{
    hooks::{use_location, use_query_map},
    location::Url,
};

use crate::{
    i18n::{self, counted, text},
    state::submission::Submission,
};

/// One value of the address.
pub fn query(name: &'static str) -> Signal<Option<String>> {
    let map = use_query_map();
    Signal::derive(move || map.read().get(name).filter(|value| !value.is_empty()))
}

/// What a page of several forms says about the one called `form`: what went wrong with its last try.
pub fn failed(form: &'static str, submission: Submission) -> Signal<Option<String>> {
    let (posted, posted_error) = (query("form"), sentence());
    Signal::derive(move || match submission.outcome().get() {
        Some(Ok(())) => None,
        Some(Err(error)) => Some(i18n::sentence_of(error.code(), error.to_string())),
        None => posted_error.get().filter(|_| posted.read().as_deref() == Some(form)),
    })
}

/// Whether the last try with the form called `form` went well.
pub fn succeeded(form: &'static str, submission: Submission) -> Signal<bool> {
    let done = query("done");
    Signal::derive(move || match submission.outcome().get() {
        Some(outcome) => outcome.is_ok(),
        None => done.read().as_deref() == Some(form),
    })
}

/// The sentence for the address's error. The address carries codes only, so nobody can put words into our mouth.
pub fn sentence() -> Signal<Option<String>> {
    let (error, field, wait) = (query("error"), query("field"), query("wait"));
    Signal::derive(move || {
        let error = ErrorCode::parse(&error.get()?);
        let wait = wait.get().and_then(|wait| wait.parse().ok());
        Some(words(error, field.get().as_deref(), wait))
    })
}

fn words(error: ErrorCode, field: Option<&str>, wait: Option<u32>) -> String {
    match (error, field, wait) {
        (ErrorCode::Invalid, Some("email"), _) => text!(account.trouble.email).to_owned(),
        (ErrorCode::Invalid, Some("password" | "new"), _) => {
            text!(account.trouble.password).to_owned()
        }
        (ErrorCode::Invalid, Some("name"), _) => text!(account.trouble.name).to_owned(),
        (ErrorCode::RateLimited, _, Some(seconds)) if seconds > 90 => {
            counted!(account.minutes, count = seconds.div_ceil(60))
        }
        (ErrorCode::RateLimited, _, Some(seconds)) if seconds > 0 => {
            counted!(account.seconds, count = seconds)
        }
        _ => i18n::sentence(error).to_owned(),
    }
}

/// Our own path to go to afterwards; the start page for anything else.
pub fn next() -> Signal<String> {
    let search = use_location().search;
    Signal::derive(move || {
        next_in(&search.read()).filter(|next| is_own_path(next)).unwrap_or_else(|| "/".to_owned())
    })
}

/// Read from the address as it is: the router's map decodes what it holds twice, and a path may have escapes of its own.
fn next_in(search: &str) -> Option<String> {
    let mut pairs = search.trim_start_matches('?').split('&');
    pairs.find_map(|pair| pair.strip_prefix("next=")).map(Url::unescape)
}

/// The server decides what it redirects to; this only keeps a foreign address out of our own links.
fn is_own_path(path: &str) -> bool {
    let plain = path.chars().all(|c| !c.is_control() && c != '\\');
    plain && path.starts_with('/') && !path.starts_with("//")
}

/// Adds `next` to the address of the other form.
pub fn with_next(path: &'static str, next: &str) -> String {
    if next == "/" {
        return path.to_owned();
    }
    let mut address = format!("{path}?next=");
    for byte in next.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            let _ = write!(address, "%{byte:02X}");
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_page_keeps_the_escapes_of_its_own() {
        let next = |search: &str| next_in(search);
        let share = "?error=x&next=%2Fshare%3Ftext%3DA%2520b%2526c";
        assert_eq!(next(share).as_deref(), Some("/share?text=A%20b%26c"));
        assert_eq!(next("next=%2F").as_deref(), Some("/"));
        assert_eq!(next("?email=a"), None);
    }

    #[test]
    fn a09_next_is_an_own_path_or_nothing() {
        for path in ["/", "/c/1?x=y#z"] {
            assert!(is_own_path(path), "{path}");
        }
        let hostile =
            ["//evil", "/\\evil", "\\\\evil", "https:evil", "javascript:x", "", "evil", "/\t/evil"];
        for path in hostile {
            assert!(!is_own_path(path), "{path:?}");
        }
        assert_eq!(with_next("/auth/login", "/c/1?a=\"b\""), "/auth/login?next=/c/1%3Fa%3D%22b%22");
    }

    #[test]
    fn sentence_says_how_long_to_wait() {
        let limited = ErrorCode::RateLimited;
        assert!(words(limited, None, Some(20)).contains("20 seconds"));
        assert!(words(limited, None, Some(600)).contains("10 minutes"));
        assert_eq!(words(ErrorCode::WrongCredentials, None, None), "E-mail or password is wrong.");
    }
}
