//! Which models answer the next message side by side.

use adda_protocol::{
    dto::{ModelInfo, ModelState},
    limits::COMPARED,
};
use leptos::{html, prelude::*};

use super::style;
use crate::{
    browser::focus,
    components::{
        button,
        icon::Icon,
        names::{self, clean},
    },
    state::chat::ChatState,
};

/// Models offered.
const SHOWN: usize = 40;

pub(super) fn view(chat: ChatState) -> AnyView {
    let frame = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(frame) = frame.get() {
            let _ = frame.show_modal();
        }
    });
    let close = move || {
        if let Some(frame) = frame.get_untracked() {
            frame.close();
        }
    };
    let chosen = RwSignal::new(Vec::<String>::new());
    let enough = Memo::new(move |_| COMPARED.contains(&chosen.read().len()));
    let written = Memo::new(move |_| !chat.draft().read().trim().is_empty());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if enough.get_untracked() && written.get_untracked() {
            let text = chat.draft().get_untracked();
            chat.draft().set(String::new());
            chat.send_to(text, chosen.get_untracked());
            close();
            focus::on("composer-text");
        }
    };
    let help = move || match (written.get(), chosen.read().len()) {
        (false, _) => "Write a message first: then it can be asked of several models.".to_owned(),
        (true, 0) => "Choose two to four models. Each answer is counted like any other.".to_owned(),
        (true, 1) => "Choose one more, or up to three.".to_owned(),
        (true, number) => format!("{number} models are asked at once; you keep one answer."),
    };
    let models = chat.models().get_untracked();
    let ready = models.into_iter().filter(|model| model.state == ModelState::Ready).take(SHOWN);
    let rows = ready.map(|model| row(&model, chosen)).collect_view();
    view! {
        <dialog
            class=style::dialog
            aria-labelledby="compare-heading"
            aria-describedby="compare-help"
            node_ref=frame
            on:close=move |_| chat.comparing().set(false)
        >
            <form class=style::sheet on:submit=send>
                <header>
                    <h2 id="compare-heading">"Ask several models"</h2>
                    <button type="button" class=button::ICON aria-label="Close" on:click=move |_| close()>
                        <Icon icon=Icon::Close />
                    </button>
                </header>
                <ul>{rows}</ul>
                <div class=style::bar>
                    <p id="compare-help" role="status">{help}</p>
                    <button
                        type="submit"
                        class=style::save
                        disabled=move || !(enough.get() && written.get())
                    >
                        "Ask them"
                    </button>
                </div>
            </form>
        </dialog>
    }
    .into_any()
}

fn row(model: &ModelInfo, chosen: RwSignal<Vec<String>>) -> impl IntoView + use<> {
    let id = StoredValue::new(model.id.clone());
    let is_chosen = Memo::new(move |_| id.with_value(|id| chosen.read().contains(id)));
    let full = Memo::new(move |_| chosen.read().len() >= *COMPARED.end() && !is_chosen.get());
    let toggle = move |_| {
        chosen.update(|chosen| {
            let id = id.get_value();
            match chosen.iter().position(|other| *other == id) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(id),
            }
        });
    };
    view! {
        <li>
            <label class=style::model>
                <input
                    type="checkbox"
                    prop:checked=move || is_chosen.get()
                    disabled=move || full.get()
                    on:change=toggle
                />
                <span>{clean(&model.name)}</span>
                <small>{names::provider(&model.provider)}</small>
            </label>
        </li>
    }
}
