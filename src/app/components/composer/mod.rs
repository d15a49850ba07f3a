//! Where a person writes. A plain form before the page is alive.

mod private;

use adda_protocol::{appearance::SendKey, limits};
use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

use self::private::{Finder, Hidden, Marks};
use super::{
    compare::CompareButton,
    icon::Icon,
    markdown::Renderer,
    model_picker::ModelPicker,
    rows::fit,
    versions::{Branch, Versions},
};
use crate::{
    i18n::text,
    state::{appearance::AppearanceState, chat::ChatState},
};

stylance::import_style!(style, "composer.module.css");

/// Most rows the box grows to.
const ROWS: u32 = 8;
/// From here on the rest is counted.
const WARN_BYTES: usize = limits::MESSAGE_BYTES - limits::MESSAGE_BYTES / 8;

#[component]
pub fn Composer() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let text_box = NodeRef::<html::Textarea>::new();
    let (finder, renderer, versions) = (Finder::new(chat), Renderer::expect(), Versions::expect());
    let marks = NodeRef::<html::Div>::new();
    let looks = expect_context::<AppearanceState>();
    let hint = move || if looks.send_key() == SendKey::Enter { "send" } else { "enter" };
    bind_draft(chat, text_box);
    let action = move || match chat.current().get() {
        Some(current) => format!("/c/{}", current.id),
        None => "/c".to_owned(),
    };
    let form = move || chat.form().get().map(|id| id.to_string());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send(chat, text_box);
    };
    view! {
        <form class=style::composer id="composer" method="post" action=action on:submit=submit data-screen-only>
            <div class=style::card>
                <Branch />
                <label class="sr-only" for="composer-text">
                    {text!(composer.label)}
                </label>
                <input type="hidden" name="client_id" value=form />
                <div class=style::sheet>
                <Marks finder node_ref=marks />
                <textarea
                    id="composer-text"
                    class=style::text
                    name="text"
                    rows="1"
                    required
                    autocomplete="off"
                    enterkeyhint=hint
                    placeholder=text!(composer.placeholder)
                    aria-describedby="composer-help"
                    node_ref=text_box
                    on:focus=move |_| {
                        renderer.fetch();
                        finder.fetch();
                        versions.fetch();
                    }
                    on:scroll=move |_| private::keep_together(text_box, marks)
                    on:input=move |_| typed(chat, text_box)
                    on:keydown=move |event| pressed(&event, chat, looks, text_box)
                ></textarea>
                </div>
                <Hidden finder />
                <div class=style::bar>
                    <ModelPicker />
                    <CompareButton />
                    <LengthWarning />
                    <Buttons />
                </div>
            </div>
            <p id="composer-help" class=style::help>
                {move || keys(looks.send_key())} " " {text!(composer.careful)}
            </p>
        </form>
    }
}

/// What the keys do.
fn keys(send: SendKey) -> &'static str {
    match send {
        SendKey::Enter => {
            text!(composer.enter_sends)
        }
        SendKey::CtrlEnter => {
            text!(composer.ctrl_enter_sends)
        }
    }
}

/// Keeps the box and the draft the same. What was typed before the page came alive is taken over.
fn bind_draft(chat: ChatState, text_box: NodeRef<html::Textarea>) {
    let draft = chat.draft();
    Effect::new(move |took_over: Option<bool>| {
        let text = draft.get();
        let Some(text_box) = text_box.get() else { return took_over.unwrap_or(false) };
        let typed = text_box.value();
        if took_over != Some(true) && text.is_empty() && !typed.is_empty() {
            draft.set(typed);
        } else if typed != text {
            text_box.set_value(&text);
        }
        fit(&text_box, ROWS);
        true
    });
}

fn typed(chat: ChatState, text_box: NodeRef<html::Textarea>) {
    if let Some(text_box) = text_box.get_untracked() {
        chat.draft().set(text_box.value());
    }
}

fn pressed(
    event: &KeyboardEvent,
    chat: ChatState,
    looks: AppearanceState,
    text_box: NodeRef<html::Textarea>,
) {
    // While an input method composes, its keys are its own; 229 is how some browsers say so.
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    match event.key().as_str() {
        "Enter" if sends(event, untrack(|| looks.send_key())) => {
            event.prevent_default();
            send(chat, text_box);
        }
        "ArrowUp" if chat.draft().read_untracked().is_empty() && chat.edit_last() => {
            event.prevent_default();
        }
        "Escape" if chat.branching().read_untracked().is_some() => {
            event.prevent_default();
            chat.branching().set(None);
        }
        "Escape" if chat.streaming().get_untracked().is_some() => {
            event.prevent_default();
            chat.stop();
        }
        _ => {}
    }
}

/// Whether Enter, pressed like this, sends.
pub(in crate::components) fn sends(event: &KeyboardEvent, key: SendKey) -> bool {
    let held = event.ctrl_key() || event.meta_key();
    !event.shift_key() && !event.alt_key() && (held || key == SendKey::Enter)
}

fn send(chat: ChatState, text_box: NodeRef<html::Textarea>) {
    let text = chat.draft().get_untracked();
    if text.trim().is_empty() || text.len() > limits::MESSAGE_BYTES {
        return;
    }
    chat.draft().set(String::new());
    chat.send(text);
    if let Some(text_box) = text_box.get_untracked() {
        let _ = text_box.focus();
    }
}

/// Stop while an answer is written, and send: both when the next message is already there.
#[component]
fn Buttons() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let answer = chat.streaming();
    let writing = Memo::new(move |_| answer.get().is_some());
    let empty = Memo::new(move |_| chat.draft().read().trim().is_empty());
    let too_long = move || chat.draft().read().len() > limits::MESSAGE_BYTES;
    let stop_at = move || chat.current().get().map(|current| format!("/c/{}/stop", current.id));
    let stop = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        chat.stop();
    };
    view! {
        <Show when=move || writing.get()>
            <button
                type="submit"
                class=style::stop
                formaction=stop_at
                formnovalidate
                name="message"
                value=move || answer.get().map(|id| id.to_string())
                aria-label=text!(composer.stop)
                title=text!(composer.stop_title)
                on:click=stop
            >
                <Icon icon=Icon::Stop />
            </button>
        </Show>
        <button
            type="submit"
            class=style::send
            data-idle=move || empty.get().then_some("")
            data-gives-way=move || writing.get().then_some("")
            disabled=too_long
            aria-label=text!(composer.send)
            title=text!(composer.send_title)
        >
            <Icon icon=Icon::Send />
        </button>
    }
}

/// What is left, once it is little.
#[component]
fn LengthWarning() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let length = Memo::new(move |_| chat.draft().read().len());
    let words = move || {
        let (length, most) = (length.get(), limits::MESSAGE_BYTES);
        if length > most {
            text!(composer.too_long, count = length - most)
        } else {
            text!(composer.left, count = most - length)
        }
    };
    let near = move || length.get() >= WARN_BYTES;
    let tone = move || (length.get() > limits::MESSAGE_BYTES).then_some("bad");
    view! {
        <Show when=near>
            <span class=style::left role="status" data-tone=tone>
                {words}
            </span>
        </Show>
    }
}
