//! The models to choose from, and their search where they are many.

use adda_protocol::dto::ModelInfo;
use leptos::{ev::KeyboardEvent, prelude::*};

use super::{choice, choosing::Choosing, style};
use crate::{
    browser::focus,
    components::{
        icon::Icon,
        listbox::moved,
        model_picker::{
            choices::{self, SHOWN},
            style as list, words,
        },
        names::{self, clean},
    },
    i18n::text,
};

/// From so many models on they can be searched.
const MANY: usize = 8;
/// Rows a page key moves by.
const PAGE: usize = 8;

#[component]
pub fn Search(choosing: Choosing) -> impl IntoView {
    let Choosing { query, found, .. } = choosing;
    let many = found.read_untracked().len() >= MANY;
    let pressed = move |event: KeyboardEvent| match event.key().as_str() {
        // Enter would ask.
        "Enter" => {
            event.prevent_default();
            if let Some(model) = found.read_untracked().first() {
                choosing.toggle(&model.id);
            }
        }
        "ArrowDown" => {
            event.prevent_default();
            focus::on(&box_id(0));
        }
        _ => {}
    };
    many.then(|| {
        view! {
            <div class=list::search>
                <Icon icon=Icon::Search class="size-4.5" />
                <input
                    type="text"
                    aria-label=text!(models.search)
                    aria-controls="compare-models"
                    placeholder=text!(models.search)
                    autocomplete="off"
                    spellcheck="false"
                    on:input:target=move |event| query.set(event.target().value())
                    on:keydown=pressed
                />
                <span class=list::count role="status">{move || choices::told(found.read().len())}</span>
            </div>
        }
    })
}

fn box_id(place: usize) -> String {
    format!("compare-model-{place}")
}

#[component]
pub fn Models(choosing: Choosing) -> impl IntoView {
    let groups = move || {
        let groups = choices::grouped(choosing.found.get()).into_iter();
        groups.map(|(provider, models)| group(choosing, &provider, models)).collect_view()
    };
    view! {
        <div id="compare-models" class=list::list tabindex="-1" role="group" aria-label=text!(models.models)>
            {groups}
        </div>
    }
}

fn group(
    choosing: Choosing,
    provider: &str,
    models: Vec<(usize, ModelInfo)>,
) -> impl IntoView + use<> {
    let title = names::provider(provider);
    let label = title.clone();
    let rows = models.into_iter().map(|(place, model)| row(choosing, place, &model));
    view! {
        <div role="group" aria-label=label>
            <div class=list::provider aria-hidden="true">{title}</div>
            {rows.collect_view()}
        </div>
    }
}

fn row(choosing: Choosing, place: usize, model: &ModelInfo) -> impl IntoView + use<> {
    let id = StoredValue::new(model.id.clone());
    let chosen = choosing.chosen;
    let is_chosen = Memo::new(move |_| id.with_value(|id| chosen.read().contains(id)));
    let full = Memo::new(move |_| choice::is_full(&chosen.read()) && !is_chosen.get());
    let pressed = move |event: KeyboardEvent| {
        let last = choosing.found.read_untracked().len().min(SHOWN).saturating_sub(1);
        if let Some(next) = moved(&event.key(), place, last, PAGE) {
            event.prevent_default();
            focus::on(&box_id(next));
        }
    };
    view! {
        <label class=list::row data-full=move || full.get().then_some("")>
            <input
                type="checkbox"
                id=box_id(place)
                class=style::check
                prop:checked=move || is_chosen.get()
                aria-disabled=move || full.get().then_some("true")
                on:click=move |event| if full.get_untracked() { event.prevent_default() }
                on:change=move |_| id.with_value(|id| choosing.toggle(id))
                on:keydown=pressed
            />
            <span class=list::model>
                <span class=list::title>{clean(&model.name)}</span>
                <span class=list::facts>{words::facts(model)}</span>
            </span>
            <span class=list::cost>{words::cost(model, &choosing.usage)}</span>
        </label>
    }
}
