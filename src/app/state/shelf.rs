//! The list of conversations: what of it is shown, what is done to one or to many, and how far each has been read.
//! Shown at once, taken back with a notice where the server refuses.

mod acts;
mod deleting;
mod reading;

use adda_protocol::{
    ConversationId, Millis,
    dto::{ChangeConversations, Conversation, Listing, Page},
};
use leptos::{prelude::*, task::spawn_local};

use self::acts::Acts;
use super::{
    chat::{ChatState, Notice},
    list::Entry,
};
use crate::{api, i18n::text};

impl ChatState {
    /// What is shown of the list, in order.
    pub fn shown_conversations(&self) -> Memo<Vec<Entry>> {
        self.list().shown
    }

    /// Follows one conversation of the list.
    pub fn listed(&self, id: ConversationId) -> Option<ArcRwSignal<Conversation>> {
        self.list().row(id)
    }

    /// Which conversations are shown.
    pub fn wanted(&self) -> Signal<Listing> {
        self.list().wanted.into()
    }

    pub fn more_conversations(&self) -> Signal<bool> {
        let next = self.list().next;
        Signal::derive(move || next.read().is_some())
    }

    pub fn loading_conversations(&self) -> Signal<bool> {
        self.list().loading.into()
    }

    /// Categories the person has conversations in.
    pub fn categories(&self) -> Signal<Vec<String>> {
        self.list().categories.into()
    }

    /// When the page was asked for, and the reader's zone as the server knew it.
    pub fn asked(&self) -> (Millis, i64) {
        self.aside().asked.get_untracked()
    }

    /// Whether something is typed in this chat and not sent.
    pub fn has_draft(&self, id: ConversationId) -> bool {
        self.drafts.has(id)
    }

    /// Shows others: those that are here at once, the rest as soon as it comes.
    pub fn want_conversations(&self, wanted: Listing) {
        if self.list().want(wanted) {
            self.fetch_conversations(None);
        } else {
            self.list().loading.set(false);
        }
    }

    /// Fetches the next page of the list.
    pub fn load_more_conversations(&self) {
        let cursor = self.list().next.get_untracked();
        if cursor.is_some() && !self.list().loading.get_untracked() {
            self.fetch_conversations(cursor);
        }
    }

    fn fetch_conversations(&self, cursor: Option<String>) {
        self.list().loading.set(true);
        self.ask_conversations(cursor, false);
    }

    /// Takes in what changed while the page could not be told.
    pub(super) fn refresh_conversations(&self) {
        self.ask_conversations(None, true);
    }

    fn ask_conversations(&self, cursor: Option<String>, again: bool) {
        let (chat, wanted) = (*self, self.list().wanted.get_untracked());
        spawn_local(async move {
            let page = api::chat::conversations(cursor.clone(), wanted.clone()).await;
            if *chat.list().wanted.read_untracked() != wanted {
                return;
            }
            match page {
                Ok(page) if again => {
                    chat.drop_absent(&page);
                    page.items.into_iter().for_each(|item| chat.list().put(item));
                }
                Err(_) if again => {}
                Ok(page) => {
                    chat.list().loading.set(false);
                    chat.list().extend(page);
                }
                Err(error) => {
                    chat.list().loading.set(false);
                    chat.tell(&error, move || chat.fetch_conversations(cursor.clone()));
                }
            }
        });
    }

    /// What is shown and would be on this first page, and is not, went elsewhere.
    fn drop_absent(&self, page: &Page<Conversation>) {
        let shown = self.list().shown.get_untracked();
        let last = page.items.last().map(|last| last.id);
        let end = match (&page.next, last) {
            (Some(_), Some(last)) => shown.iter().position(|entry| entry.id == last).unwrap_or(0),
            _ => shown.len(),
        };
        for Entry { id, .. } in shown.into_iter().take(end) {
            let begun = super::live::begun(id).is_some();
            if !begun && page.items.iter().all(|item| item.id != id) {
                self.list().remove(id);
            }
        }
    }

    /// Makes the same change to each of `change.ids`.
    pub fn change_conversations(&self, change: ChangeConversations) {
        let chat = *self;
        self.act(move |acts| (acts.change)(chat, change));
    }

    /// Puts conversations away, or takes them out again, and offers the way back.
    pub fn archive(&self, ids: Vec<ConversationId>, archived: bool) {
        let chat = *self;
        self.act(move |acts| (acts.archive)(chat, ids, archived));
    }

    /// Does something by code that is fetched when it is first needed.
    fn act(&self, act: impl FnOnce(Acts) + 'static) {
        let chat = *self;
        spawn_local(async move {
            if let Ok(acts) = acts::acts().await {
                return act(acts);
            }
            let words = text!(notices.part_lost);
            chat.notice.set(Some(Notice::new(words)));
        });
    }
}
