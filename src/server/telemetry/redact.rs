//! What must not leave with a log line or a report although nobody meant to write it there: keys, tokens, passwords in
//! addresses, e-mail addresses. The rule is to log none of them; this is for the day someone else's error text does.

use std::{borrow::Cow, ops::Range};

const MARK: &str = "[hidden]";
/// How keys of services, and ours, begin.
const KEYS: &[&str] =
    &["sk-", "sk_", "rk_", "pk_", "adda_", "gsk_", "xai-", "AIza", "ghp_", "whsec_", "hf_", "eyJ"];
/// Shorter words that begin so are words.
const KEY_CHARS: usize = 12;
/// What stands before a secret: `Bearer abc`, `password=abc`.
const NAMES: &[&str] = &["bearer ", "basic ", "password=", "passwd=", "secret=", "token=", "key="];
/// A word this long of small and capital letters and digits is no word.
const RANDOM_CHARS: usize = 32;

/// The text with secrets hidden.
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut hidden = Vec::new();
    for word in words(text) {
        let secret = secret_within(text, word);
        if !secret.is_empty() {
            hidden.push(secret);
        }
    }
    replace(text, &hidden)
}

/// What stands in quotation marks or backticks is data, by the habit of error texts; without it. A mark that is never
/// closed hides the rest.
pub fn without_quoted(text: &str) -> Cow<'_, str> {
    let mut hidden = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(['"', '`']).map(|found| at + found + 1) {
        let mark = &text[start - 1..start];
        let end = closing(&text[start..], mark).map_or(text.len(), |found| start + found);
        if end > start {
            hidden.push(start..end);
        }
        at = (end + 1).min(text.len());
    }
    replace(text, &hidden)
}

/// Where `mark` stands without a backslash before it.
fn closing(text: &str, mark: &str) -> Option<usize> {
    let mut escaped = false;
    text.char_indices().find_map(|(at, c)| {
        let ends = !escaped && mark.starts_with(c);
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })
}

fn replace<'a>(text: &'a str, hidden: &[Range<usize>]) -> Cow<'a, str> {
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut at = 0;
    for range in hidden {
        clean.push_str(&text[at..range.start]);
        clean.push_str(MARK);
        at = range.end;
    }
    clean.push_str(&text[at..]);
    Cow::Owned(clean)
}

/// Runs of what keys, addresses and tokens are made of.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_word)?;
        let end = text[start..].find(|c| !is_word(c)).map_or(text.len(), |found| start + found);
        at = end;
        Some(start..end)
    })
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || "-_.~+/@:%".contains(c)
}

/// The part of the word to hide; empty where there is none.
fn secret_within(text: &str, word: Range<usize>) -> Range<usize> {
    let inside = &text[word.clone()];
    let part = |start: usize, end: usize| word.start + start..word.start + end;
    if is_named(&text[..word.start]) {
        return word;
    }
    if let Some(at) = inside.rfind('@') {
        return match inside.find("://") {
            // user:password of an address.
            Some(scheme) if scheme + 3 < at => part(scheme + 3, at),
            None if at > 0 && inside[at..].contains('.') => {
                part(mail_start(inside, at), inside.len())
            }
            _ => part(0, 0),
        };
    }
    let mut at = 0;
    for piece in inside.split(['/', ':', '%', '.']) {
        if is_key(piece) {
            // A token's further parts stand behind dots.
            return part(at, inside.len());
        }
        at += piece.len() + 1;
    }
    part(0, 0)
}

/// A path or scheme may stand right before the address: `mailto:ada@example.org`.
fn mail_start(word: &str, at: usize) -> usize {
    word[..at].rfind([':', '/']).map_or(0, |found| found + 1)
}

fn is_named(before: &str) -> bool {
    NAMES.iter().any(|name| {
        let start = before.len().wrapping_sub(name.len());
        before.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(name))
    })
}

fn is_key(piece: &str) -> bool {
    let begins = piece.len() >= KEY_CHARS && KEYS.iter().any(|key| piece.starts_with(key));
    begins && piece.bytes().any(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        || piece.len() >= RANDOM_CHARS && is_random(piece)
}

fn is_random(piece: &str) -> bool {
    let has = |test: fn(&u8) -> bool| piece.bytes().any(|byte| test(&byte));
    has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests;
