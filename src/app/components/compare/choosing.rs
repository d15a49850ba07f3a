//! The choice while it is made.

use adda_protocol::{Usage, dto::ModelInfo, limits::COMPARED};
use leptos::prelude::*;

use super::choice::{self, is_ready};
use crate::{
    components::{figures::amount, model_picker::choices},
    i18n::text,
    state::chat::ChatState,
};

#[derive(Clone, Copy)]
pub struct Choosing {
    pub chat: ChatState,
    /// What the message is likely to use with each.
    pub usage: Usage,
    pub chosen: RwSignal<Vec<String>>,
    pub query: RwSignal<String>,
    /// Those that can be asked and have the words searched for.
    pub found: Memo<Vec<ModelInfo>>,
}

impl Choosing {
    pub fn new(chat: ChatState) -> Self {
        let query = RwSignal::new(String::new());
        let models = chat.models();
        let current = chat.model().get_untracked();
        let last = chat.compared_last();
        let chosen = choice::first(&models.read_untracked(), last, current);
        Self {
            chat,
            usage: chat.estimate(),
            chosen: RwSignal::new(chosen),
            query,
            found: Memo::new(move |_| {
                let ready: Vec<_> =
                    models.read().iter().filter(|it| is_ready(it)).cloned().collect();
                choices::find(&ready, "", &query.read())
            }),
        }
    }

    pub fn toggle(self, id: &str) {
        self.chosen.update(|chosen| choice::toggle(chosen, id));
    }

    fn is_written(self) -> bool {
        !self.chat.draft().read().trim().is_empty()
    }

    pub fn can_ask(self) -> bool {
        self.is_written() && COMPARED.contains(&self.chosen.read().len())
    }

    /// What is missing, or what it comes to.
    pub fn words(self) -> String {
        let chosen = self.chosen.read();
        if chosen.len() < *COMPARED.start() {
            return text!(compare.choose).to_owned();
        }
        if !self.is_written() {
            return text!(compare.write).to_owned();
        }
        let cost = choice::together(&self.chat.models().read(), &chosen, &self.usage);
        let cost = cost.map(|cost| text!(compare.about, amount = amount(&cost)));
        let rest =
            if choice::is_full(&chosen) { text!(compare.most) } else { text!(compare.one_kept) };
        cost.unwrap_or_default() + rest
    }

    /// Asks them; false where something is missing.
    pub fn ask(self) -> bool {
        let can = untrack(|| self.can_ask());
        if can {
            let (draft, models) = (self.chat.draft(), self.chosen.get_untracked());
            let text = draft.get_untracked();
            draft.set(String::new());
            self.chat.keep_compared(&models);
            self.chat.send_to(text, models);
        }
        can
    }
}
