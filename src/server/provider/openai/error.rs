//! What the dialect's failures mean, before and in the stream.

use http::{HeaderMap, StatusCode};
use serde_json::Value;

use crate::{
    provider::{ErrorKind, ProviderError},
    secret::Secret,
};

/// Most characters of a service's own words that reach the log.
const DETAIL_CHARS: usize = 300;

/// A failure told by status, headers and the beginning of the body.
pub fn from_response(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    key: Option<&Secret>,
) -> ProviderError {
    let told = serde_json::from_slice::<Value>(body).ok();
    let words = told.as_ref().map_or_else(
        || String::from_utf8_lossy(body).into_owned(),
        |value| Told::read(value).words(),
    );
    let kind = told
        .as_ref()
        .filter(|_| status.is_client_error())
        .and_then(|value| Told::read(value).length_exceeded())
        .unwrap_or_else(|| of_status(status.as_u16()));
    ProviderError {
        kind,
        retry_after: super::retry_after::read(headers),
        detail: format!("status {}: {}", status.as_u16(), clean(&words, key)),
    }
}

/// A failure told inside a stream that began well.
pub fn in_stream(value: &Value, key: Option<&Secret>) -> ProviderError {
    let told = Told::read(value);
    let kind = told.length_exceeded().unwrap_or_else(|| told.kind());
    ProviderError::new(kind, format!("in the stream: {}", clean(&told.words(), key)))
}

/// A failure of the connection. The URL stays out: it is the operator's.
pub fn from_transport(error: reqwest::Error) -> ProviderError {
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

pub const fn of_status(status: u16) -> ErrorKind {
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

/// The parts of an error object, whichever of the usual shapes it has.
struct Told<'a> {
    code: Option<&'a Value>,
    r#type: &'a str,
    message: &'a str,
}

impl<'a> Told<'a> {
    fn read(value: &'a Value) -> Self {
        let value = value.get(0).unwrap_or(value);
        let value = value.get("error").unwrap_or(value);
        let word = |name: &str| value.get(name).and_then(Value::as_str);
        Self {
            code: value.get("code").filter(|code| !code.is_null()),
            r#type: word("type").unwrap_or_default(),
            message: value
                .as_str()
                .or_else(|| word("message"))
                .or_else(|| word("detail"))
                .unwrap_or_default(),
        }
    }

    fn code_word(&self) -> &str {
        self.code.and_then(Value::as_str).unwrap_or_default()
    }

    fn words(&self) -> String {
        let code = self.code.map(ToString::to_string).unwrap_or_default();
        [self.r#type, code.trim_matches('"'), self.message]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(": ")
    }

    /// Services tell "too long" as a bad request, by code or in words.
    fn length_exceeded(&self) -> Option<ErrorKind> {
        let message = self.message.to_lowercase();
        let told = ["context_length_exceeded", "string_above_max_length"]
            .contains(&self.code_word())
            || ["maximum context length", "context window", "prompt is too long", "context size"]
                .iter()
                .any(|phrase| message.contains(phrase));
        told.then_some(ErrorKind::TooLong)
    }

    fn kind(&self) -> ErrorKind {
        let status = self.code.and_then(|code| {
            code.as_u64().or_else(|| code.as_str().and_then(|word| word.parse().ok()))
        });
        if let Some(status) = status.and_then(|code| u16::try_from(code).ok()) {
            return of_status(status);
        }
        let words = format!("{} {}", self.r#type, self.code_word()).to_lowercase();
        let any = |parts: &[&str]| parts.iter().any(|part| words.contains(part));
        if any(&["rate_limit", "quota", "too_many"]) {
            ErrorKind::RateLimit
        } else if any(&["auth", "api_key", "permission"]) {
            ErrorKind::Auth
        } else if any(&["timeout"]) {
            ErrorKind::Timeout
        } else if any(&["invalid_request", "bad_request"]) {
            ErrorKind::BadRequest
        } else {
            ErrorKind::Overloaded
        }
    }
}

/// A service's words made fit for the log: one line, short, without the key or what looks like one.
pub fn clean(text: &str, key: Option<&Secret>) -> String {
    let text = match key.map(Secret::expose) {
        Some(key) if !key.is_empty() => text.replace(key, "[key]"),
        _ => text.to_owned(),
    };
    let mut words = text.split(|c: char| c.is_whitespace() || c.is_control());
    let mut line = String::new();
    let mut chars = 0;
    for word in words.by_ref().filter(|word| !word.is_empty()) {
        let word = if looks_like_key(word) { "[removed]" } else { word };
        if !line.is_empty() {
            line.push(' ');
        }
        chars += word.chars().count() + 1;
        if chars > DETAIL_CHARS {
            line.push_str("...");
            break;
        }
        line.push_str(word);
    }
    line
}

fn looks_like_key(word: &str) -> bool {
    let long_run =
        word.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*'))).any(
            |run| run.len() >= 24 && run.bytes().any(|byte| byte.is_ascii_digit() || byte == b'*'),
        );
    long_run || word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with("sk-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(status: u16, body: &str) -> ErrorKind {
        let status = StatusCode::from_u16(status).unwrap();
        from_response(status, &HeaderMap::new(), body.as_bytes(), None).kind
    }

    #[test]
    fn error_kind_follows_status_and_says_when_the_conversation_is_too_long() {
        for (status, expected) in [
            (400, ErrorKind::BadRequest),
            (401, ErrorKind::Auth),
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
            assert_eq!(kind(status, "<html>no JSON"), expected, "{status}");
        }
        let long = r#"{"error":{"message":"m","code":"context_length_exceeded"}}"#;
        assert_eq!(kind(400, long), ErrorKind::TooLong);
        let words =
            r#"[{"error":{"message":"This model's maximum context length is 8192 tokens"}}]"#;
        assert_eq!(kind(400, words), ErrorKind::TooLong);
    }

    #[test]
    fn error_in_stream_is_told_by_code_or_type() {
        for (json, expected) in [
            (r#"{"code":502,"message":"m"}"#, ErrorKind::Overloaded),
            (r#"{"code":"429"}"#, ErrorKind::RateLimit),
            (r#"{"type":"rate_limit_error"}"#, ErrorKind::RateLimit),
            (r#"{"type":"invalid_request_error","code":"invalid_api_key"}"#, ErrorKind::Auth),
            (r#"{"type":"invalid_request_error"}"#, ErrorKind::BadRequest),
            (r#"{"type":"server_error"}"#, ErrorKind::Overloaded),
            (r#""model runner crashed""#, ErrorKind::Overloaded),
            ("17", ErrorKind::Overloaded),
        ] {
            let value: Value = serde_json::from_str(json).unwrap();
            assert_eq!(in_stream(&value, None).kind, expected, "{json}");
        }
    }

    #[test]
    fn error_detail_holds_no_key_no_line_breaks_and_is_short() {
        let key = Secret::new("my secret");
        let text = format!(
            "bad key my secret\n(sk-abc123) sk-proj-x***y token=A1{} {}",
            "b1".repeat(20),
            "word ".repeat(200)
        );
        let line = clean(&text, Some(&key));
        for secret in ["my secret", "sk-", "b1b1", "\n"] {
            assert!(!line.contains(secret), "{secret}: {line}");
        }
        assert!(line.starts_with("bad key [key] [removed]"), "{line}");
        assert!(line.chars().count() <= DETAIL_CHARS + 3, "{line}");
        assert!(clean(&"x".repeat(10_000), None).len() <= DETAIL_CHARS);
    }
}
