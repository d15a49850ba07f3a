//! The list of conversations, as far as it is known here: pinned ones first, then last changed first. What is shown of
//! it is what is wanted now.

use std::cmp::Reverse;

use adda_protocol::{
    ConversationId, ListCursor, Millis,
    dto::{Conversation, Listing, Page},
};
use leptos::prelude::*;

/// What the list shows, and what decides where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: ConversationId,
    pub pinned: bool,
    pub updated_at: Millis,
}

impl Entry {
    fn of(item: &Conversation) -> Self {
        let Conversation { id, pinned, updated_at, .. } = *item;
        Self { id, pinned, updated_at }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct List {
    pub items: RwSignal<Vec<Conversation>>,
    /// What is shown of them, in order.
    pub shown: Memo<Vec<Entry>>,
    /// One handle for each of the items, by id, so that a change of one draws that one alone.
    rows: StoredValue<Vec<(ConversationId, ArcRwSignal<Conversation>)>>,
    pub wanted: RwSignal<Listing>,
    /// Where the next page of what is wanted begins; none at the end.
    pub next: RwSignal<Option<String>>,
    /// The same of the whole list.
    whole: RwSignal<Option<String>>,
    pub loading: RwSignal<bool>,
    pub categories: RwSignal<Vec<String>>,
}

impl List {
    pub fn new() -> Self {
        let items = RwSignal::new(Vec::new());
        let wanted = RwSignal::new(Listing::default());
        let (next, whole) = (RwSignal::new(None), RwSignal::new(None));
        let shown = move |_: Option<&Vec<Entry>>| {
            let end = end(next.read().as_deref(), whole.read().as_deref(), &wanted.read());
            shown(&items.read(), &wanted.read(), end)
        };
        Self {
            items,
            shown: Memo::new(shown),
            rows: StoredValue::new(Vec::new()),
            wanted,
            next,
            whole,
            loading: RwSignal::new(false),
            categories: RwSignal::new(Vec::new()),
        }
    }

    /// Starts over with the first page of the whole list.
    pub fn seed(&self, page: Page<Conversation>, categories: Vec<String>) {
        self.rows.set_value(Vec::new());
        page.items.iter().for_each(|item| self.set_row(item));
        self.items.set(page.items);
        self.next.set(page.next.clone());
        self.whole.set(page.next);
        self.categories.set(categories);
    }

    /// Adds a page of what is wanted.
    pub fn extend(&self, page: Page<Conversation>) {
        page.items.iter().for_each(|item| self.set_row(item));
        self.items.update(|items| page.items.into_iter().for_each(|item| put(items, item)));
        if *self.wanted.read_untracked() == Listing::default() {
            self.whole.set(page.next.clone());
        }
        self.next.set(page.next);
    }

    /// Goes to what is wanted now. True where its first page is to be asked for.
    pub fn want(&self, wanted: Listing) -> bool {
        if *self.wanted.read_untracked() == wanted {
            return false;
        }
        let whole = self.whole.get_untracked();
        // All of it is here: nothing is left to ask for, but what is put away.
        let asks = wanted != Listing::default() && (whole.is_some() || wanted.archived);
        self.next.set(if asks { None } else { whole });
        self.wanted.set(wanted);
        asks
    }

    /// Puts a new or changed conversation into its place.
    pub fn put(&self, conversation: Conversation) {
        if self.items.read_untracked().contains(&conversation) {
            return;
        }
        self.set_row(&conversation);
        let known = &conversation.category;
        if !known.is_empty() && !self.categories.read_untracked().contains(known) {
            self.categories.update(|categories| categories.push(known.clone()));
        }
        self.items.update(|items| put(items, conversation));
    }

    pub fn get(&self, id: ConversationId) -> Option<Conversation> {
        self.items.read_untracked().iter().find(|item| item.id == id).cloned()
    }

    /// Follows one conversation of the list.
    pub fn row(&self, id: ConversationId) -> Option<ArcRwSignal<Conversation>> {
        self.rows.with_value(|rows| {
            let at = rows.binary_search_by_key(&id, |(id, _)| *id).ok()?;
            rows.get(at).map(|(_, row)| row.clone())
        })
    }

    /// Takes a conversation out; none where it was not in.
    pub fn remove(&self, id: ConversationId) -> Option<Conversation> {
        let at = self.items.read_untracked().iter().position(|item| item.id == id)?;
        self.rows.update_value(|rows| rows.retain(|(known, _)| *known != id));
        Some(self.items.write().remove(at))
    }

    fn set_row(&self, item: &Conversation) {
        if let Some(row) = self.row(item.id) {
            if *row.read_untracked() != *item {
                row.set(item.clone());
            }
            return;
        }
        self.rows.update_value(|rows| {
            let at = rows.partition_point(|(id, _)| *id < item.id);
            rows.insert(at, (item.id, ArcRwSignal::new(item.clone())));
        });
    }
}

impl Default for List {
    fn default() -> Self {
        Self::new()
    }
}

/// Place in the list: what comes first is least.
type Place = (Reverse<bool>, Reverse<i64>, Reverse<ConversationId>);

fn place(item: &Conversation) -> Place {
    (Reverse(item.pinned), Reverse(item.updated_at), Reverse(item.id))
}

fn behind(cursor: ListCursor) -> Place {
    (Reverse(cursor.pinned), Reverse(cursor.updated_at), Reverse(cursor.id))
}

/// The last place up to which nothing is missing; none where all of it is here. What lies behind would leave gaps above.
fn end(next: Option<&str>, whole: Option<&str>, wanted: &Listing) -> Option<Place> {
    let place = |cursor: Option<&str>| cursor?.parse().ok().map(behind);
    let next = place(next)?;
    if wanted.archived {
        return Some(next);
    }
    place(whole).map(|whole| whole.max(next))
}

fn shown(items: &[Conversation], wanted: &Listing, end: Option<Place>) -> Vec<Entry> {
    let title = wanted.title.as_deref().map(str::trim).unwrap_or_default().to_lowercase();
    let fits = |item: &&Conversation| {
        item.archived == wanted.archived
            && wanted.category.as_ref().is_none_or(|category| *category == item.category)
            && (title.is_empty() || item.title.to_lowercase().contains(&title))
            && end.is_none_or(|end| place(item) <= end)
    };
    items.iter().filter(fits).map(Entry::of).collect()
}

/// Same order as the server's list.
fn put(items: &mut Vec<Conversation>, conversation: Conversation) {
    items.retain(|item| item.id != conversation.id);
    let at = items.partition_point(|item| place(item) < place(&conversation));
    items.insert(at, conversation);
}

#[cfg(test)]
mod tests;
