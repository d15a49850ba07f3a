//! A new chat: a greeting and a few ways to begin, such as whoever answers can go on with.

use adda_protocol::{dto::ModelState, starters};
use leptos::{either::Either, prelude::*};

use super::style;
use crate::{
    components::{brand, names::clean},
    i18n::{language, text},
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
        Some(name) => text!(thread.hello_name, name = name),
        None => text!(thread.hello).to_owned(),
    };
    let form = move || chat.form().get().map(|id| id.to_string());
    let guided = Memo::new(move |_| {
        let (model, models) = (chat.model().get(), chat.models().read());
        models.iter().any(|known| known.id == model && known.provider == GUIDE)
    });
    let lead = move || {
        if guided.get() { text!(thread.guide_lead) } else { text!(thread.lead) }
    };
    let questions = move || {
        let (these, lang) = if guided.get() {
            let (lang, questions) = starters::for_guide(language());
            (guide_starters(questions).to_vec(), Some(lang))
        } else {
            (model_starters().to_vec(), None)
        };
        let starter = |(title, text)| view! { <Starter title text lang /> };
        these.into_iter().map(starter).collect_view()
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

/// A few words, and what is sent.
type Words = (&'static str, &'static str);

/// The questions are in a language of the guide's documentation, which need not be the page's.
fn guide_starters([first, second, third]: [&'static str; 3]) -> [Words; 3] {
    [
        (text!(starters.guide_first), first),
        (text!(starters.guide_second), second),
        (text!(starters.guide_third), third),
    ]
}

fn model_starters() -> [Words; 4] {
    [
        (text!(starters.draft), text!(starters.draft_text)),
        (text!(starters.explain), text!(starters.explain_text)),
        (text!(starters.plan), text!(starters.plan_text)),
        (text!(starters.decide), text!(starters.decide_text)),
    ]
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
                    {text!(thread.key_before)}
                    <a href="/settings/keys" rel="external">{text!(thread.key_link)}</a>
                    {text!(thread.key_after)}
                </p>
            })
        }
    };
    view! {
        <Show when=move || alone.get()>
            <aside class=style::alone aria-label=text!(thread.language_models)>{way()}</aside>
        </Show>
    }
}

#[component]
fn ForOperator() -> impl IntoView {
    view! {
        <details>
            <summary>{text!(thread.add_model)}</summary>
            <p>
                {text!(thread.env_before)} <code>".env"</code> {text!(thread.env_after)}
                <a href="/docs/operating#how-do-i-add-an-openai-key">{text!(thread.more)}</a> {text!(thread.env_end)}
            </p>
            <pre><code>{KEY}</code></pre>
            <p>
                {text!(thread.ollama)}
                <a href="/docs/operating#how-do-i-use-ollama">{text!(thread.more)}</a> {text!(thread.env_end)}
            </p>
            <pre><code>{OLLAMA}</code></pre>
            <p>
                {text!(thread.own_key)}
                <a href="/settings/keys" rel="external">{text!(thread.own_keys)}</a> {text!(thread.full_stop)}
            </p>
        </details>
    }
}

/// A button of a form: it works before the page is alive. `lang` is that of the text, where it may be another than the
/// page's.
#[component]
fn Starter(title: &'static str, text: &'static str, lang: Option<&'static str>) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let send = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        chat.send(text.to_owned());
    };
    view! {
        <button type="submit" name="text" value=text class=style::starter on:click=send>
            <strong>{title}</strong>
            <span lang=lang>{text}</span>
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
