//! What another app shares with the installed one.

use axum::{
    http::Uri,
    response::{IntoResponse, Redirect, Response},
};

/// `GET /share?title&text&url`: the start page, which makes a draft of it. Nothing is sent by an address.
pub(super) async fn take(uri: Uri) -> Response {
    let start = uri.query().map_or_else(|| "/".to_owned(), |query| format!("/?{query}"));
    Redirect::to(&start).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::header::LOCATION;

    use super::*;

    #[tokio::test]
    async fn share_leads_to_the_start_page_with_what_is_shared() {
        for (asked, to) in [
            (
                "/share?text=a%20b&url=https%3A%2F%2Fx.example",
                "/?text=a%20b&url=https%3A%2F%2Fx.example",
            ),
            ("/share", "/"),
            ("/share?text=%0d%0aset-cookie:x", "/?text=%0d%0aset-cookie:x"),
        ] {
            let answer = take(Uri::from_static(asked)).await;
            assert_eq!(answer.status(), 303);
            assert_eq!(answer.headers()[LOCATION], to);
        }
    }
}
