//! What the server takes.

use adda_protocol::dto::{
    AddProviderKey, ChangeConversations, ChangePassword, ChooseVersion, CreateApiKey,
    CreateConversation, CreateMemory, CreateShare, DeleteAccount, DeleteConversations, Listing,
    Login, Regenerate, Register, RenameKey, RestoreConversations, SendMessage, UpdateAppearance,
    UpdateChatPrivacy, UpdateConversation, UpdateMe, UpdateMemory, UpdateProfile,
};
use serde_json::json;

use super::takes;

#[test]
fn schema_of_requests_agrees_with_what_is_read() {
    takes::<Register>(json!({"email": "a@example.org", "password": "x", "name": "A"}));
    takes::<Login>(json!({"email": "a@example.org", "password": "x"}));
    takes::<ChangePassword>(json!({"current": "x", "new": "y"}));
    takes::<UpdateMe>(json!({"name": "A"}));
    takes::<DeleteAccount>(json!({"password": "x"}));
    takes::<UpdateConversation>(json!({
        "title": "T", "model": "m", "category": "general", "pinned": true, "archived": false,
        "read_to": 3,
    }));
    let ids = json!(["0192f0c1-0000-7000-8000-000000000000"]);
    takes::<ChangeConversations>(json!({
        "ids": ids, "category": "tax", "pinned": true, "archived": false, "read": true,
    }));
    takes::<DeleteConversations>(json!({"ids": ids, "undo": 10, "forget": true}));
    takes::<RestoreConversations>(json!({ "ids": ids }));
    takes::<Listing>(json!({"archived": true, "category": "tax", "title": "re"}));
    let client_id = "0192f0c1-0000-7000-8000-000000000000";
    let new = json!({"client_id": client_id, "title": "T", "model": "m", "category": "general"});
    takes::<CreateConversation>(new);
    takes::<SendMessage>(
        json!({"text": "Hello", "client_id": client_id, "model": "m", "plain": ["Hello"],
            "after": client_id, "edits": client_id, "models": ["m", "n"]}),
    );
    takes::<Regenerate>(json!({"model": "m", "client_id": client_id}));
    takes::<ChooseVersion>(json!({"message": client_id}));
    takes::<CreateApiKey>(json!({"name": "Script", "scopes": ["read"], "expires_in_days": 7}));
    takes::<CreateShare>(json!({"expires_in_days": 7}));
    takes::<AddProviderKey>(json!({"provider": "openai", "label": "L", "key": "sk-x"}));
    takes::<RenameKey>(json!({"label": "L"}));
    takes::<CreateMemory>(json!({"text": "A fact", "kind": "fact"}));
    takes::<UpdateMemory>(json!({"text": "A fact", "kind": "goal"}));
    takes::<UpdateChatPrivacy>(json!({"memory": true, "mood": false}));
    takes::<UpdateAppearance>(json!({
        "theme": "dark", "text_size": "large", "density": "compact", "send_key": "ctrl_enter", "language": "hi",
    }));
    takes::<UpdateProfile>(json!({
        "nickname": "N", "language": "hi", "region": "IN", "interests": ["chess"],
        "share_interests": true, "memory": true, "mood": true, "hidden_terms": ["Lotus"],
    }));
}
