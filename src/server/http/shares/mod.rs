//! Snapshots of conversations for others to read: taken, listed and taken back by people in a session; no key can do any of it.

mod create;
mod list;
mod revoke;

use adda_protocol::dto::CreatedShare;

use super::openapi::Routes;

pub(super) fn routes() -> Routes {
    Routes::new("Shares")
        .get("/shares", list::get, "Lists the person's shared snapshots, newest first.")
        .delete("/shares/{id}", revoke::delete, "Takes a shared snapshot back.")
        .post(
            "/conversations/{id}/shares",
            create::post,
            "Takes a snapshot of a conversation for others to read, and tells its link this once.",
        )
        .saying(|operation| operation.gives::<CreatedShare>(201))
}
