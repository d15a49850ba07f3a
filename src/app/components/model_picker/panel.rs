//! The list of models and its search: a combobox whose list always shows.

use adda_protocol::{
    Usage,
    dto::{ModelInfo, ModelState},
};
use leptos::{either::EitherOf3, ev::KeyboardEvent, html, prelude::*};

use super::{
    DIALOG,
    choices::{self, SHOWN},
    style, words,
};
use crate::{
    browser::scroll,
    components::{
        button, dialog,
        figures::grouped,
        icon::Icon,
        listbox::moved,
        names::{self, clean},
    },
    i18n::text,
    state::chat::ChatState,
};

const LIST: &str = "model-list";
/// Narrower than this a keyboard that comes up by itself would hide the list.
const ROOMY_PX: f64 = 641.0;
/// Rows a page key moves by.
const PAGE: usize = 8;

#[derive(Clone, Copy)]
struct Search {
    chat: ChatState,
    found: Memo<Vec<ModelInfo>>,
    /// Place of the row the keyboard is on.
    active: RwSignal<usize>,
    /// The choice is for the next message alone.
    once: RwSignal<bool>,
}

impl Search {
    fn chosen(self) -> String {
        self.chat.once().get().unwrap_or_else(|| self.chat.model().get())
    }

    /// What cannot be used says why below the list.
    fn choose(self, place: usize) {
        let Some(model) = self.found.read_untracked().get(place).cloned() else { return };
        self.active.set(place);
        if model.state != ModelState::Ready {
            return;
        }
        if self.once.get_untracked() {
            self.chat.set_once(Some(model.id));
        } else {
            self.chat.set_once(None);
            self.chat.set_model(model.id);
        }
        dialog::close(DIALOG);
    }

    fn pressed(self, event: &KeyboardEvent) {
        let last = self.found.read_untracked().len().min(SHOWN).saturating_sub(1);
        let now = self.active.get_untracked().min(last);
        if event.key() == "Enter" {
            event.prevent_default();
            return self.choose(now);
        }
        let Some(next) = moved(&event.key(), now, last, PAGE) else { return };
        event.prevent_default();
        self.active.set(next);
        scroll::into_view(&option_id(next));
    }
}

fn option_id(place: usize) -> String {
    format!("model-option-{place}")
}

pub fn draw() -> AnyView {
    view! { <Panel /> }.into_any()
}

#[component]
fn Panel() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let query = RwSignal::new(String::new());
    let chosen = chat.once().get_untracked().unwrap_or_else(|| chat.model().get_untracked());
    let found = Memo::new(move |_| {
        choices::find(&chat.models().read(), &chat.model().get(), &query.read())
    });
    let place = found.read_untracked().iter().position(|model| model.id == chosen);
    let place = place.filter(|place| *place < SHOWN).unwrap_or(0);
    let search = Search {
        chat,
        found,
        active: RwSignal::new(place),
        once: RwSignal::new(chat.once().read_untracked().is_some()),
    };
    let usage = chat.estimate();
    let roomy = scroll::window_width() >= ROOMY_PX;
    Effect::new(move |_| {
        request_animation_frame(move || scroll::into_view(&option_id(place)));
    });
    let input = NodeRef::<html::Input>::new();
    // The code may have come after the dialog was shown.
    Effect::new(move |_| {
        if let Some(input) = input.get().filter(|_| roomy) {
            request_animation_frame(move || drop(input.focus()));
        }
    });
    let typed = move |text: String| {
        query.set(text);
        search.active.set(0);
    };
    let count = move || choices::told(found.read().len());
    view! {
        <div class=style::panel>
            <div class=style::search>
                <Icon icon=Icon::Search class="size-4.5" />
                <input
                    type="text"
                    role="combobox"
                    aria-label=text!(models.search)
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls=LIST
                    aria-activedescendant=move || {
                        (!found.read().is_empty()).then(|| option_id(search.active.get()))
                    }
                    placeholder=text!(models.search)
                    autocomplete="off"
                    spellcheck="false"
                    autofocus=roomy
                    node_ref=input
                    on:input:target=move |event| typed(event.target().value())
                    on:keydown=move |event| search.pressed(&event)
                />
                <span class=style::count role="status">{count}</span>
                <button type="button" class=style::close aria-label=text!(common.close) on:click=|_| dialog::close(DIALOG)>
                    <Icon icon=Icon::Close />
                </button>
            </div>
            <Scope search />
            <div id=LIST class=style::list role="listbox" aria-label=text!(models.models)>
                {move || {
                    let groups = choices::grouped(found.get()).into_iter();
                    groups.map(|(provider, models)| group(search, usage, &provider, models)).collect_view()
                }}
            </div>
            <Foot search usage />
        </div>
    }
}

/// For the chat or for one message; there is no chat yet on the start page.
#[component]
fn Scope(search: Search) -> impl IntoView {
    let choice = move |once: bool, name: &'static str| {
        view! {
            <label>
                <input
                    type="radio"
                    name="model-scope"
                    prop:checked=move || search.once.get() == once
                    on:change=move |_| search.once.set(once)
                />
                {name}
            </label>
        }
    };
    let open = search.chat.current().read_untracked().is_some();
    open.then(|| {
        view! {
            <fieldset class=style::scope>
                <legend class="sr-only">{text!(models.scope)}</legend>
                {choice(false, text!(models.this_chat))}
                {choice(true, text!(models.next_only))}
            </fieldset>
        }
    })
}

fn group(
    search: Search,
    usage: Usage,
    provider: &str,
    models: Vec<(usize, ModelInfo)>,
) -> impl IntoView + use<> {
    let title = match provider {
        "" => text!(models.chosen_here).to_owned(),
        known => names::provider(known),
    };
    let label = title.clone();
    let rows = models.into_iter().map(|(place, model)| row(search, usage, place, &model));
    view! {
        <div role="group" aria-label=label>
            <div class=style::provider aria-hidden="true">{title}</div>
            {rows.collect_view()}
        </div>
    }
}

fn row(search: Search, usage: Usage, place: usize, model: &ModelInfo) -> impl IntoView + use<> {
    let chosen = search.chosen() == model.id;
    let state = match model.state {
        ModelState::Ready => None,
        ModelState::NeedsKey => Some("key"),
        ModelState::Gone => Some("gone"),
    };
    view! {
        <div
            id=option_id(place)
            class=style::row
            role="option"
            aria-selected=if chosen { "true" } else { "false" }
            aria-disabled=state.map(|_| "true")
            data-active=move || (search.active.get() == place).then_some("")
            data-state=state
            on:click=move |_| search.choose(place)
        >
            <span class=style::check>{chosen.then(|| view! { <Icon icon=Icon::Check class="size-4" /> })}</span>
            <span class=style::model>
                <span class=style::title>{clean(&model.name)}</span>
                <span class=style::facts>{words::facts(model)}</span>
            </span>
            <span class=style::cost>{words::cost(model, &usage)}</span>
        </div>
    }
}

/// What the amounts mean, or what is in the way of the row the keyboard is on.
#[component]
fn Foot(search: Search, usage: Usage) -> impl IntoView {
    let active = Memo::new(move |_| {
        let found = search.found.read();
        found.get(search.active.get()).map(|model| (model.provider.clone(), model.state))
    });
    let answer = grouped(usage.output);
    move || match active.get() {
        Some((provider, ModelState::NeedsKey)) => EitherOf3::A(view! {
            <p class=style::foot data-tone="key">
                {text!(models.needs_key_long, service = names::provider(&provider))}
                <a href="/settings/keys" rel="external" class=button::SMALL>
                    <Icon icon=Icon::Key class="size-4" />
                    {text!(models.add_key)}
                </a>
            </p>
        }),
        Some((_, ModelState::Gone)) => EitherOf3::B(view! {
            <p class=style::foot>{text!(models.gone_long)}</p>
        }),
        _ => EitherOf3::C(view! {
            <p class=style::foot>
                {text!(models.about_long, count = answer.clone())}
            </p>
        }),
    }
}
