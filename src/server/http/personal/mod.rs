//! What is known of the person who asks: profile, privacy of a conversation, memories, moods.

mod appearance;
mod memories;
mod mood;
mod privacy;
mod profile;
mod sent;

use super::openapi::Routes;

pub(super) fn routes() -> Routes {
    Routes::new("Personal")
        .get("/profile", profile::get, "Shows what the person tells of themselves and allows.")
        .patch("/profile", profile::patch, "Changes the profile; mood off removes what was read.")
        .get("/me/appearance", appearance::get, "Shows how the app looks for the person.")
        .patch("/me/appearance", appearance::patch, "Changes how the app looks for the person.")
        .get("/conversations/{id}/privacy", privacy::get, "Says what holds in a conversation.")
        .patch(
            "/conversations/{id}/privacy",
            privacy::patch,
            "Turns memory or mood on or off there.",
        )
        .get("/memories", memories::list, "Lists what is remembered of the person, newest first.")
        .post("/memories", memories::create, "Remembers something.")
        .delete("/memories", memories::forget, "Forgets everything.")
        .patch("/memories/{id}", memories::update, "Changes a memory.")
        .delete("/memories/{id}", memories::delete, "Forgets a memory.")
        .get("/messages/{id}/sent", sent::get, "Shows what left for an AI service for an answer.")
        .get("/mood", mood::get, "Shows how the person has felt, day by day.")
}
