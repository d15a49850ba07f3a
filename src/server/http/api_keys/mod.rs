//! Keys for programs: made, listed, revoked by people in a session; no key can do any of it.

mod create;
mod list;
mod revoke;

use adda_protocol::dto::CreatedApiKey;

use super::openapi::Routes;

pub(super) fn routes() -> Routes {
    Routes::new("API keys")
        .get("/api-keys", list::get, "Lists the person's keys for programs.")
        .post("/api-keys", create::post, "Makes a key, which is shown this once.")
        .saying(|operation| operation.gives::<CreatedApiKey>(201))
        .delete("/api-keys/{id}", revoke::delete, "Revokes a key.")
}
