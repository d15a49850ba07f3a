//! A sentence for the reader, shown for a while, with something to do about it where there is.

use adda_protocol::{ConversationId, Millis};
use leptos::prelude::*;

use crate::i18n::text;

/// What a notice offers: the words on its button, and what pressing it does.
pub type Action = (String, Callback<()>);

#[derive(Clone, Debug)]
pub struct Notice {
    pub text: String,
    pub action: Option<Action>,
    /// How long it is shown, in milliseconds; without, as long as such a sentence usually is.
    pub shown_ms: Option<Millis>,
    /// Deleted conversations that its action brings back: before the page is alive a form does.
    pub undoes: Vec<ConversationId>,
}

impl Notice {
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), action: None, shown_ms: None, undoes: Vec::new() }
    }

    /// A failure that can be tried again.
    pub fn with_retry(text: impl Into<String>, again: impl Fn() + Send + Sync + 'static) -> Self {
        Self::new(text).with(text!(common.try_again), again)
    }

    /// The same with something to do about it.
    pub fn with(self, name: &str, act: impl Fn() + Send + Sync + 'static) -> Self {
        let act = Callback::new(move |()| act());
        Self { action: Some((name.to_owned(), act)), ..self }
    }
}
