//! Pages that need a login send people there and back.

use axum::{
    extract::Request,
    http::{Method, Uri},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};

use super::next::{own_path, own_path_or_home};
use crate::auth::Identity;

const LOGIN: &str = "/auth/login";

/// Middleware around the pages, inside `session`.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let signed_in = request.extensions().get::<Identity>().is_some();
    let uri = request.uri();
    if reads && !signed_in && needs_login(uri.path()) {
        return to_login(uri).into_response();
    }
    if reads && signed_in && is_for_strangers(uri.path()) {
        return onwards(uri).into_response();
    }
    next.run(request).await
}

fn needs_login(path: &str) -> bool {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    matches!(first, "" | "c" | "chats" | "messages" | "search" | "settings" | "share")
}

fn is_for_strangers(path: &str) -> bool {
    matches!(path.trim_end_matches('/'), LOGIN | "/auth/register")
}

/// The login page, which leads back to `uri`.
pub(super) fn to_login(uri: &Uri) -> Redirect {
    let wanted = uri.path_and_query().map_or("/", |path| path.as_str());
    match own_path(wanted).filter(|path| *path != "/") {
        Some(path) => Redirect::to(&with_query(LOGIN, &[("next", path)])),
        None => Redirect::to(LOGIN),
    }
}

fn onwards(uri: &Uri) -> Redirect {
    let query = uri.query().unwrap_or_default();
    let next = form_urlencoded::parse(query.as_bytes())
        .find(|(name, _)| name == "next")
        .map(|(_, value)| value.into_owned());
    Redirect::to(own_path_or_home(next.as_deref()))
}

/// A path with parameters, encoded.
pub(super) fn with_query(path: &str, params: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in params.iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    let query = query.finish();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn login_is_needed_where_chats_and_settings_are() {
        for path in ["/", "/c/0192", "/c", "/chats", "/settings", "/settings/account", "/share"] {
            assert!(needs_login(path), "{path}");
        }
        for path in ["/auth/login", "/docs/guide", "/pkg/adda.js", "/join/abc", "/chat", "/offline"]
        {
            assert!(!needs_login(path), "{path}");
        }
    }

    #[test]
    fn parameters_are_encoded() {
        assert_eq!(
            with_query("/x", &[("next", "/c/1?a=b&c"), ("email", "")]),
            "/x?next=%2Fc%2F1%3Fa%3Db%26c"
        );
        assert_eq!(with_query("/x", &[]), "/x");
    }
}
