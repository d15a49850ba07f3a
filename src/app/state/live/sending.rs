//! What the person does to messages.

use std::collections::HashSet;

use adda_client::outbox::{EnqueueError, Words};
use adda_protocol::{
    ClientConversationId, ClientFrame, ClientMessageId, ConversationId, dto::Conversation,
    limits::TITLE_CHARS,
};

use super::{Driver, pump::pump, send, with};
use crate::{
    browser::{clock, random},
    state::chat::ChatState,
};

/// Puts the first message of a new conversation on its way, and says which that will be.
pub fn begin(chat: ChatState, words: Words) -> Result<ConversationId, EnqueueError> {
    let (begin, id) = (random::id(ClientConversationId::new), random::id(ClientMessageId::new));
    let queued = with(|driver| driver.outbox.begin(begin, id, words, clock::now()));
    pump(chat);
    // Without a driver the page is not alive yet, and its form sends.
    queued.unwrap_or(Err(EnqueueError::Empty))
}

/// A conversation that is not known to be there, as its first message will make it.
pub fn begun(id: ConversationId) -> Option<Conversation> {
    let entry = with(|driver| driver.outbox.begun(id).cloned())??;
    Some(Conversation {
        id,
        title: entry.text.trim().lines().next()?.chars().take(TITLE_CHARS).collect(),
        model: entry.model.unwrap_or_default(),
        category: String::new(),
        created_at: entry.created_at,
        updated_at: entry.created_at,
        last_seq: 0,
        pinned: false,
        archived: false,
        unread: 0,
    })
}

/// Every conversation that is not known to be there.
pub fn all_begun() -> Vec<ConversationId> {
    let begun = |driver: &mut Driver| {
        let entries = driver.outbox.all().iter().filter(|entry| entry.begin.is_some());
        entries.map(|entry| entry.conversation).collect::<HashSet<_>>().into_iter().collect()
    };
    with(begun).unwrap_or_default()
}

/// Whether nothing of a conversation ever left this page.
pub fn is_unsent(id: ConversationId) -> bool {
    let unsent = |driver: &mut Driver| {
        driver.outbox.begun(id).is_some() && driver.outbox.entries(id).all(|it| it.attempts == 0)
    };
    with(unsent) == Some(true)
}

/// A conversation is there after all.
pub fn made(id: ConversationId) {
    with(|driver| driver.outbox.made(id));
}

/// Puts a message on its way; it arrives now or when the connection is back.
pub fn enqueue(chat: ChatState, id: ConversationId, words: Words) -> Result<(), EnqueueError> {
    let client_id = random::id(ClientMessageId::new);
    let queued = with(|driver| driver.outbox.enqueue(id, client_id, words, clock::now()));
    pump(chat);
    queued.unwrap_or(Ok(()))
}

/// Tells the server what to do with an answer; false without a connection.
pub fn direct(frame: &ClientFrame) -> bool {
    send(frame)
}

/// Sends a refused message again.
pub fn resend(chat: ChatState, id: ClientMessageId) {
    with(|driver| driver.outbox.resend(id));
    pump(chat);
}

/// The conversation this message is to make, where it is one that does.
pub fn begins(id: ClientMessageId) -> Option<ConversationId> {
    with(|driver| driver.outbox.get(id).filter(|it| it.begin.is_some()).map(|it| it.conversation))?
}

/// Throws a message away that was not sent; false when it is on its way.
pub fn discard(chat: ChatState, id: ClientMessageId) -> bool {
    let discarded = with(|driver| driver.outbox.discard(id)) == Some(true);
    pump(chat);
    discarded
}

/// The conversation is gone: nothing of it is kept or sent.
pub fn forget_chat(chat: ChatState, id: ConversationId) {
    with(|driver| {
        driver.parked.retain(|parked| parked.conversation().id != id);
        let entries: Vec<_> = driver.outbox.entries(id).map(|entry| entry.client_id).collect();
        for entry in entries {
            // Acknowledged or not, there is nowhere for it to go.
            driver.outbox.acknowledged(entry);
        }
        driver.connection.unsubscribe(id)
    });
    pump(chat);
}
