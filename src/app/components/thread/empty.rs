//! A new chat: a greeting and a few ways to begin.

use adda_protocol::dto::ModelState;
use leptos::prelude::*;

use super::style;
use crate::{
    components::{brand, names::clean},
    state::chat::ChatState,
};

/// Provider of the built-in guide.
const GUIDE: &str = "guide";

/// A heading, and what is sent.
const STARTERS: [(&str, &str); 4] = [
    ("Show me around", "What can I do here, and how do I begin?"),
    (
        "Draft a message",
        "Help me write a friendly message that asks a client for an overdue payment.",
    ),
    ("Explain something", "Explain compound interest with a small table of numbers."),
    ("Plan a week", "Help me plan a calm working week with time to think."),
];

#[component]
pub fn Empty() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let name = move || chat.me().map(|me| clean(&me.name)).filter(|name| !name.trim().is_empty());
    let greeting = move || match name() {
        Some(name) => format!("Hello, {name}"),
        None => "Hello".to_owned(),
    };
    let form = move || chat.form().get().map(|id| id.to_string());
    view! {
        <div class=style::empty>
            <div class=style::welcome>
                <brand::Mark class=brand::style::hero />
                <h2>{greeting}</h2>
                <p>"Ask anything. What you write here is kept, and answers go on even when you leave."</p>
                <Alone />
                <form method="post" action="/c" class=style::starters>
                    <input type="hidden" name="client_id" value=form />
                    {STARTERS.map(|(title, text)| view! { <Starter title text /> })}
                </form>
            </div>
        </div>
    }
}

/// While nothing but the guide can answer: the way to more.
#[component]
fn Alone() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let alone = Memo::new(move |_| {
        let models = chat.models().read();
        models.iter().all(|model| model.provider == GUIDE || model.state != ModelState::Ready)
    });
    view! {
        <Show when=move || alone.get()>
            <p class=style::alone>
                "So far only the built-in guide answers, from the documentation. For more, "
                <a href="/settings/keys" rel="external">"add a key of an AI service"</a> " or "
                <a href="/docs/operating#how-do-i-use-ollama-openrouter-deepseek-or-another-ai-service">"connect a model of your own"</a> "."
            </p>
        </Show>
    }
}

/// A button of a form: it works before the page is alive.
#[component]
fn Starter(title: &'static str, text: &'static str) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let send = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        chat.send(text.to_owned());
    };
    view! {
        <button type="submit" name="text" value=text class=style::starter on:click=send>
            <strong>{title}</strong>
            <span>{text}</span>
        </button>
    }
}
