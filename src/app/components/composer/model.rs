//! Which model answers.

use leptos::prelude::*;

use super::style;
use crate::{components::names::clean, state::chat::ChatState};

/// The device's own select: it is at home on every phone and with every reader. Sent along by the plain form.
#[component]
pub fn ModelSelect() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let models = chat.models();
    let chosen = chat.model();
    let options = Memo::new(move |_| {
        let mut options: Vec<(String, String)> =
            models.read().iter().map(|model| (model.id.clone(), clean(&model.name))).collect();
        let chosen = chosen.get();
        if !chosen.is_empty() && options.iter().all(|(id, _)| *id != chosen) {
            options.push((chosen.clone(), clean(&chosen)));
        }
        options
    });
    view! {
        <label class=style::model>
            <span class="sr-only">"Model"</span>
            <select
                name="model"
                on:change:target=move |event| chat.set_model(event.target().value())
                prop:value=move || chosen.get()
            >
                <For each=move || options.get() key=Clone::clone let((id, name))>
                    {
                        let value = id.clone();
                        view! {
                            <option value=value selected=move || chosen.get() == id>
                                {name}
                            </option>
                        }
                    }
                </For>
            </select>
        </label>
    }
}
