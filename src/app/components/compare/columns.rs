//! Answers of several models to the same message, side by side until one is kept. Keeping one is a form before the page is
//! alive.

use adda_protocol::MessageState;
use leptos::{prelude::*, web_sys::Element};

use crate::{
    browser::scroll,
    components::{
        message::{MessageRow, Parts, Turn, TurnForm},
        names::{self, clean},
    },
    i18n::{counted, text},
    state::chat::{ChatState, MessageKey, MessageView},
};

stylance::import_style!(style, "columns.module.css");

pub fn draw(chat: ChatState) -> AnyView {
    let keys = chat.beside();
    let shown = RwSignal::new(0_usize);
    // Which column a reader has swiped to.
    let scrolled = move |columns: Element| {
        let count = i32::try_from(keys.read_untracked().len()).unwrap_or(1).max(1);
        let width = (columns.scroll_width() / count).max(1);
        // From the right they are counted where the script is written from there.
        let place = (columns.scroll_left().abs() + width / 2) / width;
        let at_end =
            columns.scroll_left().abs() + columns.client_width() + 2 >= columns.scroll_width();
        let place = if at_end && place > 0 { count - 1 } else { place };
        shown.set(usize::try_from(place).unwrap_or_default());
    };
    let tabs = move || {
        let tabs = keys.get().into_iter().enumerate();
        tabs.map(|(place, key)| tab(chat, key, place, shown)).collect_view()
    };
    view! {
        <section class=style::beside aria-labelledby="beside-lead" data-count=move || keys.read().len()>
            <p class=style::lead id="beside-lead">
                <strong>{move || counted!(compare.side_by_side, count = keys.read().len())}</strong>
                {text!(compare.keep_lead)}
            </p>
            <nav class=style::tabs aria-label=text!(compare.models)>{tabs}</nav>
            <ol
                class=style::columns
                tabindex="0"
                role="list"
                aria-label=text!(compare.answers)
                on:scroll:target=move |event| scrolled(event.target().into())
            >
                <For each=move || keys.get() key=Clone::clone let(key)>
                    {column(chat, key)}
                </For>
            </ol>
        </section>
    }
    .into_any()
}

/// The name a model goes by here, and who runs it.
fn model(chat: ChatState, view: &MessageView) -> (String, String) {
    let id = view.message.model.clone().unwrap_or_default();
    let models = chat.models();
    let models = models.read();
    match models.iter().find(|known| known.id == id) {
        Some(known) => (clean(&known.name), names::provider(&known.provider)),
        None => (clean(&id), String::new()),
    }
}

fn column_id(view: &MessageView) -> String {
    format!("answer-{}", view.message.id)
}

/// The way to a column that is out of view.
fn tab(chat: ChatState, key: MessageKey, place: usize, shown: RwSignal<usize>) -> impl IntoView {
    chat.message(&key).map(|view| {
        let view = RwSignal::from(view);
        let id = Memo::new(move |_| column_id(&view.read()));
        let go = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            scroll::into_view(&id.get_untracked());
        };
        view! {
            <a
                class=style::tab
                href=move || format!("#{}", id.get())
                rel="external"
                aria-current=move || (shown.get() == place).then_some("true")
                data-state=move || view.read().message.state.as_str()
                on:click=go
            >
                {move || model(chat, &view.read()).0}
            </a>
        }
    })
}

fn column(chat: ChatState, key: MessageKey) -> impl IntoView {
    chat.message(&key).map(|view| {
        let message = RwSignal::from(view.clone());
        let parts = Parts::new(chat, key, view);
        let open = Memo::new(move |_| parts.state.get().is_open());
        let named = Memo::new(move |_| model(chat, &message.read()));
        view! {
            <li class=style::column id=move || column_id(&message.read())>
                <header class=style::head>
                    <h2>{move || named.get().0}</h2>
                    <span class=style::provider>{move || named.get().1}</span>
                    <span class=style::state data-state=move || parts.state.get().as_str()>
                        {move || state(parts.state.get())}
                    </span>
                </header>
                <div class=style::answer>
                    <MessageRow key />
                </div>
                <div class=style::foot>
                    <Show when=move || open.get()>
                        <TurnForm turn=Turn::Stop message=parts.id />
                    </Show>
                    <TurnForm turn=Turn::Keep message=parts.id />
                </div>
            </li>
        }
    })
}

fn state(state: MessageState) -> &'static str {
    match state {
        MessageState::Pending => text!(compare.pending),
        MessageState::Streaming => text!(compare.streaming),
        MessageState::Complete => text!(compare.complete),
        MessageState::Stopped => text!(compare.stopped),
        MessageState::Interrupted => text!(compare.interrupted),
        MessageState::Failed => text!(compare.failed),
    }
}
