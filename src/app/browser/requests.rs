//! Requests that are no server functions.

use gloo_net::http::Request;

/// Posts nothing to `path`; the status of the answer, none where the server could not be reached.
pub async fn post(path: &str) -> Option<u16> {
    Request::post(path).send().await.ok().map(|answer| answer.status())
}
