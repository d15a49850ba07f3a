//! A message taken apart, so that a change of one part draws that part alone.

use adda_protocol::{Author, Cost, MessageError, MessageId, MessageState, Millis, Usage};
use leptos::prelude::*;

use crate::state::chat::{ChatState, Delivery, MessageKey, MessageView};

/// Handles to the parts of one message.
#[derive(Clone, Copy, Debug)]
pub struct Parts {
    pub key: StoredValue<MessageKey>,
    /// Written by the reader.
    pub own: bool,
    pub id: Memo<MessageId>,
    pub author: Memo<Author>,
    pub created_at: Memo<Millis>,
    pub text: Memo<String>,
    pub state: Memo<MessageState>,
    pub growing: Memo<bool>,
    pub delivery: Memo<Delivery>,
    pub error: Memo<Option<MessageError>>,
    pub model: Memo<Option<String>>,
    pub usage: Memo<Option<Usage>>,
    pub cost: Memo<Option<Cost>>,
}

impl Parts {
    pub fn new(chat: ChatState, key: MessageKey, view: ArcRwSignal<MessageView>) -> Self {
        let view = RwSignal::from(view);
        let author = Memo::new(move |_| view.read().message.author.clone());
        let me = untrack(|| chat.me()).map(|me| me.id.to_string());
        let own = author.with_untracked(|author| {
            author.kind == adda_protocol::AuthorKind::User && me.is_none_or(|me| me == author.id)
        });
        let state = Memo::new(move |_| view.read().message.state);
        Self {
            key: StoredValue::new(key),
            own,
            id: Memo::new(move |_| view.read().message.id),
            author,
            created_at: Memo::new(move |_| view.read().message.created_at),
            text: Memo::new(move |_| view.read().message.text.clone()),
            state,
            growing: Memo::new(move |_| state.get() == MessageState::Streaming),
            delivery: Memo::new(move |_| view.read().delivery.clone()),
            error: Memo::new(move |_| view.read().message.error.clone()),
            model: Memo::new(move |_| view.read().message.model.clone()),
            usage: Memo::new(move |_| view.read().message.usage),
            cost: Memo::new(move |_| view.read().message.cost.clone()),
        }
    }

    /// Whether the server has it.
    pub fn is_delivered(&self) -> bool {
        self.delivery.with(|delivery| *delivery == Delivery::Delivered)
    }

    /// For the looks of what is not delivered yet.
    pub fn delivery_word(&self) -> Option<&'static str> {
        self.delivery.with(|delivery| match delivery {
            Delivery::Delivered => None,
            Delivery::Queued | Delivery::Held { .. } | Delivery::Sending => Some("underway"),
            Delivery::Refused { .. } => Some("refused"),
        })
    }
}
