//! Requests that change something must come from our own pages, from origins the operator allowed, or from no browser at
//! all. `Sec-Fetch-Site` and `Origin` are written by the browser and cannot be set by a page.

use adda_protocol::ErrorCode;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{bearer, caller::Caller, error::Failure, state::AppState};

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Where a browser says a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Our own pages, or an origin the operator allowed.
    Ours,
    Foreign,
    /// It says nothing: no browser of these years.
    Unsaid,
}

/// Reads the source off the headers. Where both are given, both must be right.
pub(super) fn source(headers: &HeaderMap, caller: &Caller, allowed: &[String]) -> Source {
    let said = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let origin = said(header::ORIGIN);
    if let Some(origin) = origin {
        if allowed.iter().any(|ours| same_origin(ours, origin)) {
            return Source::Ours;
        }
        if !is_own(origin, caller) {
            return Source::Foreign;
        }
    }
    match said(FETCH_SITE) {
        Some("same-origin" | "none") => Source::Ours,
        Some(_) => Source::Foreign,
        None if origin.is_some() => Source::Ours,
        None => Source::Unsaid,
    }
}

/// Middleware: refuses requests from other sites, except those that only read.
pub(super) async fn refuse_foreign(
    State(state): State<AppState>,
    request: Request,
    next: Next,
) -> Response {
    if is_safe(request.method()) || is_acceptable(&state, &request) {
        return next.run(request).await;
    }
    Failure::new(ErrorCode::ForeignOrigin).into_response()
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn is_acceptable(state: &AppState, request: &Request) -> bool {
    // No page of another site knows the key, and cookies beside it are not read.
    if bearer::key(request.headers()).is_some() {
        return true;
    }
    let Some(caller) = request.extensions().get::<Caller>() else { return false };
    let allowed = &state.services.config.server.allowed_origins;
    match source(request.headers(), caller, allowed) {
        Source::Ours => true,
        Source::Foreign => false,
        // Without a cookie there is nobody whose rights could be borrowed.
        Source::Unsaid => !request.headers().contains_key(header::COOKIE),
    }
}

/// Whether an origin is the one the client asked: its host and port, over the scheme the client is known to use.
fn is_own(origin: &str, caller: &Caller) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let Some(host) = caller.host.as_deref() else { return false };
    // A proxy that is not configured as trusted hides https from us; plain http behind https cannot be ours.
    let scheme_fits = match scheme {
        "https" => true,
        "http" => !caller.https,
        _ => false,
    };
    let port = if scheme == "https" { ":443" } else { ":80" };
    let bare = |text: &str| text.strip_suffix(port).unwrap_or(text).to_ascii_lowercase();
    scheme_fits && bare(authority) == bare(host)
}

fn same_origin(ours: &str, theirs: &str) -> bool {
    ours.trim_end_matches('/').eq_ignore_ascii_case(theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(https: bool, lines: &[(HeaderName, &str)]) -> Source {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.insert(name, value.parse().unwrap());
        }
        let host = Some("chat.example".to_owned());
        let caller = Caller { address: None, local: false, https, host, device: String::new() };
        source(&headers, &caller, &["https://app.example".to_owned()])
    }

    fn by_origin(https: bool, origin: &str) -> Source {
        judge(https, &[(header::ORIGIN, origin)])
    }

    #[test]
    fn a08_origin_must_be_the_host_asked_or_an_allowed_one() {
        assert_eq!(by_origin(true, "https://chat.example"), Source::Ours);
        assert_eq!(by_origin(false, "http://chat.example"), Source::Ours);
        assert_eq!(by_origin(false, "http://chat.example:80"), Source::Ours);
        assert_eq!(by_origin(true, "https://app.example"), Source::Ours);
        for foreign in [
            "https://evil.example",
            "https://chat.example.evil.example",
            "https://chat.example:8443",
            "https://xchat.example",
            "file://chat.example",
            "chat.example",
            "null",
            "",
        ] {
            assert_eq!(by_origin(true, foreign), Source::Foreign, "{foreign}");
        }
        assert_eq!(by_origin(true, "http://chat.example"), Source::Foreign);
    }

    #[test]
    fn a08_fetch_metadata_must_agree_with_the_origin() {
        assert_eq!(judge(true, &[(FETCH_SITE, "same-origin")]), Source::Ours);
        assert_eq!(judge(true, &[(FETCH_SITE, "none")]), Source::Ours);
        assert_eq!(judge(true, &[(FETCH_SITE, "same-site")]), Source::Foreign);
        assert_eq!(judge(true, &[(FETCH_SITE, "cross-site")]), Source::Foreign);
        let mixed = [(FETCH_SITE, "cross-site"), (header::ORIGIN, "https://chat.example")];
        assert_eq!(judge(true, &mixed), Source::Foreign);
        let mixed = [(FETCH_SITE, "same-origin"), (header::ORIGIN, "https://evil.example")];
        assert_eq!(judge(true, &mixed), Source::Foreign);
        assert_eq!(judge(true, &[]), Source::Unsaid);
    }
}
