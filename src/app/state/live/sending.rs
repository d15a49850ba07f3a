//! What the person does to messages.

use adda_client::outbox::EnqueueError;
use adda_protocol::{ClientFrame, ClientMessageId, ConversationId};

use super::{pump::pump, send, with};
use crate::{
    browser::{clock, random},
    state::chat::ChatState,
};

/// Puts a message on its way; it arrives now or when the connection is back.
pub fn enqueue(chat: ChatState, id: ConversationId, text: String) -> Result<(), EnqueueError> {
    let client_id = random::id(ClientMessageId::new);
    let queued = with(|driver| driver.outbox.enqueue(id, client_id, text, None, clock::now()));
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
