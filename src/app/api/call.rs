//! How a server function is called: its arguments as JSON in the body of a POST, its answer as JSON.

use std::future::Future;

use adda_protocol::{
    ErrorCode,
    json::{self, FromJson},
};
use leptos::server_fn::{
    ContentType, Http, Protocol,
    client::Client,
    codec::{Encoding, Json, JsonEncoding},
    error::{FromServerFnError, ServerFnErrorErr},
    request::ClientReq,
    response::ClientRes,
    server::Server,
};
use serde::Serialize;

use super::ApiError;

/// The protocol of every server function: the framework's own, but one function sends all calls, where the framework's
/// is compiled anew for each.
#[derive(Debug)]
pub struct Call;

impl<Input, Output, C, S> Protocol<Input, Output, C, S, ApiError> for Call
where
    Input: Serialize + Send,
    Output: FromJson + Send,
    C: Client<ApiError>,
    S: Server<ApiError>,
    Http<Json, Json>: Protocol<Input, Output, C, S, ApiError>,
{
    const METHOD: http::Method = Json::METHOD;

    fn run_server<F, Fut>(
        request: S::Request,
        server_fn: F,
    ) -> impl Future<Output = Result<S::Response, ApiError>> + Send
    where
        F: Fn(Input) -> Fut + Send,
        Fut: Future<Output = Result<Output, ApiError>> + Send,
    {
        <Http<Json, Json> as Protocol<Input, Output, C, S, ApiError>>::run_server(
            request, server_fn,
        )
    }

    async fn run_client(path: &str, input: Input) -> Result<Output, ApiError> {
        let arguments = serde_json::to_string(&input).map_err(|error| {
            ApiError::from_server_fn_error(ServerFnErrorErr::Serialization(error.to_string()))
        })?;
        let answer = post::<C>(path, arguments).await?;
        json::read(&answer).ok_or_else(unreadable)
    }
}

/// Sends the arguments; the text of the answer, or of the error read.
async fn post<C: Client<ApiError>>(path: &str, arguments: String) -> Result<String, ApiError> {
    const JSON: &str = JsonEncoding::CONTENT_TYPE;
    let answer = C::send(C::Request::try_new_post(path, JSON, JSON, arguments)?).await?;
    let failed = answer.status() >= 400;
    let text = answer.try_into_string().await.map_err(|_| unreadable())?;
    if failed {
        return Err(json::read(&text).unwrap_or_else(unreadable));
    }
    Ok(text)
}

/// Also what a proxy's HTML page in place of an answer comes to.
fn unreadable() -> ApiError {
    ApiError::new(ErrorCode::Unavailable)
}
