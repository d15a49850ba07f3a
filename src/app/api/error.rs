//! The error of every server function: protocol's one shape.

use adda_protocol::{ErrorBody, ErrorCode, json::FromJson};
use leptos::{
    prelude::FromServerFnError,
    server_fn::{codec::JsonEncoding, error::ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a server function answers when it cannot do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(transparent)]
#[error("{}", .0.message)]
pub struct ApiError(pub ErrorBody);

impl FromJson for ApiError {
    fn from_json(value: &mut Value) -> Option<Self> {
        ErrorBody::from_json(value).map(Self)
    }
}

impl ApiError {
    /// The error with its usual sentence. On the server it also sets the status of the answer, which would be 500.
    pub fn new(code: ErrorCode) -> Self {
        ErrorBody::new(code).into()
    }

    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// Whether asking again may work although nothing was changed: the network or a busy server was in the way.
    pub fn is_transient(&self) -> bool {
        matches!(self.0.code, ErrorCode::Unavailable | ErrorCode::Internal | ErrorCode::RateLimited)
    }
}

impl From<ErrorBody> for ApiError {
    fn from(body: ErrorBody) -> Self {
        super::set_status(body.code);
        Self(body)
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        use ServerFnErrorErr as E;
        match error {
            E::Request(_) => ErrorBody::with_message(
                ErrorCode::Unavailable,
                "The server could not be reached. Please check the connection and try again.",
            )
            .into(),
            // What cannot be read are arguments: answers are read by `call`.
            E::Args(_)
            | E::MissingArg(_)
            | E::Deserialization(_)
            | E::UnsupportedRequestMethod(_) => Self::new(ErrorCode::Malformed),
            _ => Self::new(ErrorCode::Internal),
        }
    }
}
