//! The list and its search: a combobox whose list always shows.

use adda_protocol::search::Piece;
use leptos::{either::Either, ev::KeyboardEvent, html, prelude::*};

use super::{
    DIALOG, Palette, acting,
    entries::{self, Choice, Entry, Ground, Section},
    style,
};
use crate::{
    browser::scroll,
    components::{dialog, icon::Icon, listbox::moved, local_time::Time, names::clean},
    i18n::{counted, text},
    state::{appearance::AppearanceState, chat::ChatState, search::Finding},
};

const LIST: &str = "palette-list";
/// Rows a page key moves by.
const PAGE: usize = 6;

#[derive(Clone, Copy)]
struct Search {
    /// Does what was chosen for what was typed.
    act: Callback<(Choice, String)>,
    typed: RwSignal<String>,
    finding: Finding,
    sections: Memo<Vec<Section>>,
    /// What the keyboard is on; the first row where that is gone.
    active: RwSignal<Option<Choice>>,
}

impl Search {
    fn choices(self) -> Vec<Choice> {
        let sections = self.sections.read();
        let entries = sections.iter().flat_map(|section| &section.entries);
        entries.map(|entry| entry.choice.clone()).collect()
    }

    /// Place of the row the keyboard is on.
    fn place(self) -> Option<usize> {
        let (choices, active) = (self.choices(), self.active.get());
        let place = active.and_then(|active| choices.iter().position(|choice| *choice == active));
        place.or((!choices.is_empty()).then_some(0))
    }

    fn type_in(self, text: String) {
        self.finding.ask(&text);
        self.typed.set(text);
        self.active.set(None);
    }

    fn choose(self, choice: Choice) {
        let typed = self.typed.get_untracked();
        dialog::close(DIALOG);
        self.act.run((choice, typed));
    }

    fn pressed(self, event: &KeyboardEvent) {
        if event.is_composing() {
            return;
        }
        let choices = untrack(|| self.choices());
        let Some(now) = untrack(|| self.place()) else { return };
        let last = choices.len().saturating_sub(1);
        if event.key() == "Enter" {
            event.prevent_default();
            return self.choose(choices[now].clone());
        }
        let Some(next) = moved(&event.key(), now, last, PAGE) else { return };
        event.prevent_default();
        self.active.set(choices.get(next).cloned());
        scroll::into_view(&option_id(next));
    }
}

fn option_id(place: usize) -> String {
    format!("palette-option-{place}")
}

/// Everything that only this reaches is built into the file `palette`.
pub fn draw() -> AnyView {
    view! { <Panel typed=String::new() /> }.into_any()
}

/// With `typed` in its field to begin with.
#[component]
pub fn Panel(typed: String) -> impl IntoView {
    let (chat, looks) = (expect_context::<ChatState>(), expect_context::<AppearanceState>());
    let (typed, finding) = (RwSignal::new(typed), Finding::new());
    let sections = Memo::new(move |_| {
        let open = chat.current().read().as_ref().map(|open| open.id);
        entries::find(
            &typed.read(),
            &Ground {
                chats: &chat.conversations().read(),
                open,
                models: &chat.models().read(),
                model: &chat.model().get(),
                found: &finding.found().read(),
            },
        )
    });
    let active = RwSignal::new(None);
    let act = Callback::new(move |(choice, typed): (Choice, String)| {
        // Once the dialog has given the focus back: what is done may want it elsewhere.
        request_animation_frame(move || acting::act(chat, looks, choice, &typed));
    });
    let search = Search { act, typed, finding, sections, active };
    let rows = move || {
        let mut place = 0;
        let sections = sections.get().into_iter();
        sections.map(|section| group(search, section, &mut place)).collect_view()
    };
    view! {
        <div class=style::panel>
            <Field search />
            <div id=LIST class=style::list role="listbox" aria-label=text!(palette.found)>
                {rows}
            </div>
            <p class=style::foot aria-hidden="true">
                <span><kbd>"↑"</kbd><kbd>"↓"</kbd>{text!(palette.to_move)}</span>
                <span><kbd>"↵"</kbd>{text!(palette.to_open)}</span>
                <span><kbd>"Esc"</kbd>{text!(palette.to_close)}</span>
            </p>
        </div>
    }
}

#[component]
fn Field(search: Search) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let palette = expect_context::<Palette>();
    // The code may have come after the dialog was shown, and what was looked for after it was typed.
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            request_animation_frame(move || {
                let _ = input.focus();
                let early = palette.take_early();
                if !early.is_empty() {
                    input.set_value(&early);
                    search.type_in(early);
                }
            });
        }
    });
    let count = move || {
        if search.finding.looking().get() {
            return text!(palette.looking).to_owned();
        }
        match search.choices().len() {
            0 => text!(palette.nothing).to_owned(),
            count => counted!(palette.results, count = count),
        }
    };
    view! {
        <div class=style::search>
            <Icon icon=Icon::Search />
            <input
                type="text"
                role="combobox"
                aria-label=text!(palette.field)
                aria-expanded="true"
                aria-autocomplete="list"
                aria-controls=LIST
                aria-activedescendant=move || search.place().map(option_id)
                placeholder=text!(palette.placeholder)
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="go"
                autofocus
                node_ref=input
                on:input:target=move |event| search.type_in(event.target().value())
                on:keydown=move |event| search.pressed(&event)
            />
            <span class=style::count role="status">{count}</span>
            <button type="button" class=style::close aria-label=text!(common.close) on:click=|_| dialog::close(DIALOG)>
                <Icon icon=Icon::Close />
            </button>
        </div>
    }
}

fn group(search: Search, section: Section, place: &mut usize) -> impl IntoView + use<> {
    let rows = section.entries.into_iter().map(|entry| {
        *place += 1;
        row(search, *place - 1, entry)
    });
    let rows = rows.collect_view();
    view! {
        <div role="group" aria-label=section.name>
            <div class=style::section aria-hidden="true">{section.name}</div>
            {rows}
        </div>
    }
}

fn row(search: Search, place: usize, entry: Entry) -> impl IntoView + use<> {
    let Entry { choice, icon, title, below, at, detail } = entry;
    let here = Memo::new(move |_| search.place() == Some(place));
    view! {
        <div
            id=option_id(place)
            class=style::row
            role="option"
            aria-selected=move || if here.get() { "true" } else { "false" }
            on:click=move |_| search.choose(choice.clone())
        >
            <span class=style::picture><Icon icon class="size-4.5" /></span>
            <span class=style::words>
                <span class=style::title dir="auto">{pieces(title)}</span>
                {(!below.is_empty()).then(|| view! { <span class=style::below dir="auto">{pieces(below)}</span> })}
            </span>
            {(!detail.is_empty()).then(|| view! { <span class=style::detail>{detail}</span> })}
            {at.map(|at| view! { <Time at short=true class=style::detail /> })}
        </div>
    }
}

fn pieces(pieces: Vec<Piece>) -> impl IntoView {
    let piece = |Piece { text, hit }| {
        let text = clean(&text);
        if hit { Either::Left(view! { <mark>{text}</mark> }) } else { Either::Right(text) }
    };
    pieces.into_iter().map(piece).collect_view()
}
