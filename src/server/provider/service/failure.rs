//! What failures mean, before and in the stream, whatever the dialect.

use std::time::Duration;

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use super::{clean::clean, retry_after};
use crate::{
    provider::{ErrorKind, ProviderError},
    secret::Secret,
};

/// What an error object says, in whichever dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::provider) struct Told {
    /// What it means for sure, whatever the status.
    pub sure: Option<ErrorKind>,
    /// What it most likely means, where there is no status.
    pub likely: ErrorKind,
    /// The service's own words.
    pub words: String,
    pub retry_after: Option<Duration>,
}

impl Told {
    /// Words without a form.
    fn only(words: String) -> Self {
        Self { sure: None, likely: ErrorKind::Overloaded, words, retry_after: None }
    }
}

/// A failure told by status, headers and the beginning of the body.
pub(super) fn from_response(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    read: fn(&Value) -> Told,
    key: Option<&Secret>,
) -> ProviderError {
    let told = match serde_json::from_slice::<Value>(body) {
        Ok(value) => read(&value),
        Err(_) => Told::only(String::from_utf8_lossy(body).into_owned()),
    };
    let refused = status.is_client_error() || status.is_server_error();
    let sure = told.sure.filter(|_| refused);
    ProviderError {
        kind: sure.unwrap_or_else(|| of_status(status.as_u16())),
        retry_after: retry_after::read(headers).or(told.retry_after),
        detail: format!("status {}: {}", status.as_u16(), clean(&told.words, key)),
    }
}

/// A failure told inside a stream that began well.
pub(super) fn in_stream(told: Told, key: Option<&Secret>) -> ProviderError {
    ProviderError {
        kind: told.sure.unwrap_or(told.likely),
        retry_after: told.retry_after,
        detail: format!("in the stream: {}", clean(&told.words, key)),
    }
}

/// A failure of the connection. The URL stays out: it is the operator's.
pub(super) fn from_transport(error: reqwest::Error) -> ProviderError {
    let kind = if error.is_timeout() { ErrorKind::Timeout } else { ErrorKind::Network };
    let error = error.without_url();
    let mut detail = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        detail.push_str(": ");
        detail.push_str(&cause.to_string());
        source = cause.source();
    }
    ProviderError::new(kind, clean(&detail, None))
}

pub(in crate::provider) const fn of_status(status: u16) -> ErrorKind {
    match status {
        // 402: the account behind the key has nothing left.
        401..=403 => ErrorKind::Auth,
        413 => ErrorKind::TooLong,
        429 => ErrorKind::RateLimit,
        408 | 504 => ErrorKind::Timeout,
        400..=499 => ErrorKind::BadRequest,
        500..=599 => ErrorKind::Overloaded,
        _ => ErrorKind::Malformed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn too_long(_: &Value) -> Told {
        Told { sure: Some(ErrorKind::TooLong), ..Told::only(String::new()) }
    }

    fn kind(status: u16, body: &str, read: fn(&Value) -> Told) -> ErrorKind {
        let status = StatusCode::from_u16(status).unwrap();
        from_response(status, &HeaderMap::new(), body.as_bytes(), read, None).kind
    }

    #[test]
    fn error_kind_follows_the_status() {
        for (status, expected) in [
            (400, ErrorKind::BadRequest),
            (401, ErrorKind::Auth),
            (402, ErrorKind::Auth),
            (403, ErrorKind::Auth),
            (404, ErrorKind::BadRequest),
            (408, ErrorKind::Timeout),
            (413, ErrorKind::TooLong),
            (422, ErrorKind::BadRequest),
            (429, ErrorKind::RateLimit),
            (500, ErrorKind::Overloaded),
            (503, ErrorKind::Overloaded),
            (504, ErrorKind::Timeout),
            (529, ErrorKind::Overloaded),
            (302, ErrorKind::Malformed),
        ] {
            assert_eq!(kind(status, "<html>no JSON", too_long), expected, "{status}");
        }
    }

    #[test]
    fn error_kind_follows_the_body_where_that_is_sure() {
        assert_eq!(kind(400, "{}", too_long), ErrorKind::TooLong);
        assert_eq!(kind(500, "{}", too_long), ErrorKind::TooLong);
        assert_eq!(kind(302, "{}", too_long), ErrorKind::Malformed);
        assert_eq!(kind(429, "{}", |_| Told::only(String::new())), ErrorKind::RateLimit);
    }
}
