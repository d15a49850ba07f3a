//! What is done to chats of the list. In the file of the list's tools, fetched when somebody comes near.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

use adda_protocol::{
    ConversationId, ErrorCode, Millis,
    dto::{ChangeConversations, Conversation, DeleteConversations},
    limits,
};
use leptos::{prelude::*, task::spawn_local};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::{
    api::{self, ApiError},
    i18n::{counted, text},
    state::{
        chat::{ChatState, Notice},
        live,
    },
};

type Ids = Vec<ConversationId>;

#[derive(Clone, Copy, Debug)]
pub struct Acts {
    pub change: fn(ChatState, ChangeConversations),
    pub archive: fn(ChatState, Ids, bool),
    pub delete: fn(ChatState, Ids, bool),
    pub undo: fn(ChatState, Ids, Option<ConversationId>),
}

#[wasm_split(shelf, fallible)]
pub fn acts() -> Result<Acts, SplitLoaderError> {
    Ok(Acts { change, archive, delete, undo })
}

fn change(chat: ChatState, change: ChangeConversations) {
    let before: Vec<_> = change.ids.iter().filter_map(|id| chat.list().get(*id)).collect();
    for item in &before {
        chat.list().put(changed(item.clone(), &change));
    }
    spawn_local(async move {
        for ids in change.ids.chunks(limits::BULK) {
            let part = ChangeConversations { ids: ids.to_vec(), ..change.clone() };
            if let Err(error) = api::shelf::change(part).await {
                for item in &before {
                    chat.list().put(item.clone());
                }
                return chat.tell(&error, move || chat.change_conversations(change.clone()));
            }
        }
    });
}

/// As the server will have it.
fn changed(mut item: Conversation, change: &ChangeConversations) -> Conversation {
    if let Some(pinned) = change.pinned {
        item.pinned = pinned;
        item.archived &= !pinned;
    }
    if let Some(archived) = change.archived {
        item.archived = archived;
        item.pinned &= !archived;
    }
    if let Some(category) = &change.category {
        item.category.clone_from(category);
    }
    if change.read == Some(true) {
        item.unread = 0;
    }
    item
}

fn archive(chat: ChatState, ids: Ids, archived: bool) {
    let words = match (ids.len(), archived) {
        (1, true) => text!(notices.archived_one).to_owned(),
        (1, false) => text!(notices.listed_one).to_owned(),
        (count, true) => counted!(notices.archived, count = count),
        (count, false) => counted!(notices.listed, count = count),
    };
    let with = |archived| ChangeConversations {
        ids: ids.clone(),
        archived: Some(archived),
        ..Default::default()
    };
    let back = with(!archived);
    change(chat, with(archived));
    let notice = Notice::new(words)
        .with(text!(notices.undo), move || chat.change_conversations(back.clone()));
    let shown_ms = Some(Millis::from(limits::UNDO_SECONDS) * 1_000);
    chat.notice.set(Some(Notice { shown_ms, ..notice }));
}

fn delete(chat: ChatState, ids: Ids, forget: bool) {
    let removed: Vec<_> = ids.iter().filter_map(|id| chat.list().remove(*id)).collect();
    let open = ids.iter().copied().find(|id| chat.shows(*id));
    if open.is_some() {
        chat.new_chat();
    }
    let (unsent, sent): (Vec<_>, Vec<_>) = ids.into_iter().partition(|id| live::is_unsent(*id));
    for id in unsent {
        chat.forget_chat(id);
    }
    if sent.is_empty() {
        return;
    }
    chat.note_leaving(&sent);
    spawn_local(async move {
        for ids in sent.chunks(limits::BULK) {
            let (ids, undo) = (ids.to_vec(), Some(limits::UNDO_SECONDS));
            match api::shelf::delete(DeleteConversations { ids, undo, forget }).await {
                Ok(_) => {}
                Err(error) if error.code() == ErrorCode::NotFound => {}
                Err(error) => return not_deleted(chat, &error, (removed, sent), forget),
            }
        }
        for id in &sent {
            live::forget_chat(chat, *id);
        }
        chat.show_undo(open);
    });
}

fn not_deleted(
    chat: ChatState,
    error: &ApiError,
    (removed, ids): (Vec<Conversation>, Ids),
    forget: bool,
) {
    for item in removed {
        chat.list().put(item);
    }
    chat.aside().leaving.update(|leaving| leaving.retain(|(id, _)| !ids.contains(id)));
    chat.tell(error, move || chat.delete_all(ids.clone(), forget));
}

fn undo(chat: ChatState, all: Ids, open: Option<ConversationId>) {
    spawn_local(async move {
        let mut back = Vec::new();
        for ids in all.chunks(limits::BULK) {
            match api::shelf::restore(ids.to_vec()).await {
                Ok(restored) => back.extend(restored),
                Err(error) => {
                    let all = all.clone();
                    return chat.tell(&error, move || chat.undo(all.clone(), open));
                }
            }
        }
        chat.forget_undo();
        if back.len() < all.len() {
            let words = text!(notices.too_late);
            chat.notice.set(Some(Notice::new(words)));
        }
        let reopened = open.filter(|id| back.iter().any(|item| item.id == *id));
        for item in back {
            chat.list().put(item);
        }
        if let Some(id) = reopened {
            chat.open(id);
        }
    });
}
