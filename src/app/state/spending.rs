//! What the open chat used and cost.

use adda_protocol::dto::Totals;
use leptos::{prelude::*, task::spawn_local};

use super::{chat::ChatState, thread::set_if_other};
use crate::api;

impl ChatState {
    /// Sums over the open chat's answers; none before they were asked for.
    pub fn spent(&self) -> Signal<Option<Totals>> {
        self.aside().spent.into()
    }

    /// Asks for the sums anew. Without an answer those known stay: the figures are not worth a notice.
    pub fn refresh_spent(&self) {
        let chat = *self;
        let open = chat.thread.current.read_untracked().as_ref().map(|open| open.id);
        let Some(id) = open else { return };
        spawn_local(async move {
            if let Ok(totals) = api::spending::of_chat(id).await
                && chat.shows(id)
            {
                set_if_other(chat.aside().spent, Some(totals));
            }
        });
    }
}
