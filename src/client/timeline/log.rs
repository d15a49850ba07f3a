//! The loaded messages of the log, and what follows what.

use std::collections::HashMap;

use adda_protocol::{ClientMessageId, Message, MessageId, Seq};

use super::view::{Key, Shown, View};

/// One loaded message.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    pub(super) key: Key,
    pub(super) message: Message,
    /// Seq of the event that began the run of writing whose text this is; what comes of an earlier one is old. `None`
    /// where a page did not say.
    pub(super) run: Option<Seq>,
    /// What it follows; `None` where that is not known yet.
    pub(super) parent: Option<MessageId>,
}

impl Item {
    pub(super) fn new(message: Message, run: Option<Seq>, parent: Option<MessageId>) -> Self {
        let key = message.client_id.map_or(Key::Server(message.id), Key::Client);
        Self { key, message, run, parent }
    }
}

/// A version of a message, in the order in which they were made.
pub(super) type Place = (Seq, MessageId);

#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    items: HashMap<MessageId, Item>,
    clients: HashMap<ClientMessageId, MessageId>,
    /// The messages that follow each, loaded or not, oldest first.
    following: HashMap<MessageId, Vec<Place>>,
    /// Deleted messages that are not loaded.
    erased: Vec<MessageId>,
}

impl Log {
    /// Adds a message; one that is there already is replaced, in its place. Returns its key.
    pub(super) fn insert(&mut self, mut item: Item) -> Key {
        let id = item.message.id;
        if self.erased.contains(&id) {
            // The page it came with was read before.
            item.message.wipe();
        }
        if let Some(there) = self.items.get_mut(&id) {
            item.key = there.key;
            item.message.seq = there.message.seq;
            item.parent = there.parent;
            *there = item;
            return there.key;
        }
        if let Some(client_id) = item.message.client_id {
            // Client ids are unique per author only; keys must be unique altogether.
            let owner = *self.clients.entry(client_id).or_insert(id);
            if owner != id {
                item.key = Key::Server(id);
            }
        }
        if let Some(parent) = item.parent {
            self.follows(parent, (item.message.seq, id));
        }
        let key = item.key;
        self.items.insert(id, item);
        key
    }

    /// Notes that a message follows another.
    pub(super) fn follows(&mut self, parent: MessageId, place: Place) {
        let following = self.following.entry(parent).or_default();
        let index = following.partition_point(|other| *other < place);
        if following.get(index) != Some(&place) {
            following.insert(index, place);
        }
    }

    /// Says what a message follows, where that was not known.
    pub(super) fn link(&mut self, id: MessageId, parent: MessageId) {
        let Some(item) = self.items.get_mut(&id).filter(|item| item.parent.is_none()) else {
            return;
        };
        item.parent = Some(parent);
        let place = (item.message.seq, id);
        self.follows(parent, place);
    }

    /// What follows a message, oldest first.
    pub(super) fn after(&self, parent: MessageId) -> &[Place] {
        self.following.get(&parent).map_or(&[], Vec::as_slice)
    }

    /// All versions of a message; empty where there is one alone.
    pub(super) fn versions(&self, item: &Item) -> &[Place] {
        let all = item.parent.map_or(&[] as &[Place], |parent| self.after(parent));
        if all.len() > 1 { all } else { &[] }
    }

    pub(super) fn view<'a>(&'a self, item: &'a Item) -> View<'a> {
        let versions = self.versions(item);
        let asked = item.message.reply_to.is_none_or(|question| !self.is_erased(question));
        View { key: item.key, shown: Shown::Message(&item.message), versions, asked }
    }

    /// What was said in a message is gone, be it loaded or not.
    pub(super) fn erase(&mut self, id: MessageId) {
        match self.items.get_mut(&id) {
            Some(item) => item.message.wipe(),
            None => self.erased.push(id),
        }
    }

    /// Whether a message was deleted, as far as is known.
    fn is_erased(&self, id: MessageId) -> bool {
        self.get(id).map_or_else(|| self.erased.contains(&id), |item| item.message.deleted)
    }

    pub(super) fn get(&self, id: MessageId) -> Option<&Item> {
        self.items.get(&id)
    }

    pub(super) fn get_mut(&mut self, id: MessageId) -> Option<&mut Item> {
        self.items.get_mut(&id)
    }

    pub(super) fn by_client(&self, id: ClientMessageId) -> Option<&Item> {
        self.get(*self.clients.get(&id)?)
    }

    /// In no order.
    pub(super) fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }
}
