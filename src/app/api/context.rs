//! What server functions and the shell need of the request and of the server.

use adda_protocol::{ErrorCode, appearance::Language, dto::Appearance};
use adda_server::{
    administration::{self, Administration},
    auth::{self, Identity},
    chat,
    failure::Failure,
    http::{Caller, accepted},
    import, keys, metering, personal,
    services::Services,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use leptos::prelude::{use_context, with_context};
use leptos_axum::ResponseOptions;

use super::{ApiError, chat::ZONE};

/// The server's services. Missing only outside of a request.
pub fn services() -> Result<Services, ApiError> {
    use_context().ok_or_else(|| ApiError::new(ErrorCode::Internal))
}

/// Who asks, as the session middleware found out.
pub fn identity() -> Result<Identity, ApiError> {
    use_context::<Parts>()
        .and_then(|parts| parts.extensions.get::<Identity>().cloned())
        .ok_or_else(|| ApiError::new(ErrorCode::Unauthorized))
}

/// Whether anybody is signed in. Nobody is no error here.
pub fn is_somebodys() -> bool {
    extension::<Identity>().is_some()
}

/// Whether an administrator asks. Nobody is no error here.
pub fn is_administrators() -> bool {
    extension::<Identity>().is_some_and(|who| Administration::is_open_to(&who))
}

/// What the server has put beside the request.
pub fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<Parts>()?.extensions.get().cloned()
}

/// Where this server is, as the reader's browser found it: scheme and host.
pub fn base() -> String {
    let caller = extension::<Caller>();
    let scheme = if caller.as_ref().is_some_and(|caller| caller.https) { "https" } else { "http" };
    let host = caller.and_then(|caller| caller.host).unwrap_or_else(|| "localhost".to_owned());
    format!("{scheme}://{host}")
}

/// Path of the page that is asked for.
pub fn path() -> String {
    use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default()
}

/// Value of a cookie that is not secret, such as the theme.
pub fn cookie(name: &str) -> Option<String> {
    let parts = use_context::<Parts>()?;
    cookie_in(&parts.headers, name)
}

/// The reader's zone in minutes from UTC, as their browser told it last; 0 before.
pub fn zone() -> i64 {
    let told = cookie(ZONE).and_then(|minutes| minutes.parse().ok());
    // From the Line Islands to Baker Island.
    told.filter(|minutes| (-720..=840).contains(minutes)).unwrap_or(0)
}

fn cookie_in(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then(|| value.to_owned()))
}

/// The looks of a page: what its reader chose, or what their device remembers.
pub fn appearance() -> Appearance {
    let remembered = || cookie(Appearance::COOKIE).map(|words| Appearance::of_words(&words));
    extension().or_else(remembered).unwrap_or_default()
}

/// The languages a page may be drawn in, the best first: what its reader chose, or what their browser asks for.
pub fn languages() -> Vec<String> {
    let chosen = appearance().language;
    if chosen != Language::Browser {
        return vec![chosen.as_str().to_owned()];
    }
    with_context::<Parts, _>(|parts| accepted(&parts.headers)).unwrap_or_default()
}

/// Sets a header of the answer; a value that is no header text is left out.
pub fn set_header(name: HeaderName, value: &str) {
    if let (Some(options), Ok(value)) =
        (use_context::<ResponseOptions>(), HeaderValue::from_str(value))
    {
        options.insert_header(name, value);
    }
}

/// Gives the answer, page or server function, the code's status.
pub fn set_status(code: ErrorCode) {
    if let (Some(options), Ok(status)) =
        (use_context::<ResponseOptions>(), StatusCode::from_u16(code.status()))
    {
        options.set_status(status);
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        failure.into_body().into()
    }
}

impl From<chat::Error> for ApiError {
    fn from(error: chat::Error) -> Self {
        Failure::from(error).into()
    }
}

impl From<keys::Error> for ApiError {
    fn from(error: keys::Error) -> Self {
        Failure::from(error).into()
    }
}

impl From<metering::Error> for ApiError {
    fn from(error: metering::Error) -> Self {
        Failure::from(error).into()
    }
}

impl From<import::Error> for ApiError {
    fn from(error: import::Error) -> Self {
        Failure::from(error).into()
    }
}

impl From<personal::Error> for ApiError {
    fn from(error: personal::Error) -> Self {
        Failure::from(error).into()
    }
}

impl From<administration::Error> for ApiError {
    fn from(error: administration::Error) -> Self {
        Failure::from(error).into()
    }
}

impl From<auth::Error> for ApiError {
    fn from(error: auth::Error) -> Self {
        Failure::from(error).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("mytheme=light; theme=dark"));
        headers.append(header::COOKIE, HeaderValue::from_static("other=1"));
        assert_eq!(cookie_in(&headers, "theme").as_deref(), Some("dark"));
        assert_eq!(cookie_in(&headers, "other").as_deref(), Some("1"));
        assert_eq!(cookie_in(&headers, "them"), None);
    }
}
