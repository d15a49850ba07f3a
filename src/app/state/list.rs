//! The list of conversations, last changed first.

use std::cmp::Reverse;

use adda_protocol::{
    ConversationId,
    dto::{Conversation, Page},
};
use leptos::prelude::*;

#[derive(Clone, Copy, Debug)]
pub struct List {
    pub items: RwSignal<Vec<Conversation>>,
    /// Where the next page begins; none at the end.
    pub next: RwSignal<Option<String>>,
    pub loading: RwSignal<bool>,
}

impl List {
    pub fn new() -> Self {
        Self {
            items: RwSignal::new(Vec::new()),
            next: RwSignal::new(None),
            loading: RwSignal::new(false),
        }
    }

    /// Starts over with the first page.
    pub fn seed(&self, page: Page<Conversation>) {
        self.items.set(page.items);
        self.next.set(page.next);
    }

    /// Adds an older page.
    pub fn extend(&self, page: Page<Conversation>) {
        self.items.update(|items| page.items.into_iter().for_each(|item| put(items, item)));
        self.next.set(page.next);
    }

    /// Puts a new or changed conversation into its place.
    pub fn put(&self, conversation: Conversation) {
        if self.items.read_untracked().contains(&conversation) {
            return;
        }
        self.items.update(|items| put(items, conversation));
    }

    pub fn get(&self, id: ConversationId) -> Option<Conversation> {
        self.items.read_untracked().iter().find(|item| item.id == id).cloned()
    }

    /// Takes a conversation out; none where it was not in.
    pub fn remove(&self, id: ConversationId) -> Option<Conversation> {
        let at = self.items.read_untracked().iter().position(|item| item.id == id)?;
        Some(self.items.write().remove(at))
    }
}

impl Default for List {
    fn default() -> Self {
        Self::new()
    }
}

/// Same order as the server's list.
fn put(items: &mut Vec<Conversation>, conversation: Conversation) {
    items.retain(|item| item.id != conversation.id);
    let place = |item: &Conversation| Reverse((item.updated_at, item.id));
    let at = items.partition_point(|item| place(item) < place(&conversation));
    items.insert(at, conversation);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conversation(at: i64, updated_at: i64) -> Conversation {
        Conversation {
            id: ConversationId::new(at, [0; 10]),
            title: String::new(),
            model: "guide".to_owned(),
            category: "general".to_owned(),
            created_at: at,
            updated_at,
            last_seq: 1,
        }
    }

    fn order(items: &[Conversation]) -> Vec<i64> {
        items.iter().map(|item| item.created_at).collect()
    }

    #[test]
    fn list_keeps_last_changed_first_and_each_conversation_once() {
        let mut items = Vec::new();
        for (made, updated) in [(1, 10), (2, 30), (3, 20)] {
            put(&mut items, conversation(made, updated));
        }
        assert_eq!(order(&items), [2, 3, 1]);
        put(&mut items, conversation(1, 40));
        assert_eq!(order(&items), [1, 2, 3]);
    }

    #[test]
    fn list_orders_equal_times_by_id_as_the_server_does() {
        let mut items = vec![conversation(1, 5)];
        put(&mut items, conversation(2, 5));
        assert_eq!(order(&items), [2, 1]);
    }
}
