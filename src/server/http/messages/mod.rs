//! Messages: sent, deleted, and their answers stopped, continued and retried.

mod actions;
mod send;
mod stream;

use adda_protocol::dto::Sent;

use super::{events::Delta, openapi::Routes};

pub(super) fn routes() -> Routes {
    Routes::new("Messages")
        .post("/conversations/{id}/messages", send::post, "Sends a message and has it answered.")
        .saying(|operation| {
            operation.gives::<Sent>(200);
            operation.gives::<Sent>(201);
            operation.streams::<Delta>(200);
        })
        .post(
            "/conversations/{id}/messages/{message}/regenerate",
            send::regenerate,
            "Answers a message once more, beside the answers there are.",
        )
        .saying(|operation| {
            operation.gives::<Sent>(200);
            operation.gives::<Sent>(201);
            operation.streams::<Delta>(200);
        })
        .delete(
            "/conversations/{id}/messages/{message}",
            actions::erase,
            "Deletes what was said in a message, which keeps its place.",
        )
        .post("/conversations/{id}/messages/{message}/stop", actions::stop, "Stops an answer.")
        .post(
            "/conversations/{id}/messages/{message}/continue",
            actions::resume,
            "Goes on with an answer that stopped.",
        )
        .post(
            "/conversations/{id}/messages/{message}/retry",
            actions::retry,
            "Writes an answer anew.",
        )
}
