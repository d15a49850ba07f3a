//! What is remembered of the person.

use adda_protocol::{
    dto::{Memory, Page},
    memory::{CHARS, MemoryKind},
};
use leptos::{either::Either, prelude::*};

use super::{style, switch::Switch};
use crate::{
    components::{button, field, icon::Icon, local_time::Time, names::clean},
    i18n::text,
    pages::settings::frame::style as frame,
};

#[component]
pub fn Memories(on: bool, memories: Page<Memory>, later: bool, said: AnyView) -> impl IntoView {
    let words = if on { text!(privacy.memory.about_on) } else { text!(privacy.memory.about_off) };
    let none = memories.items.is_empty() && !later;
    let list = if none {
        Either::Left(view! { <Nothing on /> })
    } else {
        let rows = memories.items.into_iter().map(|memory| view! { <Row memory /> });
        Either::Right(view! {
            <ul class=style::list aria-label=text!(privacy.memory.list)>{rows.collect_view()}</ul>
            <Pages next=memories.next later />
        })
    };
    view! {
        <section id="memory" class=frame::card aria-labelledby="memory-title">
            <div class=style::head>
                <h2 id="memory-title">{text!(privacy.memory.title)}</h2>
                <Switch action="/settings/privacy/memory" labelled="memory-title" on />
            </div>
            <p>{words}</p>
            {said}
            {list}
            <div class=style::more>
                <details name="memory">
                    <summary class=button::SMALL>
                        <Icon icon=Icon::Plus class="size-4" />
                        {text!(privacy.memory.add)}
                    </summary>
                    <form method="post" action="/settings/privacy/memories" class=style::form>
                        <Fields text=String::new() kind=MemoryKind::Fact />
                        <div>
                            <button type="submit" class=button::PRIMARY data-busy=text!(privacy.memory.noting)>
                                {text!(privacy.memory.remember)}
                            </button>
                        </div>
                    </form>
                </details>
                {(!none).then(|| view! { <ForgetAll /> })}
            </div>
        </section>
    }
}

#[component]
fn Nothing(on: bool) -> impl IntoView {
    let hint =
        if on { text!(privacy.memory.nothing_on) } else { text!(privacy.memory.nothing_off) };
    view! {
        <div class=style::nothing>
            <Icon icon=Icon::Spark class="size-7" />
            <p>
                <strong>{text!(privacy.memory.nothing)}</strong>
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
            let nameless = title.trim().is_empty();
            let title = if nameless { text!(privacy.memory.chat).to_owned() } else { title };
            Either::Left(view! {
                {text!(privacy.memory.from_before)}
                <a href=format!("/c/{id}") class=frame::link>{title}</a>
                {text!(privacy.memory.from_after)}
            })
        }
        (None, _) => Either::Right(text!(privacy.memory.written_here)),
    };
    let text = clean(&text);
    let path = format!("/settings/privacy/memories/{id}");
    let forget = format!("{path}/forget");
    let about = text!(privacy.memory.forget_text, text = text.clone());
    let change = text!(privacy.memory.change_text, text = text.clone());
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
                    <summary class=button::QUIET aria-label=change>{text!(privacy.memory.change)}</summary>
                    <form method="post" action=path class=style::form>
                        <Fields text kind />
                        <div><button type="submit" class=button::GHOST>{text!(common.save)}</button></div>
                    </form>
                </details>
                <form method="post" action=forget>
                    <button type="submit" class=button::QUIET aria-label=about>{text!(privacy.memory.forget)}</button>
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
            <span>{text!(privacy.memory.what)}</span>
            <textarea
                class=stylance::classes!(field::INPUT, style::text)
                name="text"
                rows="2"
                required
                maxlength=CHARS.to_string()
                placeholder=text!(privacy.memory.example)
            >
                {text}
            </textarea>
        </label>
        <label class=stylance::classes!(field::LABEL, style::kinds)>
            <span>{text!(privacy.memory.kind)}</span>
            <select name="kind" class=field::INPUT>{kinds}</select>
        </label>
    }
}

#[component]
fn Pages(next: Option<String>, later: bool) -> impl IntoView {
    let older = next.map(|place| format!("/settings/privacy?before={place}#memory"));
    (older.is_some() || later).then(|| {
        view! {
            <nav class=style::pages aria-label=text!(privacy.memory.pages)>
                {later.then(|| view! {
                    <a href="/settings/privacy#memory" class=button::SMALL>{text!(privacy.memory.newest)}</a>
                })}
                {older.map(|older| view! { <a href=older class=button::SMALL>{text!(privacy.memory.older)}</a> })}
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
                {text!(privacy.memory.forget_all)}
            </summary>
            <form method="post" action="/settings/privacy/forget" class=style::form>
                <p class=frame::quiet>{text!(privacy.memory.forget_all_about)}</p>
                <div>
                    <button type="submit" class=button::DANGER>{text!(privacy.memory.forget_all_now)}</button>
                </div>
            </form>
        </details>
    }
}

fn word(kind: MemoryKind) -> &'static str {
    match kind {
        MemoryKind::Name => text!(privacy.memory.name),
        MemoryKind::Preference => text!(privacy.memory.preference),
        MemoryKind::Goal => text!(privacy.memory.goal),
        MemoryKind::Date => text!(privacy.memory.date),
        MemoryKind::Fact => text!(privacy.memory.fact),
    }
}
