//! Requests that are no server functions.

use gloo_net::http::Request;

/// Posts nothing to `path`; the status of the answer, none where the server could not be reached.
pub async fn post(path: &str) -> Option<u16> {
    Request::post(path).send().await.ok().map(|answer| answer.status())
}

/// Sends a change, as JSON; the status of the answer, none where the server could not be reached.
pub async fn patch(path: &str, json: String) -> Option<u16> {
    let request =
        Request::patch(path).header("content-type", "application/json").body(json).ok()?;
    request.send().await.ok().map(|answer| answer.status())
}
