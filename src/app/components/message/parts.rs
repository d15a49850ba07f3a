//! A message taken apart, so that a change of one part draws that part alone.

use adda_protocol::{
    Author, Cost, Message, MessageError, MessageId, MessageState, Millis, Receipt, Usage,
};
use leptos::prelude::*;

use crate::state::chat::{ChatState, Delivery, MessageKey, MessageView};

/// What wrote an answer and what it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub model: Option<String>,
    pub usage: Option<Usage>,
    pub cost: Option<Cost>,
    pub receipt: Option<Receipt>,
}

impl Figures {
    fn of(message: &Message) -> Self {
        let Message { model, usage, cost, receipt, .. } = message;
        Self { model: model.clone(), usage: *usage, cost: cost.clone(), receipt: *receipt }
    }
}

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
    pub reasoning: Memo<String>,
    pub figures: Memo<Figures>,
    /// All versions of it, oldest first; empty where there is one alone.
    pub versions: Memo<Vec<MessageId>>,
    /// An answer to a message, not a greeting.
    pub answers: Memo<bool>,
    /// What it answers was not deleted: without that there is nothing to go on with, and nothing to answer once more.
    pub asked: Memo<bool>,
    /// What was said in it is gone.
    pub deleted: Memo<bool>,
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
        let lengthened = chat.lengthened(&key);
        Self {
            key: StoredValue::new(key),
            own,
            id: Memo::new(move |_| view.read().message.id),
            author,
            created_at: Memo::new(move |_| view.read().message.created_at),
            text: Memo::new(move |_| {
                lengthened.iter().for_each(ArcTrigger::track);
                view.read().message.text.clone()
            }),
            state,
            growing: Memo::new(move |_| state.get() == MessageState::Streaming),
            delivery: Memo::new(move |_| view.read().delivery.clone()),
            error: Memo::new(move |_| view.read().message.error.clone()),
            reasoning: Memo::new(move |_| {
                view.read().message.reasoning.clone().unwrap_or_default()
            }),
            figures: Memo::new(move |_| Figures::of(&view.read().message)),
            versions: Memo::new(move |_| view.read().versions.clone()),
            answers: Memo::new(move |_| view.read().message.reply_to.is_some()),
            asked: Memo::new(move |_| view.read().asked),
            deleted: Memo::new(move |_| view.read().message.deleted),
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
