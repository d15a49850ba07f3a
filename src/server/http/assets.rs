//! Files of the page: compressed beforehand, cached for good where their name changes with their content.

use std::borrow::Cow;

use axum::{
    body::{Body, Bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::state::AppState;

/// What a file of ours may do when opened by itself; for the service worker, what it may fetch.
const POLICY: &str = "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self'; \
                      img-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'";
const FOR_GOOD: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// One file and its compressed forms.
#[derive(Clone, Debug)]
pub struct Asset {
    pub bytes: Cow<'static, [u8]>,
    pub mime: Cow<'static, str>,
    /// Changes with the content; without quotes.
    pub etag: Cow<'static, str>,
    pub br: Option<Cow<'static, [u8]>>,
    pub gzip: Option<Cow<'static, [u8]>>,
    /// The name contains a hash of the content, so the file behind it never changes.
    pub hashed: bool,
}

/// Where files come from. `path` has no leading slash, and names a file of a closed list: there is no folder to leave.
pub trait Assets: Send + Sync {
    fn get(&self, path: &str) -> Option<Asset>;
}

/// No files at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoAssets;

impl Assets for NoAssets {
    fn get(&self, _: &str) -> Option<Asset> {
        None
    }
}

/// Middleware around the pages: answers with the file of that name, where there is one.
pub(super) async fn serve(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let name = request.uri().path().trim_start_matches('/');
    match reads.then(|| find(&state, name)).flatten() {
        Some(asset) => answer(asset, request.headers()),
        None => next.run(request).await,
    }
}

fn find(state: &AppState, name: &str) -> Option<Asset> {
    if name.is_empty() || name.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return None;
    }
    state.assets.get(name)
}

fn answer(asset: Asset, asked: &HeaderMap) -> Response {
    let (encoding, bytes) = choose(&asset, asked);
    // Each encoding is a representation of its own, with its own validator (RFC 9110, section 8.8.3).
    let etag = match encoding {
        Some(encoding) => format!("\"{}-{encoding}\"", asset.etag),
        None => format!("\"{}\"", asset.etag),
    };
    let caching = if asset.hashed { FOR_GOOD } else { ASK_AGAIN };
    let mut response = if knows(asked, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = body(bytes).into_response();
        if let Ok(mime) = HeaderValue::from_str(&asset.mime) {
            response.headers_mut().insert(header::CONTENT_TYPE, mime);
        }
        if let Some(encoding) = encoding {
            let encoding = HeaderValue::from_static(encoding);
            response.headers_mut().insert(header::CONTENT_ENCODING, encoding);
        }
        response
    };
    let headers = response.headers_mut();
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        headers.insert(header::ETAG, etag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    response
}

fn body(bytes: Cow<'static, [u8]>) -> Body {
    match bytes {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes).into(),
        Cow::Owned(bytes) => bytes.into(),
    }
}

fn choose(asset: &Asset, asked: &HeaderMap) -> (Option<&'static str>, Cow<'static, [u8]>) {
    let accepted = asked.get(header::ACCEPT_ENCODING).and_then(|line| line.to_str().ok());
    let accepts = |encoding: &str| {
        accepted.unwrap_or_default().split(',').any(|item| {
            let (name, quality) = item.split_once(';').unwrap_or((item, ""));
            let refused = matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
            name.trim().eq_ignore_ascii_case(encoding) && !refused
        })
    };
    match (&asset.br, &asset.gzip) {
        (Some(bytes), _) if accepts("br") => (Some("br"), bytes.clone()),
        (_, Some(bytes)) if accepts("gzip") => (Some("gzip"), bytes.clone()),
        _ => (None, asset.bytes.clone()),
    }
}

/// Whether the client has this very representation.
fn knows(asked: &HeaderMap, etag: &str) -> bool {
    let known = asked.get(header::IF_NONE_MATCH).and_then(|line| line.to_str().ok());
    known.is_some_and(|known| {
        known
            .split(',')
            .any(|tag| matches!(tag.trim(), "*") || tag.trim().trim_start_matches("W/") == etag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset() -> Asset {
        Asset {
            bytes: Cow::Borrowed(b"plain"),
            mime: "text/css".into(),
            etag: "abc".into(),
            br: Some(Cow::Borrowed(b"br")),
            gzip: Some(Cow::Borrowed(b"gz")),
            hashed: false,
        }
    }

    fn asking(name: header::HeaderName, value: &'static str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        answer(asset(), &headers)
    }

    #[test]
    fn asset_comes_in_the_best_encoding_asked_for() {
        let encoding = |accepted| {
            asking(header::ACCEPT_ENCODING, accepted)
                .headers()
                .get(header::CONTENT_ENCODING)
                .cloned()
        };
        assert_eq!(encoding("gzip, deflate, br").unwrap(), "br");
        assert_eq!(encoding("br;q=0, gzip").unwrap(), "gzip");
        assert_eq!(encoding("identity"), None);
        assert_eq!(encoding("brotli"), None);
    }

    #[test]
    fn asset_known_to_the_client_is_not_sent_again() {
        assert_eq!(asking(header::IF_NONE_MATCH, "\"x\", W/\"abc\"").status(), 304);
        assert_eq!(asking(header::IF_NONE_MATCH, "\"abc-br\"").status(), 200);
    }

    #[test]
    fn asset_is_cached_for_good_only_when_its_name_has_a_hash() {
        let caching =
            |asset| answer(asset, &HeaderMap::new()).headers()[header::CACHE_CONTROL].clone();
        assert_eq!(caching(asset()), ASK_AGAIN);
        assert_eq!(caching(Asset { hashed: true, ..asset() }), FOR_GOOD);
    }
}
