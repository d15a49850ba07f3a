//! What people may write into their profile.

use std::ops::RangeInclusive;

use adda_protocol::{limits::NAME_CHARS, memory::tidy};

use super::{Error, Result};

const INTERESTS: usize = 20;
const INTEREST_CHARS: usize = 40;
const TERMS: usize = 20;
const TERM_CHARS: usize = 60;
/// A single letter would hide most of every message.
const TERM_LEAST: usize = 2;
/// Longest tag of a language there is (RFC 5646, section 4.4.1).
const LANGUAGE: usize = 35;

fn invalid<T>(field: &'static str, message: impl Into<String>) -> Result<T> {
    Err(Error::Invalid { field, message: message.into() })
}

/// One line, or nothing.
pub(super) fn nickname(text: &str) -> Result<String> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    match tidy(text) {
        Some(name) if name.chars().count() <= NAME_CHARS => Ok(name),
        _ => invalid("nickname", format!("A name has at most {NAME_CHARS} characters.")),
    }
}

pub(super) fn language(text: &str) -> Result<Option<String>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    let letters = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let rest = parts.all(|part| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    if letters && rest && text.len() <= LANGUAGE {
        return Ok(Some(text.to_owned()));
    }
    invalid("language", "Write the language as a tag, like hi or pt-BR.")
}

pub(super) fn region(text: &str) -> Result<Option<String>> {
    let text = text.trim();
    match text.len() {
        0 => Ok(None),
        2 if text.bytes().all(|b| b.is_ascii_alphabetic()) => Ok(Some(text.to_ascii_uppercase())),
        _ => invalid("region", "Write the country as its two letters, like IN."),
    }
}

pub(super) fn interests(words: &[String]) -> Result<Vec<String>> {
    let Some(interests) = each_once(words, 1..=INTEREST_CHARS) else {
        let message = format!("An interest has at most {INTEREST_CHARS} characters.");
        return invalid("interests", message);
    };
    if interests.len() > INTERESTS {
        return invalid("interests", format!("There is room for {INTERESTS} interests."));
    }
    Ok(interests)
}

pub(super) fn hidden_terms(words: &[String]) -> Result<Vec<String>> {
    let Some(terms) = each_once(words, TERM_LEAST..=TERM_CHARS) else {
        let message = format!("A hidden word has {TERM_LEAST} to {TERM_CHARS} characters.");
        return invalid("hidden_terms", message);
    };
    if terms.len() > TERMS {
        return invalid("hidden_terms", format!("There is room for {TERMS} hidden words."));
    }
    Ok(terms)
}

/// Each on one line, without those that are empty; `None` where one is too short or too long.
fn each_once(words: &[String], chars: RangeInclusive<usize>) -> Option<Vec<String>> {
    let mut list: Vec<String> = Vec::new();
    for word in words.iter().filter(|word| !word.trim().is_empty()) {
        let word = tidy(word).filter(|word| chars.contains(&word.chars().count()))?;
        if !list.contains(&word) {
            list.push(word);
        }
    }
    Some(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profile_takes_tags_and_names_and_refuses_the_rest() {
        assert_eq!(nickname(" Adi\n").unwrap(), "Adi");
        assert_eq!(nickname("  ").unwrap(), "");
        assert!(nickname(&"x".repeat(NAME_CHARS + 1)).is_err());
        for tag in ["hi", "pt-BR", "zh-Hant-TW"] {
            assert_eq!(language(tag).unwrap().as_deref(), Some(tag));
        }
        assert_eq!(language(" ").unwrap(), None);
        for tag in ["h", "hindi", "hi_IN", "hi-", "-", "hi-\"", &"ab-".repeat(20)] {
            assert!(language(tag).is_err(), "{tag}");
        }
        assert_eq!(region("in").unwrap().as_deref(), Some("IN"));
        assert!(region("IND").is_err() && region("1N").is_err());
    }

    #[test]
    fn interests_are_few_short_and_different() {
        let list = |words: &[&str]| {
            interests(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(list(&[" chess", "", "chess", "tax\nlaw"]).unwrap(), ["chess", "tax law"]);
        assert!(list(&["x".repeat(41).as_str()]).is_err());
        let many: Vec<String> = (0..21).map(|at| at.to_string()).collect();
        assert!(interests(&many).is_err());
    }

    #[test]
    fn hidden_terms_are_few_different_and_no_single_letters() {
        let list = |words: &[&str]| {
            hidden_terms(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
        };
        assert_eq!(list(&["Project  Lotus", " ", "Project Lotus"]).unwrap(), ["Project Lotus"]);
        assert!(list(&["a"]).is_err() && list(&["x".repeat(61).as_str()]).is_err());
        assert!(list(&["कमल"]).is_ok());
        let many: Vec<String> = (10..31).map(|at| at.to_string()).collect();
        assert!(hidden_terms(&many).is_err());
        assert!(hidden_terms(&many[1..]).is_ok());
    }
}
