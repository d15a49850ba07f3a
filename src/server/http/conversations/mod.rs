//! Conversations: listed, made, opened, changed, deleted.

mod create;
mod delete;
mod list;
mod read;
mod update;

use super::openapi::Routes;

pub(super) fn routes() -> Routes {
    Routes::new("Conversations")
        .get("/conversations", list::get, "Lists conversations, last changed first.")
        .post("/conversations", create::post, "Starts a conversation.")
        .get("/conversations/{id}", read::get, "Opens a conversation at its newest messages.")
        .patch("/conversations/{id}", update::patch, "Changes title, model or category.")
        .delete(
            "/conversations/{id}",
            delete::delete,
            "Deletes a conversation with everything in it.",
        )
}
