//! Doing what was chosen.

use leptos::{prelude::*, task::spawn_local};

use super::{actions::Action, entries::Choice};
use crate::{
    components::dialog,
    state::{appearance::AppearanceState, chat::ChatState, search, session},
};

/// Does it. The palette is closed by then.
pub fn act(chat: ChatState, looks: AppearanceState, choice: Choice, typed: &str) {
    match choice {
        Choice::Chat(id) => chat.open(id),
        Choice::Message(id, seq) => chat.open_at(id, seq),
        Choice::Model(model) => {
            chat.set_once(None);
            chat.set_model(model);
        }
        Choice::Everything => go(&search::page(typed)),
        Choice::Action(action) => perform(chat, looks, action),
    }
}

fn perform(chat: ChatState, looks: AppearanceState, action: Action) {
    match action {
        Action::NewChat => chat.new_chat(),
        Action::Rename => dialog::show("rename-chat"),
        Action::Delete => dialog::show("delete-chat"),
        Action::CopyChat => chat.copy_chat(),
        Action::Theme(chosen) => looks.set_theme(chosen),
        Action::Account => chat.going().set(Some("/settings".to_owned())),
        Action::Page(path) => go(path),
        Action::SignOut => {
            spawn_local(session::sign_out(untrack(|| chat.me()).map(|me| me.id)));
        }
    }
}

/// To a page that the server draws.
fn go(path: &str) {
    let _ = location().set_href(path);
}
