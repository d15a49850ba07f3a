//! What the Messages API's errors mean.

use serde_json::Value;

use crate::provider::{ErrorKind, service::Told};

/// Reads `{"type": "error", "error": {"type", "message"}}`, or the inner object alone.
pub fn told(value: &Value) -> Told {
    let value = value.get("error").unwrap_or(value);
    let word = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let (kind, message) = (word("type"), word("message"));
    let words = [kind, message].into_iter().filter(|part| !part.is_empty());
    Told {
        sure: sure(kind, &message.to_lowercase()),
        likely: ErrorKind::Overloaded,
        words: words.collect::<Vec<_>>().join(": "),
        retry_after: None,
    }
}

fn sure(kind: &str, message: &str) -> Option<ErrorKind> {
    let too_long = ["prompt is too long", "exceed context limit", "context window"];
    Some(match kind {
        "invalid_request_error" if too_long.iter().any(|words| message.contains(words)) => {
            ErrorKind::TooLong
        }
        // Told as a bad request: the account behind the key has nothing left.
        "invalid_request_error" if message.contains("credit balance") => ErrorKind::Auth,
        "authentication_error" | "permission_error" | "billing_error" => ErrorKind::Auth,
        "not_found_error" if message.contains("model") => ErrorKind::NoModel,
        "invalid_request_error" | "not_found_error" => ErrorKind::BadRequest,
        "request_too_large" => ErrorKind::TooLong,
        "rate_limit_error" => ErrorKind::RateLimit,
        "timeout_error" => ErrorKind::Timeout,
        "api_error" | "overloaded_error" => ErrorKind::Overloaded,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn error_is_told_by_its_type_and_what_only_words_say() {
        for (kind, message, expected) in [
            ("invalid_request_error", "max_tokens: required", ErrorKind::BadRequest),
            (
                "invalid_request_error",
                "prompt is too long: 210000 tokens > 200000 maximum",
                ErrorKind::TooLong,
            ),
            (
                "invalid_request_error",
                "input length and `max_tokens` exceed context limit: 199000 + 4000 > 200000",
                ErrorKind::TooLong,
            ),
            ("invalid_request_error", "Your credit balance is too low", ErrorKind::Auth),
            ("authentication_error", "invalid x-api-key", ErrorKind::Auth),
            ("permission_error", "no", ErrorKind::Auth),
            ("billing_error", "no", ErrorKind::Auth),
            ("not_found_error", "model: claude-0", ErrorKind::NoModel),
            ("not_found_error", "Not found", ErrorKind::BadRequest),
            ("request_too_large", "", ErrorKind::TooLong),
            ("rate_limit_error", "", ErrorKind::RateLimit),
            ("timeout_error", "", ErrorKind::Timeout),
            ("api_error", "", ErrorKind::Overloaded),
            ("overloaded_error", "Overloaded", ErrorKind::Overloaded),
        ] {
            let value = json!({"type": "error", "error": {"type": kind, "message": message}});
            assert_eq!(told(&value).sure, Some(expected), "{kind} {message}");
        }
    }

    #[test]
    fn error_of_another_form_is_no_more_than_its_status() {
        for value in
            [json!({"type": "error", "error": {"type": "new_error"}}), json!([]), json!(17)]
        {
            assert_eq!(told(&value).sure, None);
        }
    }
}
