//! Pages in the looks their reader chose: what the account has goes before what the device remembers in its cookie.

use adda_protocol::dto::Appearance;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};

use super::state::AppState;
use crate::auth::Identity;

const YEAR_S: u32 = 31_536_000;

/// Middleware around the pages, inside `session`: puts the [`Appearance`] into the request, where one was chosen, and keeps
/// the cookie true.
pub(super) async fn resolve(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    let who = request.extensions().get::<Identity>().filter(|_| reads).cloned();
    let Some(who) = who else { return next.run(request).await };
    // Looks are no reason to show no page.
    let Ok(Some(chosen)) = state.services.personal.appearance(&who).await else {
        return next.run(request).await;
    };
    let known = cookie(request.headers()).is_some_and(|words| words == chosen.words("."));
    request.extensions_mut().insert(chosen);
    let mut response = next.run(request).await;
    if !known && let Ok(line) = HeaderValue::from_str(&line(chosen)) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
    response
}

/// The words that a device remembers.
pub(super) fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs =
        lines.flat_map(|line| line.split(';')).filter_map(|it| it.trim().split_once('='));
    pairs.find(|(name, _)| *name == Appearance::COOKIE).map(|(_, words)| words)
}

/// No secret, and open to the page's script, which changes it as the looks change.
fn line(chosen: Appearance) -> String {
    let words = chosen.words(".");
    format!("{}={words}; Path=/; Max-Age={YEAR_S}; SameSite=Lax", Appearance::COOKIE)
}

#[cfg(test)]
mod tests {
    use adda_protocol::appearance::Theme;

    use super::*;

    #[test]
    fn cookie_has_the_words_and_is_found_by_its_whole_name() {
        let chosen = Appearance { theme: Theme::Dark, ..Appearance::default() };
        assert!(line(chosen).starts_with("appearance=dark; Path=/;"));
        let mut headers = HeaderMap::new();
        let sent = HeaderValue::from_static("xappearance=light; appearance=dark");
        headers.insert(header::COOKIE, sent);
        assert_eq!(cookie(&headers), Some("dark"));
    }
}
