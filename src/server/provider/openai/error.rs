//! What the dialect's error objects mean.

use serde_json::Value;

use crate::provider::{
    ErrorKind,
    service::{Told, of_status},
};

/// Words with which services say that a conversation is too long.
const TOO_LONG: &[&str] =
    &["maximum context length", "context window", "prompt is too long", "context size"];

/// Reads an error object, whichever of the usual shapes it has.
pub fn told(value: &Value) -> Told {
    let parts = Parts::read(value);
    Told { sure: parts.sure(), likely: parts.likely(), words: parts.words(), retry_after: None }
}

struct Parts<'a> {
    code: Option<&'a Value>,
    r#type: &'a str,
    message: &'a str,
}

impl<'a> Parts<'a> {
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

    /// What services tell as a bad request or a rate limit, and is something else.
    fn sure(&self) -> Option<ErrorKind> {
        let message = self.message.to_lowercase();
        match self.code_word() {
            "context_length_exceeded" | "string_above_max_length" => Some(ErrorKind::TooLong),
            "model_not_found" => Some(ErrorKind::NoModel),
            // The account has nothing left: waiting does not help.
            "insufficient_quota" => Some(ErrorKind::Auth),
            _ if TOO_LONG.iter().any(|words| message.contains(words)) => Some(ErrorKind::TooLong),
            _ => None,
        }
    }

    fn likely(&self) -> ErrorKind {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Told {
        told(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn error_says_for_sure_what_a_status_does_not() {
        for (json, expected) in [
            (r#"{"error":{"message":"m","code":"context_length_exceeded"}}"#, ErrorKind::TooLong),
            (
                r#"[{"error":{"message":"This model's maximum context length is 8192 tokens"}}]"#,
                ErrorKind::TooLong,
            ),
            (r#"{"error":{"code":"model_not_found"}}"#, ErrorKind::NoModel),
            (
                r#"{"error":{"type":"insufficient_quota","code":"insufficient_quota"}}"#,
                ErrorKind::Auth,
            ),
        ] {
            assert_eq!(read(json).sure, Some(expected), "{json}");
        }
        assert_eq!(read(r#"{"error":{"message":"no"}}"#).sure, None);
    }

    #[test]
    fn error_without_status_is_told_by_code_or_type() {
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
            assert_eq!(read(json).likely, expected, "{json}");
        }
    }
}
