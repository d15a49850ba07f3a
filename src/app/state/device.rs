//! What this device keeps of a person so that the app can start without the server: who they are and what can answer
//! them. Their chats are not among it.

use adda_protocol::{
    ConversationId, ErrorCode,
    dto::{ModelInfo, User},
    from_json, json,
};
use leptos::prelude::*;
use serde::Serialize;

use super::{chat::ChatState, thread::set_if_other};
use crate::{api::chat::Rules, browser::storage};

const KEY: &str = "adda.kept";
/// Models that were asked side by side last, one a line.
const COMPARED: &str = "adda.compared";

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Kept {
    me: User,
    models: Vec<ModelInfo>,
    model: String,
    looked_for: (String, Rules),
}

from_json!(Kept { me, models, model, looked_for });

/// Forgets it.
pub(super) fn forget() {
    storage::set(KEY, "");
    storage::set(COMPARED, "");
}

impl ChatState {
    /// Keeps what the next start without the server needs.
    pub fn keep_on_device(&self) {
        let Some(me) = self.me() else { return };
        let kept = Kept {
            me,
            models: self.models.get_untracked(),
            model: self.next_model.get_untracked(),
            looked_for: self.aside().looked_for.get_untracked(),
        };
        if let Ok(text) = serde_json::to_string(&kept) {
            storage::set(KEY, &text);
        }
    }

    /// The models that were asked side by side last.
    pub fn compared_last(&self) -> Vec<String> {
        let kept = storage::get(COMPARED).unwrap_or_default();
        kept.lines().map(str::to_owned).collect()
    }

    /// Keeps the models that are asked side by side for the next time.
    pub fn keep_compared(&self, models: &[String]) {
        storage::set(COMPARED, &models.join("\n"));
    }

    /// Starts with what was kept, where the server could not be reached; false where it could, or nothing was kept. The chat
    /// that the address asked for is shown only if this device is about to make it.
    pub fn start_from_device(&self, asked: Option<ConversationId>) -> bool {
        let unreachable = self.failure.read_untracked().as_ref().map(crate::api::ApiError::code);
        if self.is_seeded() || unreachable != Some(ErrorCode::Unavailable) {
            return false;
        }
        let kept = storage::get(KEY).and_then(|text| json::read::<Kept>(&text));
        let Some(kept) = kept else { return false };
        self.opening.set(asked);
        self.models.set(kept.models);
        self.next_model.set(kept.model);
        self.aside().looked_for.set(kept.looked_for);
        self.me.set(Some(kept.me));
        if asked.is_none() {
            set_if_other(self.failure, None);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use adda_protocol::{UserId, dto::Role};
    use adda_redaction::Policy;

    use super::*;

    #[test]
    fn kept_person_is_read_back_as_written() {
        let me = User {
            id: UserId::new(1, [1; 10]),
            email: "a@example.org".to_owned(),
            name: "Ana".to_owned(),
            role: Role::Admin,
            created_at: 1,
            picture: None,
        };
        let policy = Policy { terms: vec!["Lotus".to_owned()], ..Policy::default() };
        let kept = Kept {
            me,
            models: Vec::new(),
            model: "guide".to_owned(),
            looked_for: ("Ana".to_owned(), Rules::of(&policy)),
        };
        let text = serde_json::to_string(&kept).unwrap();
        assert_eq!(json::read::<Kept>(&text).as_ref(), Some(&kept));
        assert_eq!(kept.looked_for.1.policy(), policy);
        assert_eq!(json::read::<Kept>("{\"me\":null}"), None);
    }
}
