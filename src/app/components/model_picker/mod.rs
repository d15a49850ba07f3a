//! Which model answers: this chat from now on, or the next message alone. The list's code is a file of its own, fetched
//! when it is first opened.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

pub(super) mod choices;
pub mod panel;
pub(super) mod words;

use leptos::{either::Either, prelude::*};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{
    dialog::late::{Draw, Late, LateDialog},
    icon::Icon,
    names::clean,
};
use crate::{i18n::text, state::chat::ChatState};

stylance::import_style!(pub style, "model_picker.module.css");

const DIALOG: &str = "model-picker";

#[wasm_split(models, fallible)]
fn drawing() -> Result<Draw, SplitLoaderError> {
    Ok(panel::draw)
}

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
            <span class="sr-only">{text!(models.model)}</span>
            <select name="model" class=style::button>
                {options.collect_view()}
            </select>
        </label>
    }
}

#[component]
fn Picker() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let dialog = Late::new(DIALOG, || Box::pin(drawing()));
    let name = move || {
        let id = chat.once().get().unwrap_or_else(|| chat.model().get());
        let models = chat.models().read();
        clean(models.iter().find(|model| model.id == id).map_or(&id, |model| &model.name))
    };
    view! {
        <div class=style::place>
            <button
                type="button"
                class=style::button
                aria-haspopup="dialog"
                aria-label=move || text!(models.model_is, name = name())
                title=text!(models.choose_title)
                on:pointerenter=move |_| dialog.fetch()
                on:focus=move |_| dialog.fetch()
                on:click=move |_| dialog.show()
            >
                <span class=style::name>{name}</span>
                <Icon icon=Icon::Chevron class="size-4" />
            </button>
            <Show when=move || chat.once().read().is_some()>
                <button type="button" class=style::once title=text!(models.back) on:click=move |_| chat.set_once(None)>
                    {text!(models.once)}
                    <Icon icon=Icon::Close class="size-3.5" />
                </button>
            </Show>
            <LateDialog late=dialog label=text!(models.choose) class=style::dialog />
        </div>
    }
}
