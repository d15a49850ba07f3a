//! A person's own keys of AI services. A key goes in and never comes out.

mod add;
mod list;
mod remove;
mod rename;
mod test;

use super::openapi::Routes;

pub(super) fn routes() -> Routes {
    Routes::new("Keys")
        .get(
            "/keys",
            list::get,
            "Lists the person's keys of AI services, and the services that take keys.",
        )
        .post("/keys", add::post, "Adds a key.")
        .patch("/keys/{id}", rename::patch, "Renames a key.")
        .delete("/keys/{id}", remove::delete, "Removes a key.")
        .post("/keys/{id}/test", test::post, "Asks the service for a word with the key.")
}
