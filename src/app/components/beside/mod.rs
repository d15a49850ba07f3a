//! Answers of several models to the same message, side by side until one is kept. Keeping one is a form before the page is alive.

use leptos::prelude::*;

use super::{
    message::{MessageRow, Parts, Turn, TurnForm},
    names::clean,
};
use crate::state::chat::{ChatState, MessageKey};

stylance::import_style!(style, "beside.module.css");

/// After the thread. Nothing where nothing is to be compared.
#[component]
pub fn Beside() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let keys = chat.beside();
    let any = Memo::new(move |_| !keys.read().is_empty());
    view! {
        <Show when=move || any.get()>
            <section class=style::beside aria-labelledby="beside-lead">
                <p class=style::lead id="beside-lead">
                    {move || keys.read().len()}
                    " answers, side by side. Keep the one to go on from; the others stay as its versions."
                </p>
                <ol class=style::columns tabindex="0" role="list" aria-label="Answers side by side">
                    <For each=move || keys.get() key=Clone::clone let(key)>
                        <li class=style::column>
                            <Column key />
                        </li>
                    </For>
                </ol>
            </section>
        </Show>
    }
}

#[component]
fn Column(key: MessageKey) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    chat.message(&key).map(|view| {
        let parts = Parts::new(chat, key, view);
        let model = move || {
            let id = parts.figures.get().model.unwrap_or_default();
            let models = chat.models();
            let known = models.read().iter().find(|known| known.id == id).map(|it| clean(&it.name));
            known.unwrap_or_else(|| clean(&id))
        };
        let open = Memo::new(move |_| parts.state.get().is_open());
        view! {
            <h2 class=style::model>{model}</h2>
            <div class=style::answer>
                <MessageRow key />
            </div>
            <div class=style::foot>
                <Show when=move || open.get()>
                    <TurnForm turn=Turn::Stop message=parts.id />
                </Show>
                <TurnForm turn=Turn::Keep message=parts.id />
            </div>
        }
    })
}
