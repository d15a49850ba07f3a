//! A button that asks the server for something about an answer: a form before the page is alive, a call after.

use adda_protocol::MessageId;
use leptos::prelude::*;

use crate::{
    browser::focus,
    components::{button, icon::Icon},
    i18n::text,
    state::chat::ChatState,
};

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Continue,
    Retry,
    Stop,
    /// Of answers side by side, this one is gone on from.
    Keep,
}

impl Turn {
    const fn path(self) -> &'static str {
        match self {
            Self::Continue => "continue",
            Self::Retry => "retry",
            Self::Stop => "stop",
            Self::Keep => "choose",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Continue => text!(message.continue_),
            Self::Retry => text!(common.try_again),
            Self::Stop => text!(message.stop),
            Self::Keep => text!(message.keep),
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Continue => Icon::Play,
            Self::Retry => Icon::Retry,
            Self::Stop => Icon::Stop,
            Self::Keep => Icon::Check,
        }
    }
}

#[component]
pub fn TurnForm(turn: Turn, message: Memo<MessageId>) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let action = move || {
        let current = chat.current().get();
        current.map(|current| format!("/c/{}/{}", current.id, turn.path()))
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match turn {
            Turn::Continue => chat.resume(message.get_untracked()),
            Turn::Retry => chat.retry(message.get_untracked()),
            Turn::Stop => chat.stop_one(message.get_untracked()),
            Turn::Keep => chat.choose(message.get_untracked(), || focus::on("composer-text")),
        }
    };
    view! {
        <form method="post" action=action on:submit=submit>
            <input type="hidden" name="message" value=move || message.get().to_string() />
            <button type="submit" class=button::SMALL>
                <Icon icon=turn.icon() class="size-4" />
                {turn.words()}
            </button>
        </form>
    }
}
