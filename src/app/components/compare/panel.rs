//! The choice of models: the message, whom it goes to, and what that may cost.

use leptos::{html, prelude::*};

use super::{
    choosing::Choosing,
    models::{Models, Search},
    slots::Slots,
    style,
};
use crate::{
    browser::{focus, scroll},
    components::{button, dialog, icon::Icon},
    i18n::text,
    state::chat::ChatState,
};

/// Narrower than this a keyboard that comes up by itself would hide the models.
const ROOMY_PX: f64 = 641.0;

pub fn draw(chat: ChatState) -> AnyView {
    let frame = NodeRef::<html::Dialog>::new();
    dialog::show_when_there(frame);
    let close = move || dialog::close_frame(frame);
    let ground = move |event: leptos::ev::MouseEvent| {
        if dialog::is_ground(frame, &event) {
            close();
        }
    };
    let choosing = Choosing::new(chat);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if choosing.ask() {
            close();
            focus::on("composer-text");
        }
    };
    view! {
        <dialog
            class=style::dialog
            aria-labelledby="compare-heading"
            node_ref=frame
            on:close=move |_| chat.comparing().set(false)
            on:click=ground
        >
            <form class=style::panel on:submit=submit>
                <Head close />
                <Message choosing />
                <Slots choosing />
                <Search choosing />
                <Models choosing />
                <Foot choosing />
            </form>
        </dialog>
    }
    .into_any()
}

#[component]
fn Head(close: impl Fn() + 'static) -> impl IntoView {
    view! {
        <header class=style::head>
            <h2 id="compare-heading">{text!(compare.several)}</h2>
            <p>{text!(compare.lead)}</p>
            <button type="button" class=button::ICON aria-label=text!(common.close) on:click=move |_| close()>
                <Icon icon=Icon::Close />
            </button>
        </header>
    }
}

/// The same draft as in the chat.
#[component]
fn Message(choosing: Choosing) -> impl IntoView {
    let draft = choosing.chat.draft();
    let empty = draft.read_untracked().trim().is_empty();
    let wanted = empty && scroll::window_width() >= ROOMY_PX;
    view! {
        <label class=style::message>
            <span class="sr-only">{text!(compare.message)}</span>
            <textarea
                rows="2"
                placeholder=text!(composer.placeholder)
                autofocus=wanted
                prop:value=move || draft.get()
                on:input:target=move |event| draft.set(event.target().value())
            ></textarea>
        </label>
    }
}

#[component]
fn Foot(choosing: Choosing) -> impl IntoView {
    let label = move || match choosing.chosen.read().len() {
        0 | 1 => text!(compare.ask).to_owned(),
        number => text!(compare.ask_number, count = number),
    };
    view! {
        <footer class=style::foot>
            <p role="status">{move || choosing.words()}</p>
            <button type="submit" class=button::PRIMARY disabled=move || !choosing.can_ask()>
                {label}
            </button>
        </footer>
    }
}
