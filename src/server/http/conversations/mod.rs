//! Conversations: listed, made, opened, changed, deleted.

mod categories;
mod choose;
mod create;
mod delete;
mod list;
mod many;
mod read;
mod update;

use super::openapi::Routes;

pub(super) fn routes() -> Routes {
    Routes::new("Conversations")
        .get(
            "/conversations",
            list::get,
            "Lists conversations: pinned ones first, then last changed first.",
        )
        .post("/conversations", create::post, "Starts a conversation.")
        .patch("/conversations", many::update, "Changes many conversations in the same way.")
        .post("/conversations/delete", many::delete, "Deletes many conversations.")
        .post(
            "/conversations/restore",
            many::restore,
            "Brings back deleted conversations, while that can be undone.",
        )
        .get("/categories", categories::get, "Lists the categories in use.")
        .get("/conversations/{id}", read::get, "Opens a conversation at its newest messages.")
        .patch(
            "/conversations/{id}",
            update::patch,
            "Changes title, model, category, or how it stands in the list.",
        )
        .patch(
            "/conversations/{id}/chosen",
            choose::patch,
            "Shows the path through a message, of those that have versions.",
        )
        .delete(
            "/conversations/{id}",
            delete::delete,
            "Deletes a conversation with everything in it.",
        )
}
