//! Failures in the shape of `OpenAI`'s API: `{"error": {"message", "type", "param", "code"}}`.

use adda_protocol::{ErrorBody, ErrorCode};
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;

use crate::http::openapi::object;

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::http) struct Envelope {
    error: ApiError,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct ApiError {
    message: String,
    r#type: &'static str,
    /// The field that is wrong.
    param: Option<String>,
    code: &'static str,
}

object! {
    Envelope as "OpenAiError" { error: ApiError }
}

object! {
    ApiError as "OpenAiErrorBody" {
        message: String,
        r#type: &'static str,
        param: Option<String> as nullable,
        code: &'static str,
    }
}

impl From<ErrorBody> for Envelope {
    fn from(body: ErrorBody) -> Self {
        let detail = |name| Some(body.details.as_ref()?.get(name)?.as_str()?.to_owned());
        let param = match body.code {
            ErrorCode::ModelUnavailable => Some("model".to_owned()),
            _ => detail("field").filter(|field| !field.is_empty()),
        };
        let error = ApiError {
            r#type: kind(status(body.code)),
            param,
            code: word(body.code),
            message: body.message,
        };
        Self { error }
    }
}

/// The whole answer that tells of a failure.
pub(in crate::http) fn written(body: ErrorBody) -> Response {
    let status = StatusCode::from_u16(status(body.code));
    (status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR), Json(Envelope::from(body)))
        .into_response()
}

/// Clients decide by the status what to raise and whether to try again.
const fn status(code: ErrorCode) -> u16 {
    match code {
        ErrorCode::Invalid | ErrorCode::ProviderBadRequest | ErrorCode::ProviderTooLong => 400,
        ErrorCode::KeyMissing => 403,
        ErrorCode::ModelUnavailable => 404,
        ErrorCode::ProviderRateLimited => 429,
        ErrorCode::ProviderOverloaded => 503,
        ErrorCode::ProviderTimeout => 504,
        other => other.status(),
    }
}

const fn kind(status: u16) -> &'static str {
    match status {
        401 => "authentication_error",
        403 => "permission_error",
        429 => "rate_limit_error",
        400..=499 => "invalid_request_error",
        _ => "server_error",
    }
}

/// The API's own words where it has one, else ours.
const fn word(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Unauthorized => "invalid_api_key",
        ErrorCode::ModelUnavailable => "model_not_found",
        ErrorCode::ProviderTooLong => "context_length_exceeded",
        ErrorCode::RateLimited | ErrorCode::ProviderRateLimited => "rate_limit_exceeded",
        other => other.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::failure::Failure;

    fn told(failure: Failure) -> (u16, Value) {
        let body = failure.into_body();
        (status(body.code), serde_json::to_value(Envelope::from(body)).unwrap())
    }

    #[test]
    fn error_has_the_shape_and_the_words_of_the_api() {
        let error = |message, kind, param, code| json!({"error": {"message": message, "type": kind, "param": param, "code": code}});
        let invalid = told(Failure::invalid("n", "Only one."));
        assert_eq!(
            invalid,
            (400, error("Only one.", "invalid_request_error", json!("n"), "invalid"))
        );
        let model = told(Failure::with_message(ErrorCode::ModelUnavailable, "No."));
        let not_found = error("No.", "invalid_request_error", json!("model"), "model_not_found");
        assert_eq!(model, (404, not_found));
        let key = told(Failure::with_message(ErrorCode::Unauthorized, "No."));
        assert_eq!(
            key,
            (401, error("No.", "authentication_error", Value::Null, "invalid_api_key"))
        );
    }

    #[test]
    fn error_of_every_code_has_a_status_that_clients_understand() {
        for &code in ErrorCode::ALL {
            assert!((400..600).contains(&status(code)), "{code:?}");
            let retried = status(code) == 429 || status(code) >= 500;
            let ours = matches!(code, ErrorCode::ProviderBadRequest | ErrorCode::ProviderTooLong);
            assert!(!(retried && ours), "{code:?} is not tried again in vain");
        }
    }
}
