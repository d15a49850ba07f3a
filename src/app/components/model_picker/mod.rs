//! Which model answers: this chat from now on, or the next message alone.

pub(super) mod choices;
mod panel;
mod words;

use leptos::{either::Either, html, prelude::*};

use self::panel::Panel;
use super::{dialog, icon::Icon, names::clean};
use crate::state::chat::ChatState;

stylance::import_style!(style, "model_picker.module.css");

const DIALOG: &str = "model-picker";

/// The device's own select until the page is alive, sent along by the plain form; after that a list that can be searched.
#[component]
pub fn ModelPicker() -> impl IntoView {
    let alive = RwSignal::new(false);
    Effect::new(move |_| alive.set(true));
    move || {
        if alive.get() {
            Either::Left(view! { <Picker /> })
        } else {
            Either::Right(view! { <PlainSelect /> })
        }
    }
}

#[component]
fn PlainSelect() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let chosen = chat.model().get_untracked();
    let found = choices::find(&chat.models().read_untracked(), &chosen, "");
    let options = found.into_iter().map(|model| {
        let selected = model.id == chosen;
        view! { <option value=model.id selected=selected>{clean(&model.name)}</option> }
    });
    view! {
        <label class=style::place>
            <span class="sr-only">"Model"</span>
            <select name="model" class=style::button>
                {options.collect_view()}
            </select>
        </label>
    }
}

#[component]
fn Picker() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let open = RwSignal::new(false);
    let frame = NodeRef::<html::Dialog>::new();
    let name = move || {
        let id = chat.once().get().unwrap_or_else(|| chat.model().get());
        let models = chat.models().read();
        clean(models.iter().find(|model| model.id == id).map_or(&id, |model| &model.name))
    };
    let show = move |_| {
        open.set(true);
        // With its content in it, so that the focus finds its place.
        request_animation_frame(|| dialog::show(DIALOG));
    };
    let close = move || {
        if let Some(frame) = frame.get_untracked() {
            frame.close();
        }
    };
    // The ground around the dialog counts as the dialog itself.
    let beside = move |event: leptos::ev::MouseEvent| {
        let ground = frame.get_untracked().map(leptos::web_sys::EventTarget::from);
        if event.target().is_some() && event.target() == ground {
            close();
        }
    };
    view! {
        <div class=style::place>
            <button
                type="button"
                class=style::button
                aria-haspopup="dialog"
                aria-label=move || format!("Model: {}", name())
                title="Choose the model"
                on:click=show
            >
                <span class=style::name>{name}</span>
                <Icon icon=Icon::Chevron class="size-4" />
            </button>
            <Show when=move || chat.once().read().is_some()>
                <button type="button" class=style::once title="Back to the chat's model" on:click=move |_| chat.set_once(None)>
                    "next message only"
                    <Icon icon=Icon::Close class="size-3.5" />
                </button>
            </Show>
            <dialog
                id=DIALOG
                class=style::dialog
                aria-label="Choose a model"
                node_ref=frame
                on:close=move |_| open.set(false)
                on:click=beside
            >
                <Show when=move || open.get()>
                    <Panel close=Callback::new(move |()| close()) />
                </Show>
            </dialog>
        </div>
    }
}
