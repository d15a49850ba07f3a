//! Extractors that fail in our one shape.

use adda_protocol::{ErrorCode, dto::Scope};
use axum::{
    extract::{FromRequest, FromRequestParts, Path, Query, Request},
    http::{HeaderMap, header, request::Parts},
};
use serde::de::DeserializeOwned;

use super::{body, caller::Caller, error::Failure};
use crate::auth::Identity;

/// The person who asks, in a session of theirs; 401 without one. API keys are refused: what is open to them takes
/// [`Reader`] or [`Asker`].
pub(super) struct Who(pub Identity);

/// A person, or a program of theirs that may read.
pub(super) struct Reader(pub Identity);

/// A person, or a program of theirs that may ask for answers.
pub(super) struct Asker(pub Identity);

/// A person, or any program of theirs.
pub(super) struct Program(pub Identity);

fn identity(parts: &Parts) -> Result<Identity, Failure> {
    let who = parts.extensions.get::<Identity>().cloned();
    who.ok_or_else(|| Failure::new(ErrorCode::Unauthorized))
}

impl<S: Sync> FromRequestParts<S> for Who {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let who = identity(parts)?;
        who.session()?;
        Ok(Self(who))
    }
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let who = identity(parts)?;
        who.require(Scope::Read)?;
        Ok(Self(who))
    }
}

impl<S: Sync> FromRequestParts<S> for Program {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        identity(parts).map(Self)
    }
}

impl<S: Sync> FromRequestParts<S> for Asker {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let who = identity(parts)?;
        who.require(Scope::Chat)?;
        Ok(Self(who))
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let caller = parts.extensions.get::<Self>().cloned();
        caller.ok_or_else(|| Failure::internal("the caller was not identified"))
    }
}

/// Ids in the path. Text that is no id names nothing that exists.
pub(super) struct Id<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let id = Path::from_request_parts(parts, state).await;
        id.map(|Path(id)| Self(id)).map_err(|_| Failure::new(ErrorCode::NotFound))
    }
}

/// Parameters after `?`.
pub(super) struct Params<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(params)) => Ok(Self(params)),
            Err(_) => Err(Failure::with_message(
                ErrorCode::Malformed,
                "A parameter after the question mark could not be understood.",
            )),
        }
    }
}

/// A JSON body, sent as `application/json`. Fields it does not know are ignored.
pub(super) struct Input<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Input<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &S) -> Result<Self, Failure> {
        // A form of another site cannot send this type, and a script there has to ask first.
        if essence(request.headers()) != Some("application/json") {
            return Err(Failure::new(ErrorCode::UnsupportedMediaType));
        }
        let bytes = body::read(request.into_body()).await?;
        parse(&bytes).map(Self)
    }
}

pub(super) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Failure> {
    // The whole of it: what stands in fields nobody reads is not looked at otherwise.
    let text = std::str::from_utf8(bytes).map_err(|_| malformed())?;
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let inner = error.inner();
        if !inner.is_data() {
            return malformed();
        }
        // Never the parser's own words: they repeat the value, which may be a password.
        match (missing(&inner.to_string()), error.path().to_string()) {
            (Some(field), _) => Failure::invalid(field, "This field is missing."),
            (None, path) if path == "." => Failure::invalid("", "The body must be an object."),
            (None, path) => Failure::invalid(&path, "This field is of the wrong kind."),
        }
    })?;
    reader.end().map_err(|_| malformed())?;
    Ok(value)
}

fn malformed() -> Failure {
    Failure::with_message(ErrorCode::Malformed, "The body is not valid JSON.")
}

/// The name of a field of ours that the parser missed.
fn missing(complaint: &str) -> Option<&str> {
    complaint.strip_prefix("missing field `")?.split('`').next()
}

/// A form's fields, sent as `application/x-www-form-urlencoded`.
pub(super) struct Fields<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Fields<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        if essence(request.headers()) != Some("application/x-www-form-urlencoded") {
            return Err(Failure::new(ErrorCode::UnsupportedMediaType));
        }
        let (parts, stream) = request.into_parts();
        let bytes = body::read(stream).await?;
        if !is_text(&bytes) {
            return Err(Failure::new(ErrorCode::Malformed));
        }
        let request = Request::from_parts(parts, bytes.into());
        match axum::Form::from_request(request, state).await {
            Ok(axum::Form(fields)) => Ok(Self(fields)),
            Err(_) => Err(Failure::new(ErrorCode::Malformed)),
        }
    }
}

/// Whether a form is text once it is decoded. What is not would be replaced, and stored as what nobody wrote.
fn is_text(form: &[u8]) -> bool {
    let digit = |at| form.get(at).and_then(|&byte| char::from(byte).to_digit(16));
    let (mut decoded, mut at) = (Vec::with_capacity(form.len()), 0);
    while let Some(&byte) = form.get(at) {
        let pair = digit(at + 1).zip(digit(at + 2)).filter(|_| byte == b'%');
        let value = pair.and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        decoded.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    std::str::from_utf8(&decoded).is_ok()
}

/// The media type without its parameters.
pub(super) fn essence(headers: &HeaderMap) -> Option<&str> {
    let whole = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    whole.split(';').next().map(str::trim)
}

/// Whether the client asks for server-sent events.
pub(super) fn wants_events(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| {
        accept.split(',').any(|kind| kind.trim().starts_with("text/event-stream"))
    })
}

#[cfg(test)]
mod tests {
    use adda_protocol::dto::{Login, SendMessage};

    use super::*;

    fn code<T: DeserializeOwned>(body: &[u8]) -> Option<ErrorCode> {
        parse::<T>(body).err().map(|failure| failure.code())
    }

    #[test]
    fn input_tells_unreadable_from_unfitting() {
        assert_eq!(code::<SendMessage>(b"{\"text\":\"a\",\"role\":\"admin\"}"), None);
        assert_eq!(code::<SendMessage>(b"{\"text\":"), Some(ErrorCode::Malformed));
        assert_eq!(code::<SendMessage>(b"{\"text\":\"a\"} x"), Some(ErrorCode::Malformed));
        assert_eq!(code::<SendMessage>(b"{\"text\":\"\xff\"}"), Some(ErrorCode::Malformed));
        let unread = b"{\"text\":\"a\",\"role\":\"\xff\"}";
        assert_eq!(code::<SendMessage>(unread), Some(ErrorCode::Malformed));
        assert_eq!(code::<SendMessage>(b""), Some(ErrorCode::Malformed));
        assert_eq!(code::<SendMessage>(b"{\"text\":7}"), Some(ErrorCode::Invalid));
        assert_eq!(code::<SendMessage>(b"{}"), Some(ErrorCode::Invalid));
        assert_eq!(code::<SendMessage>(b"[]"), Some(ErrorCode::Invalid));
        let deep = "[".repeat(100_000);
        assert_eq!(code::<serde_json::Value>(deep.as_bytes()), Some(ErrorCode::Malformed));
    }

    #[test]
    fn form_is_text_once_it_is_decoded() {
        for form in ["", "text=caf%C3%A9+%E0%A4%B9", "text=100%", "text=%zz%", "text=\u{fffd}"] {
            assert!(is_text(form.as_bytes()), "{form}");
        }
        for form in [&b"text=%ff"[..], b"text=\xff", b"%C3=x", b"text=%C3%", b"text=\xc3%28"] {
            assert!(!is_text(form), "{form:?}");
        }
    }

    #[test]
    fn input_names_the_field_that_is_missing_or_wrong() {
        let field = |body: &[u8]| {
            let body = parse::<SendMessage>(body).unwrap_err().into_body();
            body.details.unwrap()["field"].as_str().unwrap().to_owned()
        };
        assert_eq!(field(b"{}"), "text");
        assert_eq!(field(b"{\"text\":\"a\",\"client_id\":\"x\"}"), "client_id");
    }

    #[test]
    fn a23_complaint_about_a_body_never_repeats_its_values() {
        let secret = "hunter2hunter2";
        let body = format!("{{\"email\":[\"{secret}\"],\"password\":\"{secret}\"}}");
        let failure = parse::<Login>(body.as_bytes()).unwrap_err();
        assert!(!format!("{failure:?}").contains(secret));
        let failure = parse::<Login>(format!("\"{secret}\"").as_bytes()).unwrap_err();
        assert!(!format!("{failure:?}").contains(secret), "{failure:?}");
    }
}
