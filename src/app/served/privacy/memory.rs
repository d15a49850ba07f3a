//! What is remembered of the person.

use adda_protocol::{
    dto::{Memory, Page},
    memory::{CHARS, MemoryKind},
};
use leptos::{either::Either, prelude::*};

use super::{style, switch::Switch};
use crate::{
    components::{button, field, icon::Icon, local_time::Time, names::clean},
    pages::settings::frame::style as frame,
};

#[component]
pub fn Memories(on: bool, memories: Page<Memory>, later: bool, said: AnyView) -> impl IntoView {
    let words = if on {
        "Adda notes what you tell about yourself, such as names, preferences, goals and dates, and brings along what fits in your later chats."
    } else {
        "Memory is off: nothing new is noted, and no AI is told what stands here. It stays until you forget it."
    };
    let none = memories.items.is_empty() && !later;
    let list = if none {
        Either::Left(view! { <Nothing on /> })
    } else {
        let rows = memories.items.into_iter().map(|memory| view! { <Row memory /> });
        Either::Right(view! {
            <ul class=style::list aria-label="What is remembered">{rows.collect_view()}</ul>
            <Pages next=memories.next later />
        })
    };
    view! {
        <section id="memory" class=frame::card aria-labelledby="memory-title">
            <div class=style::head>
                <h2 id="memory-title">"Memory"</h2>
                <Switch action="/settings/privacy/memory" labelled="memory-title" on />
            </div>
            <p>{words}</p>
            {said}
            {list}
            <div class=style::more>
                <details name="memory">
                    <summary class=button::SMALL>
                        <Icon icon=Icon::Plus class="size-4" />
                        "Add something"
                    </summary>
                    <form method="post" action="/settings/privacy/memories" class=style::form>
                        <Fields text=String::new() kind=MemoryKind::Fact />
                        <div><button type="submit" class=button::PRIMARY data-busy="Noting…">"Remember this"</button></div>
                    </form>
                </details>
                {(!none).then(|| view! { <ForgetAll /> })}
            </div>
        </section>
    }
}

#[component]
fn Nothing(on: bool) -> impl IntoView {
    let hint = if on {
        "Tell an AI in any chat “remember that …”, or add something yourself."
    } else {
        "Turn memory on, and later chats know what you told in earlier ones."
    };
    view! {
        <div class=style::nothing>
            <Icon icon=Icon::Spark class="size-7" />
            <p>
                <strong>"Nothing is remembered yet."</strong>
            </p>
            <p>{hint}</p>
        </div>
    }
}

#[component]
fn Row(memory: Memory) -> impl IntoView {
    let Memory { id, kind, text, conversation, title, created_at, .. } = memory;
    let from = match (conversation, title) {
        (Some(id), title) => {
            let title = clean(&title.unwrap_or_default());
            let title = if title.trim().is_empty() { "a chat".to_owned() } else { title };
            Either::Left(view! { "from " <a href=format!("/c/{id}") class=frame::link>{title}</a> })
        }
        (None, _) => Either::Right("written down here"),
    };
    let text = clean(&text);
    let path = format!("/settings/privacy/memories/{id}");
    let forget = format!("{path}/forget");
    let about = format!("Forget: {text}");
    let change = format!("Change: {text}");
    view! {
        <li class=style::row>
            <div class=style::memory>
                <span>{text.clone()}</span>
                <small>
                    <span>{word(kind)}</span>
                    <span class=style::from>{from}</span>
                    <Time at=created_at short=true class="" />
                </small>
            </div>
            <div class=style::actions>
                <details name="memory">
                    <summary class=button::QUIET aria-label=change>"Change"</summary>
                    <form method="post" action=path class=style::form>
                        <Fields text kind />
                        <div><button type="submit" class=button::GHOST>"Save"</button></div>
                    </form>
                </details>
                <form method="post" action=forget>
                    <button type="submit" class=button::QUIET aria-label=about>"Forget"</button>
                </form>
            </div>
        </li>
    }
}

#[component]
fn Fields(text: String, kind: MemoryKind) -> impl IntoView {
    let kinds = MemoryKind::ALL.map(|known| {
        view! { <option value=known.as_str() selected=known == kind>{word(known)}</option> }
    });
    view! {
        <label class=field::LABEL>
            <span>"What is so"</span>
            <textarea
                class=stylance::classes!(field::INPUT, style::text)
                name="text"
                rows="2"
                required
                maxlength=CHARS.to_string()
                placeholder="I prefer short answers with an example."
            >
                {text}
            </textarea>
        </label>
        <label class=stylance::classes!(field::LABEL, style::kinds)>
            <span>"It is about"</span>
            <select name="kind" class=field::INPUT>{kinds}</select>
        </label>
    }
}

#[component]
fn Pages(next: Option<String>, later: bool) -> impl IntoView {
    let older = next.map(|place| format!("/settings/privacy?before={place}#memory"));
    (older.is_some() || later).then(|| {
        view! {
            <nav class=style::pages aria-label="More of what is remembered">
                {later.then(|| view! { <a href="/settings/privacy#memory" class=button::SMALL>"Newest"</a> })}
                {older.map(|older| view! { <a href=older class=button::SMALL>"Older"</a> })}
            </nav>
        }
    })
}

#[component]
fn ForgetAll() -> impl IntoView {
    view! {
        <details name="memory">
            <summary class=button::SMALL>
                <Icon icon=Icon::Trash class="size-4" />
                "Forget everything"
            </summary>
            <form method="post" action="/settings/privacy/forget" class=style::form>
                <p class=frame::quiet>
                    "All that is remembered of you goes, from every chat. Your chats themselves stay. This cannot be undone."
                </p>
                <div><button type="submit" class=button::DANGER>"Forget all of it"</button></div>
            </form>
        </details>
    }
}

const fn word(kind: MemoryKind) -> &'static str {
    match kind {
        MemoryKind::Name => "a name",
        MemoryKind::Preference => "a preference",
        MemoryKind::Goal => "a goal",
        MemoryKind::Date => "a date",
        MemoryKind::Fact => "a fact",
    }
}
