//! A button that asks the server for something about an answer: a form before the page is alive, a call after.

use adda_protocol::MessageId;
use leptos::prelude::*;

use crate::{
    components::{button, icon::Icon},
    i18n::text,
    state::chat::ChatState,
};

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Continue,
    Retry,
}

impl Turn {
    const fn path(self) -> &'static str {
        match self {
            Self::Continue => "continue",
            Self::Retry => "retry",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Continue => text!(message.continue_),
            Self::Retry => text!(message.try_again),
        }
    }

    const fn icon(self) -> Icon {
        match self {
            Self::Continue => Icon::Play,
            Self::Retry => Icon::Retry,
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
