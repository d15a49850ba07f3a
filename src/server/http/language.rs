//! The languages a reader asks for: what their device remembers of a choice, or what their browser is set to.

use std::convert::Infallible;

use adda_protocol::{appearance::Language, dto::Appearance};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};

use super::appearance::cookie;

/// Most tags that are read of a header.
const TAGS: usize = 32;

/// The language of the interface a request asks for; [`Language::Browser`] where it asks for none that there are texts in.
pub(super) struct Asked(pub Language);

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(asked(&parts.headers)))
    }
}

fn asked(headers: &HeaderMap) -> Language {
    let remembered = cookie(headers).map(|words| Appearance::of_words(words).language);
    let remembered = remembered.filter(|&language| language != Language::Browser);
    remembered.unwrap_or_else(|| {
        let tags = accepted(headers);
        tags.iter().find_map(|tag| of_tag(tag)).unwrap_or_default()
    })
}

/// `hi-IN` is `hi`.
fn of_tag(tag: &str) -> Option<Language> {
    let first = tag.split('-').next()?.to_ascii_lowercase();
    Language::parse(&first).filter(|&language| language != Language::Browser)
}

/// The tags a browser accepts, the best first and those of the same quality in their order (RFC 9110, 12.5.4).
pub fn accepted(headers: &HeaderMap) -> Vec<String> {
    let line = headers.get(header::ACCEPT_LANGUAGE).and_then(|line| line.to_str().ok());
    let mut tags: Vec<(f32, &str)> = line
        .unwrap_or_default()
        .split(',')
        .take(TAGS)
        .map(|part| {
            let (tag, quality) = part.split_once(";q=").unwrap_or((part, "1"));
            (quality.trim().parse().unwrap_or(0.0), tag.trim())
        })
        .filter(|(quality, tag)| *quality > 0.0 && !tag.is_empty())
        .collect();
    tags.sort_by(|one, other| other.0.total_cmp(&one.0));
    tags.into_iter().map(|(_, tag)| tag.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(cookie: &'static str, accepted: &'static str) -> HeaderMap {
        let lines = [(header::COOKIE, cookie), (header::ACCEPT_LANGUAGE, accepted)];
        lines.into_iter().map(|(name, line)| (name, HeaderValue::from_static(line))).collect()
    }

    #[test]
    fn accepted_languages_stand_in_the_order_of_their_quality() {
        let told = accepted(&headers("", "en;q=0.5, fr;q=0, hi-IN, ta;q=0.9, de;q=x, *;q=0.1"));
        assert_eq!(told, ["hi-IN", "ta", "en", "*"]);
        assert_eq!(accepted(&HeaderMap::new()), [""; 0]);
    }

    #[test]
    fn language_is_that_remembered_or_the_first_there_are_texts_in() {
        for (cookie, accept, language) in [
            ("", "hi-IN,en;q=0.8", Language::Hi),
            ("", "ta-IN, HI;q=0.9, en;q=0.8", Language::Hi),
            ("", "en-GB, hi;q=0.9", Language::En),
            ("", "browser, ta", Language::Browser),
            ("appearance=dark.hi", "en", Language::Hi),
            ("appearance=dark", "hi", Language::Hi),
        ] {
            assert_eq!(asked(&headers(cookie, accept)), language, "{cookie}, {accept}");
        }
    }
}
