//! A new chat: a greeting and a few ways to begin, such as whoever answers can go on with.

use adda_protocol::{dto::ModelState, starters};
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{brand, names::clean},
    state::{administrator::is_administrator, chat::ChatState},
};

/// Provider of the built-in guide.
const GUIDE: &str = "guide";

/// What whoever looks after the server writes into its `.env`, as the documentation has it.
const KEY: &str = "OPENAI_API_KEY=sk-...";
const OLLAMA: &str = "OLLAMA_BASE_URL=http://192.168.0.5:11434";

#[component]
pub fn Empty() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let name = move || chat.me().map(|me| clean(&me.name)).filter(|name| !name.trim().is_empty());
    let greeting = move || match name() {
        Some(name) => format!("Hello, {name}"),
        None => "Hello".to_owned(),
    };
    let form = move || chat.form().get().map(|id| id.to_string());
    let guided = Memo::new(move |_| {
        let (model, models) = (chat.model().get(), chat.models().read());
        models.iter().any(|known| known.id == model && known.provider == GUIDE)
    });
    let lead = move || {
        if guided.get() {
            "I am Adda’s guide. I answer questions about using Adda, with quotes from its documentation. Begin with one of these:"
        } else {
            "Ask anything. What you write here is kept, and answers go on even when you leave."
        }
    };
    let questions = move || {
        let these: &[_] = if guided.get() { &starters::GUIDE } else { &starters::MODEL };
        these.iter().map(|&(title, text)| view! { <Starter title text /> }).collect_view()
    };
    view! {
        <div class=style::empty>
            <div class=style::welcome>
                <brand::Mark class=brand::style::hero />
                <h2>{greeting}</h2>
                <p>{lead}</p>
                <form method="post" action="/c" class=style::starters data-guided=move || guided.get().then_some("")>
                    <input type="hidden" name="client_id" value=form />
                    {questions}
                </form>
                <Alone />
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
    let way = || {
        if is_administrator() {
            Either::Left(view! { <ForOperator /> })
        } else {
            Either::Right(view! {
                <p>
                    "For a language model, "
                    <a href="/settings/keys" rel="external">"add a key of your own"</a>
                    ", or ask whoever looks after this server for one."
                </p>
            })
        }
    };
    view! {
        <Show when=move || alone.get()>
            <aside class=style::alone aria-label="Language models">{way()}</aside>
        </Show>
    }
}

#[component]
fn ForOperator() -> impl IntoView {
    view! {
        <details>
            <summary>"Add a language model to this server"</summary>
            <p>
                "A key, in the environment or in " <code>".env"</code> ", and a new start ("
                <a href="/docs/operating#how-do-i-add-an-openai-key">"more"</a> "):"
            </p>
            <pre><code>{KEY}</code></pre>
            <p>
                "A model of your own: an Ollama on this machine is found within a minute of its start. One elsewhere is named ("
                <a href="/docs/operating#how-do-i-use-ollama">"more"</a> "):"
            </p>
            <pre><code>{OLLAMA}</code></pre>
            <p>
                "Or a key for yourself alone, without a new start: "
                <a href="/settings/keys" rel="external">"your keys"</a> "."
            </p>
        </details>
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

#[cfg(test)]
mod tests {
    use super::{KEY, OLLAMA};

    #[test]
    fn lines_for_the_operator_are_those_of_the_documentation() {
        let operating = include_str!("../../../../docs/operating.md");
        for line in [KEY, OLLAMA, "## How do I use Ollama?", "## How do I add an OpenAI key?"] {
            assert!(operating.contains(line), "{line}");
        }
    }
}
