//! `/v1`: the API of `OpenAI`, so that programs written for it work here unchanged. It knows no cookies and no pages: who
//! asks is said by an API key, and errors have the shape its clients expect.

mod chat;
mod embeddings;
mod error;
mod key;
mod models;
mod question;

pub(super) use error::{Envelope, written};
pub(super) use key::require as require_key;
pub(super) use question::Question;

use self::chat::{Chunk, Whole};
use super::openapi::Routes;

/// Where it is.
pub(super) const PREFIX: &str = "/v1";

pub(super) fn routes() -> Routes {
    Routes::new("OpenAI")
        .post(
            "/chat/completions",
            chat::post,
            "Asks a model for an answer to a whole conversation.",
        )
        .saying(|operation| {
            operation.gives::<Whole>(200);
            operation.streams::<Chunk>(200);
        })
        .post("/embeddings", embeddings::post, "Turns texts into vectors.")
        .get("/models", models::list, "Lists the models that can be used.")
        // Ids of models may have slashes.
        .get("/models/{*model}", models::read, "Tells of one model.")
}

/// Whether errors under this path have that shape.
pub(super) fn speaks(path: &str) -> bool {
    path.strip_prefix(PREFIX).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
