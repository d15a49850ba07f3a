//! The one shape of an error, and the codes a client may rely on.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{from_json, json::FromJson};

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $status:literal, $sentence:literal;)*) => {
        /// Stable codes: clients match on these, people read [`ErrorBody::message`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum ErrorCode {
            $($(#[$doc])* #[serde(rename = $word)] $name,)*
            /// A code this build does not know.
            #[serde(other, rename = "unknown")]
            Unknown,
        }

        impl ErrorCode {
            /// Every code, for documentation and tests.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code's word in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)* Self::Unknown => "unknown" }
            }

            /// Reads [`Self::as_str`] back.
            pub fn parse(word: &str) -> Self {
                match word { $($word => Self::$name,)* _ => Self::Unknown }
            }

            /// The HTTP status the code travels with.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)* Self::Unknown => 500 }
            }

            /// A sentence a person understands, where nothing more exact is known.
            pub const fn sentence(self) -> &'static str {
                match self {
                    $(Self::$name => $sentence,)*
                    Self::Unknown => "Something went wrong. Please try again.",
                }
            }
        }
    };
}

codes! {
    /// The body, frame or parameter could not be read.
    Malformed = "malformed", 400, "The request could not be understood.";
    /// A field was read but its value is not allowed; `details.field` names it.
    Invalid = "invalid", 422, "Something in the form needs another look.";
    Unauthorized = "unauthorized", 401, "Please sign in.";
    WrongCredentials = "wrong_credentials", 401, "E-mail or password is wrong.";
    /// The password was right; an administrator blocked the account.
    AccountBlocked = "account_blocked", 403, "This account is blocked. Ask whoever looks after this server.";
    Forbidden = "forbidden", 403, "You may not do that here.";
    /// The request came from another site.
    ForeignOrigin = "foreign_origin", 403, "This request came from another site and was refused.";
    RegistrationClosed = "registration_closed", 403, "This server does not take new accounts.";
    NotFound = "not_found", 404, "This does not exist, or is not yours.";
    MethodNotAllowed = "method_not_allowed", 405, "That is not possible here.";
    EmailTaken = "email_taken", 409, "There is already an account with this e-mail.";
    /// The thing is in a state in which this cannot be done.
    Conflict = "conflict", 409, "That is not possible right now.";
    TooLarge = "too_large", 413, "That is too long.";
    UnsupportedMediaType = "unsupported_media_type", 415, "Send this as JSON.";
    /// Wait for `Retry-After` seconds, also in `details.retry_after`.
    RateLimited = "rate_limited", 429, "That was a little fast. Please wait a moment.";
    QueueFull = "queue_full", 429, "Several answers are already waiting here. Let them finish first.";
    Internal = "internal", 500, "Something went wrong on our side. Nothing you wrote is lost.";
    Unavailable = "unavailable", 503, "The server is busy or stopping. Please try again in a moment.";
    /// No such model, or none that this server can reach.
    ModelUnavailable = "model_unavailable", 422, "This model is not available here.";
    /// Neither the person nor the server has a key for the model's provider.
    KeyMissing = "key_missing", 422, "This model needs a key. Add one under Settings, Keys.";
    /// The person has a key of this provider already.
    KeyExists = "key_exists", 409, "You have a key for this provider already. Remove it first.";
    /// The service did not accept the person's own key. Nobody else's is used in its place.
    OwnKeyRefused = "own_key_refused", 502, "The AI service did not accept your own key, and the server's was not used instead. Mend or remove your key under Settings, Keys.";
    /// The person's own key does not open any more, or was given for another address of the service.
    OwnKeyUnusable = "own_key_unusable", 422, "Your own key for this AI service can no longer be used here. Remove it and add it again under Settings, Keys.";
    /// The operator lets nothing of this kind out; `details.kinds` names them.
    PrivateBlocked = "private_blocked", 422, "This holds private details that this server does not let out.";
    /// The API key does not have the scope this needs.
    ScopeMissing = "scope_missing", 403, "This API key may not do that.";
    ProviderAuth = "provider_auth", 502, "The AI service did not accept the server's key.";
    ProviderRateLimited = "provider_rate_limited", 502, "The AI service is limiting requests. Try again shortly.";
    ProviderOverloaded = "provider_overloaded", 502, "The AI service is overloaded. Try again shortly.";
    ProviderBadRequest = "provider_bad_request", 502, "The AI service refused the request.";
    ProviderTooLong = "provider_too_long", 502, "The conversation is too long for this model.";
    ProviderNetwork = "provider_network", 502, "The AI service could not be reached.";
    ProviderTimeout = "provider_timeout", 502, "The AI service stopped answering.";
    ProviderMalformed = "provider_malformed", 502, "The AI service answered with something unreadable.";
    /// The answer ended because it reached its length limit.
    AnswerLimit = "answer_limit", 502, "The answer reached its length limit. Continue to read on.";
    ProviderFiltered = "provider_filtered", 502, "The AI service declined to answer this.";
    /// The server stopped while the answer was being written.
    ServerRestarted = "server_restarted", 502, "The server restarted while this was being written.";
}

impl FromJson for ErrorCode {
    fn from_json(value: &mut Value) -> Option<Self> {
        value.as_str().map(Self::parse)
    }
}

/// What went wrong: `{"code", "message", "details"?, "request_id"?}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    pub code: ErrorCode,
    /// One friendly sentence; never internals.
    pub message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub details: Option<Value>,
    /// Names the request in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

from_json!(ErrorBody { code, message, details, request_id });

impl ErrorBody {
    /// The code with its usual sentence.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, message: code.sentence().to_owned(), details: None, request_id: None }
    }

    /// The code with a more exact sentence.
    pub fn with_message(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { message: message.into(), ..Self::new(code) }
    }
}

/// The body of every error answer of the REST API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorEnvelope {
    pub error: ErrorBody,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_codes_round_trip_and_unknown_ones_are_kept_apart() {
        for &code in ErrorCode::ALL {
            let json = serde_json::to_string(&code).unwrap();
            assert_eq!(json, format!("\"{}\"", code.as_str()));
            assert_eq!(serde_json::from_str::<ErrorCode>(&json).unwrap(), code);
            assert_eq!(ErrorCode::parse(code.as_str()), code);
        }
        assert_eq!(serde_json::from_str::<ErrorCode>("\"new\"").unwrap(), ErrorCode::Unknown);
    }
}
