//! Chats as they are only for a while: one's own words while they are changed, and answers side by side.

use adda_protocol::MessageState;
use leptos::{context::Provider, prelude::*};

use super::{Piece, chat, style};
use crate::{
    api::chat::ChatPageData,
    components::{compare::Beside, composer::Composer, message::MessageRow},
    state::chat::{ChatState, Status},
};

/// Something private, and what is near the longest there can be.
const PRIVATE: &str = "Write to mira@example.org, card 4242 4242 4242 4242.";
const WORDS: usize = 12_000;

#[component]
pub fn Chats(data: ChatPageData) -> impl IntoView {
    let drafts = [PRIVATE.to_owned(), "word ".repeat(WORDS)].map(|draft| {
        let new = chat(&ChatPageData { open: None, ..data.clone() }, Status::Live);
        new.draft().set(draft);
        new
    });
    let [private, long] = drafts;
    let branching = chat(&data, Status::Live);
    let answer = branching.keys().get_untracked().first().and_then(|key| branching.message(key));
    branching.branching().set(answer.map(|view| view.read_untracked().message.id));
    let apart = chat(&side_by_side(data.clone()), Status::Live);
    view! {
        <Provider value=private>
            <Piece name="Message box with something private"><Composer /></Piece>
        </Provider>
        <Provider value=long>
            <Piece name="Message box near its end"><Composer /></Piece>
        </Provider>
        <Provider value=branching>
            <Piece name="Message box of another branch"><Composer /></Piece>
        </Provider>
        <Provider value=apart>
            <Piece name="Side by side"><Beside /></Piece>
        </Provider>
        <Edited data />
    }
}

/// One's own message while it is changed.
#[component]
fn Edited(data: ChatPageData) -> impl IntoView {
    let edited = chat(&data, Status::Live);
    let own = own(edited, &data);
    edited.editing().set(own);
    let rows = own.into_iter().map(|key| view! { <MessageRow key /> });
    view! {
        <Provider value=edited>
            <Piece name="Message that is edited"><div class=style::rows>{rows.collect_view()}</div></Piece>
        </Provider>
    }
}

fn own(chat: ChatState, data: &ChatPageData) -> Option<crate::state::chat::MessageKey> {
    let me = data.me.id.to_string();
    let is_own = |key: &crate::state::chat::MessageKey| {
        chat.message(key).is_some_and(|view| view.read_untracked().message.author.id == me)
    };
    chat.keys().get_untracked().into_iter().find(is_own)
}

/// The chat with answers to its first question side by side.
fn side_by_side(mut data: ChatPageData) -> ChatPageData {
    let Some(open) = &mut data.open else { return data };
    let rest = open.messages.split_off(open.messages.len().min(2));
    let question = open.messages.last().map(|question| question.id);
    let stands = |state| !matches!(state, MessageState::Pending | MessageState::Stopped);
    open.beside =
        rest.into_iter().filter(|answer| answer.model.is_some() && stands(answer.state)).collect();
    for answer in &mut open.beside {
        (answer.parent, answer.reply_to) = (question, question);
    }
    open.versions.clear();
    (open.chosen.leaf, open.chosen.apart, open.chosen.version) = (question, true, 1);
    data
}

#[cfg(test)]
mod tests {
    use super::{super::sample, *};

    #[test]
    fn answers_stand_side_by_side_after_their_question() {
        let data = side_by_side(sample().unwrap());
        let open = data.open.unwrap();
        assert_eq!(open.messages.len(), 2);
        assert!((2..=5).contains(&open.beside.len()), "{}", open.beside.len());
    }
}
