//! A failure on its way out: what a client may know of it, and what only the log may. The one place that turns the
//! services' errors into words for people.

use adda_protocol::{ErrorBody, ErrorCode, limits};
use serde_json::json;

use crate::{
    administration, auth, chat, export, import, keys,
    limiter::Refused,
    metering, personal,
    provider::{ErrorKind, ProviderError},
    store,
};

/// What a request failed with. Only `body` is ever sent.
#[derive(Clone, Debug)]
pub struct Failure {
    body: Box<ErrorBody>,
    /// For the log.
    inside: Option<String>,
}

impl Failure {
    pub fn new(code: ErrorCode) -> Self {
        Self { body: Box::new(ErrorBody::new(code)), inside: None }
    }

    pub fn with_message(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { body: Box::new(ErrorBody::with_message(code, message)), inside: None }
    }

    /// A field whose value is not allowed.
    pub fn invalid(field: &str, message: impl Into<String>) -> Self {
        let mut failure = Self::with_message(ErrorCode::Invalid, message);
        failure.body.details = Some(json!({ "field": field }));
        failure
    }

    /// Something of ours that went wrong; `detail` goes to the log only.
    pub fn internal(detail: impl Into<String>) -> Self {
        Self { body: Box::new(ErrorBody::new(ErrorCode::Internal)), inside: Some(detail.into()) }
    }

    pub fn code(&self) -> ErrorCode {
        self.body.code
    }

    /// The error as clients get it, for streams and frames.
    pub fn into_body(self) -> ErrorBody {
        if let Some(inside) = &self.inside {
            tracing::error!(error.code = self.body.code.as_str(), "request failed: {inside}");
        }
        *self.body
    }

    /// Seconds to wait, where there is something to wait for.
    pub fn retry_after(&self) -> Option<u64> {
        self.body.details.as_ref()?.get("retry_after")?.as_u64()
    }

    fn wait(self, seconds: u64) -> Self {
        self.detail("retry_after", &seconds)
    }

    fn detail(mut self, name: &str, value: &impl serde::Serialize) -> Self {
        self.body.details = Some(json!({ name: value }));
        self
    }
}

/// Seconds a client should wait where nothing more exact is known.
const PATIENCE: u64 = 5;

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Limited { retry_after } => Self::new(ErrorCode::RateLimited).wait(retry_after),
            Refused::Unavailable(_) => Self::new(ErrorCode::Unavailable).wait(PATIENCE),
        }
    }
}

impl From<auth::Error> for Failure {
    fn from(error: auth::Error) -> Self {
        match &error {
            auth::Error::Invalid { field, message } => Self::invalid(field, sentence(message)),
            auth::Error::RateLimited { retry_after } => Self::new(error.code()).wait(*retry_after),
            auth::Error::UnknownKey => Self::with_message(
                error.code(),
                "This API key does not work: it is mistyped, has expired or was revoked.",
            ),
            auth::Error::NotForKeys => {
                Self::with_message(error.code(), "An API key cannot do this. Sign in instead.")
            }
            auth::Error::ScopeMissing(scope) => Self::new(error.code()).detail("scope", scope),
            auth::Error::Conflict(why) => Self::with_message(error.code(), sentence(why)),
            auth::Error::Uncounted => Self::new(error.code()).wait(PATIENCE),
            auth::Error::Store(inner) => Self::from_store(inner),
            auth::Error::Internal(detail) => Self::internal(detail.clone()),
            _ => Self::new(error.code()),
        }
    }
}

impl From<chat::Error> for Failure {
    fn from(error: chat::Error) -> Self {
        let code = error.code();
        match &error {
            chat::Error::Invalid { field, message } => Self::invalid(field, sentence(message)),
            chat::Error::TooLarge { what, limit, unit } => Self::with_message(
                code,
                format!("That is too long: {what} may have at most {limit} {unit}."),
            ),
            chat::Error::RateLimited { retry_after } => Self::new(code).wait(*retry_after),
            chat::Error::QueueFull | chat::Error::Uncounted => Self::new(code).wait(PATIENCE),
            chat::Error::Blocked(blocked) => {
                let names: Vec<&str> = blocked.0.iter().map(|kind| kind.name()).collect();
                let named = names.join(", ");
                let message = format!(
                    "This server does not let this out: {named}. Leave it out and send again."
                );
                Self::with_message(code, message).detail("kinds", &blocked.0)
            }
            chat::Error::Provider(inner) => Self::from_provider(inner),
            chat::Error::Store(inner) => Self::from_store(inner),
            _ => Self::new(code),
        }
    }
}

impl From<metering::Error> for Failure {
    fn from(error: metering::Error) -> Self {
        match &error {
            metering::Error::Invalid { field, message } => Self::invalid(field, *message),
            metering::Error::Store(inner) => Self::from_store(inner),
        }
    }
}

impl From<personal::Error> for Failure {
    fn from(error: personal::Error) -> Self {
        let code = error.code();
        match error {
            personal::Error::Invalid { field, message } => Self::invalid(field, message),
            personal::Error::Conflict(why) => Self::with_message(code, sentence(why)),
            personal::Error::Auth(inner) => inner.into(),
            personal::Error::Store(inner) => Self::from_store(&inner),
            personal::Error::Busy => Self::new(code).wait(PATIENCE),
            personal::Error::NotFound => Self::new(code),
        }
    }
}

impl From<administration::Error> for Failure {
    fn from(error: administration::Error) -> Self {
        let code = error.code();
        match error {
            administration::Error::Invalid { field, message } => Self::invalid(field, message),
            administration::Error::Conflict(why) => Self::with_message(code, sentence(why)),
            administration::Error::Auth(inner) => inner.into(),
            administration::Error::Usage(inner) => inner.into(),
            administration::Error::Store(inner) => Self::from_store(&inner),
            administration::Error::NotFound => Self::new(code),
        }
    }
}

impl From<export::Error> for Failure {
    fn from(error: export::Error) -> Self {
        let code = error.code();
        match error {
            export::Error::Auth(inner) => inner.into(),
            export::Error::TooOften(inner) => inner.into(),
            export::Error::Busy => Self::new(code).wait(PATIENCE),
            export::Error::Store(inner) => Self::from_store(&inner),
            _ => Self::internal(error.to_string()),
        }
    }
}

impl From<import::Error> for Failure {
    fn from(error: import::Error) -> Self {
        let code = error.code();
        match error {
            import::Error::Auth(inner) => inner.into(),
            import::Error::TooOften(inner) => inner.into(),
            import::Error::Chat(inner) => inner.into(),
            import::Error::Store(inner) => Self::from_store(&inner),
            import::Error::Busy => Self::new(code).wait(PATIENCE),
            import::Error::Running => Self::with_message(
                code,
                "Your last file is still being read. Wait for it, or cancel it.",
            ),
            import::Error::TooLong => {
                let mib = limits::IMPORT_BYTES / 1024 / 1024;
                let message = format!("That is too long: a file may have at most {mib} MiB.");
                Self::with_message(code, message)
            }
            import::Error::Empty => Self::invalid("file", "Choose a file: this one is empty."),
            import::Error::Unsent => {
                Self::with_message(code, "The file did not come whole. Send it again.")
            }
            import::Error::Disk(inner) => Self::internal(inner.to_string()),
            import::Error::NotFound => Self::new(code),
        }
    }
}

impl From<keys::Error> for Failure {
    fn from(error: keys::Error) -> Self {
        let code = error.code();
        match error {
            keys::Error::Invalid { field, message } => Self::invalid(field, message),
            keys::Error::Auth(inner) => inner.into(),
            keys::Error::TooOften(inner) => inner.into(),
            keys::Error::Store(inner) => Self::from_store(&inner),
            keys::Error::NotFound | keys::Error::Exists => Self::new(code),
        }
    }
}

impl From<store::Error> for Failure {
    fn from(error: store::Error) -> Self {
        Self::from_store(&error)
    }
}

impl Failure {
    /// What a service says of a request that a program wrote is for the program to read.
    fn from_provider(error: &ProviderError) -> Self {
        let code = error.kind.code();
        let failure = match error.kind {
            ErrorKind::BadRequest | ErrorKind::TooLong => {
                Self::with_message(code, format!("{} ({})", code.sentence(), error.detail))
            }
            _ => Self::new(code),
        };
        match error.retry_after {
            Some(wait) => {
                failure.wait(u64::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(PATIENCE))
            }
            None => failure,
        }
    }

    fn from_store(error: &store::Error) -> Self {
        Self { body: Box::new(ErrorBody::new(error.code())), inside: Some(error.to_string()) }
    }
}

/// Services word their complaints for logs; people read sentences.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let Some(first) = letters.next() else { return String::new() };
    let end = if message.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{}{}{end}", first.to_uppercase(), letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failure_of_the_store_shows_nothing_of_it() {
        let error = chat::Error::Store(store::Error::Refused("no such table: users".to_owned()));
        let body = Failure::from(error).into_body();
        assert_eq!(body.code, ErrorCode::Internal);
        assert!(!serde_json::to_string(&body).unwrap().contains("table"));
    }

    #[test]
    fn failure_of_a_field_names_it() {
        let error = auth::Error::Invalid { field: "email", message: "is no address".to_owned() };
        let body = Failure::from(error).into_body();
        assert_eq!(body.message, "Is no address.");
        assert_eq!(body.details, Some(json!({ "field": "email" })));
    }

    #[test]
    fn failure_by_rate_says_how_long_to_wait() {
        let failure = Failure::from(auth::Error::RateLimited { retry_after: 7 });
        assert_eq!(failure.retry_after(), Some(7));
        assert_eq!(failure.code().status(), 429);
    }
}
