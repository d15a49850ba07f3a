//! What Google's errors mean.

use std::time::Duration;

use serde_json::Value;

use crate::provider::{
    ErrorKind,
    service::{Told, of_status, seconds},
};

/// Reads `{"error": {"code", "message", "status", "details"}}`, also as the only entry of a list.
pub fn told(value: &Value) -> Told {
    let value = value.get(0).unwrap_or(value);
    let value = value.get("error").unwrap_or(value);
    let word = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let (status, message) = (word("status"), word("message"));
    let details = value.get("details").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let reasons = details.iter().filter_map(|detail| detail.get("reason")?.as_str());
    let words = [status, message].into_iter().filter(|part| !part.is_empty());
    let code = value.get("code").and_then(Value::as_u64);
    let code = code.and_then(|code| u16::try_from(code).ok());
    Told {
        sure: sure(status, reasons, &message.to_lowercase()),
        likely: code.map_or(ErrorKind::Overloaded, of_status),
        words: words.collect::<Vec<_>>().join(": "),
        retry_after: retry_delay(details),
    }
}

fn sure<'a>(
    status: &str,
    mut reasons: impl Iterator<Item = &'a str>,
    message: &str,
) -> Option<ErrorKind> {
    // A wrong key is told as a bad request.
    if reasons.any(|reason| reason.starts_with("API_KEY_") || reason == "ACCESS_TOKEN_EXPIRED") {
        return Some(ErrorKind::Auth);
    }
    Some(match status {
        "INVALID_ARGUMENT" if message.contains("token count") && message.contains("exceed") => {
            ErrorKind::TooLong
        }
        "INVALID_ARGUMENT" if message.contains("api key") => ErrorKind::Auth,
        // No billing on the account, or none for where it is used.
        "FAILED_PRECONDITION" | "UNAUTHENTICATED" | "PERMISSION_DENIED" => ErrorKind::Auth,
        "NOT_FOUND" if message.contains("model") => ErrorKind::NoModel,
        "INVALID_ARGUMENT" | "OUT_OF_RANGE" | "NOT_FOUND" => ErrorKind::BadRequest,
        "RESOURCE_EXHAUSTED" => ErrorKind::RateLimit,
        "DEADLINE_EXCEEDED" | "CANCELLED" => ErrorKind::Timeout,
        "UNAVAILABLE" | "INTERNAL" | "ABORTED" | "UNKNOWN" => ErrorKind::Overloaded,
        _ => return None,
    })
}

/// `RetryInfo` among the details: `"retryDelay": "34.07s"`.
fn retry_delay(details: &[Value]) -> Option<Duration> {
    let delay = details.iter().find_map(|detail| detail.get("retryDelay")?.as_str())?;
    seconds(delay.strip_suffix('s')?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(code: u16, status: &str, message: &str, details: &Value) -> Told {
        told(
            &json!({"error": {"code": code, "status": status, "message": message, "details": details}}),
        )
    }

    #[test]
    fn error_is_told_by_status_words_and_details() {
        let none = json!([]);
        let bad_key = json!([{"@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID", "domain": "googleapis.com"}]);
        let too_long = "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).";
        for (code, status, message, details, expected) in [
            (400, "INVALID_ARGUMENT", "Bad field", &none, ErrorKind::BadRequest),
            (400, "INVALID_ARGUMENT", too_long, &none, ErrorKind::TooLong),
            (400, "INVALID_ARGUMENT", "API key not valid.", &bad_key, ErrorKind::Auth),
            (400, "FAILED_PRECONDITION", "Enable billing", &none, ErrorKind::Auth),
            (401, "UNAUTHENTICATED", "", &none, ErrorKind::Auth),
            (403, "PERMISSION_DENIED", "", &none, ErrorKind::Auth),
            (404, "NOT_FOUND", "models/x is not found", &none, ErrorKind::NoModel),
            (429, "RESOURCE_EXHAUSTED", "", &none, ErrorKind::RateLimit),
            (500, "INTERNAL", "", &none, ErrorKind::Overloaded),
            (503, "UNAVAILABLE", "The model is overloaded", &none, ErrorKind::Overloaded),
            (504, "DEADLINE_EXCEEDED", "", &none, ErrorKind::Timeout),
        ] {
            assert_eq!(read(code, status, message, details).sure, Some(expected), "{message}");
        }
        assert_eq!(read(429, "NEW", "", &none).likely, ErrorKind::RateLimit);
    }

    #[test]
    fn error_says_how_long_to_wait_among_its_details() {
        for (delay, expected) in [
            (json!("34s"), Some(Duration::from_secs(34))),
            (json!("0.5s"), Some(Duration::from_millis(500))),
            (json!("soon"), None),
            (json!(34), None),
            (json!("-3s"), None),
        ] {
            let details = json!([{"reason": "x"},
                {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay}]);
            assert_eq!(read(429, "RESOURCE_EXHAUSTED", "", &details).retry_after, expected);
        }
    }

    #[test]
    fn error_in_a_list_is_read_too() {
        let list = json!([{"error": {"code": 503, "status": "UNAVAILABLE"}}]);
        assert_eq!(told(&list).sure, Some(ErrorKind::Overloaded));
        assert_eq!(told(&json!("x")).sure, None);
    }
}
