//! The state of a message that is not simply there, and the way on.

use adda_protocol::MessageState;
use leptos::{either::EitherOf5, prelude::*};

use super::{
    Parts,
    held::Held,
    style,
    turn_form::{Turn, TurnForm},
};
use crate::{
    components::{button, icon::Icon},
    i18n::{sentence_of, text},
    state::chat::{ChatState, Delivery},
};

#[component]
pub fn Strip(parts: Parts) -> impl IntoView {
    move || {
        match parts.delivery.get() {
            Delivery::Refused { error } => {
                return EitherOf5::A(
                    view! { <Refused parts sentence=sentence_of(error.code, error.message) /> },
                );
            }
            Delivery::Held { until } => return EitherOf5::E(view! { <Held parts until /> }),
            _ => {}
        }
        match parts.state.get() {
            MessageState::Stopped => EitherOf5::B(view! { <Stopped parts /> }),
            MessageState::Interrupted | MessageState::Failed => {
                EitherOf5::C(view! { <Broken parts /> })
            }
            _ => EitherOf5::D(()),
        }
    }
}

/// The reader stopped it.
#[component]
fn Stopped(parts: Parts) -> impl IntoView {
    view! {
        <div class=style::strip>
            <span class=style::sentence>
                <Icon icon=Icon::Stop class="size-4" />
                {text!(message.you_stopped)}
            </span>
            <On parts can_continue=true />
        </div>
    }
}

/// The way on from there, while what was asked is.
#[component]
fn On(parts: Parts, can_continue: bool) -> impl IntoView {
    let on = move || {
        let more =
            can_continue.then(|| view! { <TurnForm turn=Turn::Continue message=parts.id /> });
        view! {
            {more}
            <TurnForm turn=Turn::Retry message=parts.id />
        }
    };
    move || parts.asked.get().then(on)
}

/// It broke off, or nothing came.
#[component]
fn Broken(parts: Parts) -> impl IntoView {
    let state = parts.state.get_untracked();
    let sentence = move || match parts.error.get() {
        Some(error) if !error.message.is_empty() => sentence_of(error.code, error.message),
        _ if state == MessageState::Failed => text!(message.no_answer).to_owned(),
        _ => text!(message.interrupted).to_owned(),
    };
    view! {
        <div class=style::strip data-tone="bad" role="group" aria-label=text!(message.not_finished)>
            <span class=style::sentence>
                <Icon icon=Icon::Alert class="size-4" />
                {sentence}
            </span>
            <On parts can_continue=state.can_continue() />
            <Details parts />
        </div>
    }
}

/// For the curious, and for a report.
#[component]
fn Details(parts: Parts) -> impl IntoView {
    let code = move || parts.error.get().map(|error| error.code.as_str());
    view! {
        <Show when=move || code().is_some()>
            <details class=style::details>
                <summary class=button::QUIET>{text!(message.details)}</summary>
                <p>{text!(message.code)} <code>{code}</code> {text!(message.message_id)} <code>{move || parts.id.get().to_string()}</code></p>
            </details>
        </Show>
    }
}

/// The server did not take it.
#[component]
fn Refused(parts: Parts, sentence: String) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let key = move || parts.key.get_value();
    let edit = move |_| {
        chat.draft().set(parts.text.get_untracked());
        chat.discard(key());
    };
    let discard = move |_| {
        chat.discard(key());
    };
    view! {
        <div class=style::strip data-tone="bad" role="alert">
            <span class=style::sentence>
                <Icon icon=Icon::Alert class="size-4" />
                {sentence}
            </span>
            <button type="button" class=button::SMALL on:click=move |_| chat.resend(key())>
                <Icon icon=Icon::Retry class="size-4" />
                {text!(message.send_again)}
            </button>
            <button type="button" class=button::SMALL on:click=edit>
                <Icon icon=Icon::Edit class="size-4" />
                {text!(message.edit)}
            </button>
            <button type="button" class=button::SMALL on:click=discard>
                {text!(message.discard)}
            </button>
        </div>
    }
}
