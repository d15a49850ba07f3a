//! The thread: days, messages, the way to older ones, and the way back to the newest.

mod announce;
mod empty;
mod follow;
mod rows;
mod window;

use leptos::{either::Either, html, prelude::*};

use self::{announce::Announcer, empty::Empty, follow::Follow, rows::rows};
use super::{
    icon::Icon, local_time::ReaderZone, markdown::copy_code, message::MessageRow,
    skeleton::MessageSkeletons,
};
use crate::state::chat::ChatState;

stylance::import_style!(style, "thread.module.css");

/// The open conversation, or the start page's greeting.
#[component]
pub fn Thread() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let open = Memo::new(move |_| chat.current().read().is_some());
    view! {
        <Announcer />
        {move || {
            if open.get() { Either::Left(view! { <Messages /> }) } else { Either::Right(view! { <Empty /> }) }
        }}
    }
}

#[component]
fn Messages() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let scroller = NodeRef::<html::Div>::new();
    let list = NodeRef::<html::Ol>::new();
    let follow = Follow::new(chat, scroller, list);
    let rows = rows(chat, ReaderZone::expect(), follow.window);
    view! {
        <div class=style::frame>
            <div
                class=style::scroller
                node_ref=scroller
                tabindex="0"
                role="region"
                aria-label="Messages"
                on:scroll=move |_| follow.scrolled()
                on:click=move |event| copy_code(&event)
            >
                <div class=style::content>
                    <Older />
                    <ol class=style::list node_ref=list>
                        <For each=move || rows.get() key=Clone::clone let(row)>
                            <li class=style::row>
                                {row.day.map(|day| view! { <Day day /> })} <MessageRow key=row.key />
                            </li>
                        </For>
                    </ol>
                    <Newest />
                </div>
            </div>
            <Jump follow />
        </div>
    }
}

/// Above the first message: the beginning, or more on its way.
#[component]
fn Older() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let older_at = move || {
        let open = chat.current().get()?;
        Some(format!("/c/{}?before={}", open.id, chat.older_than()?))
    };
    view! {
        <Show when=move || chat.has_older().get()>
            <div class=style::older>
                <Show
                    when=move || chat.loading_older().get()
                    fallback=move || {
                        view! {
                            <button
                                type="button"
                                class=super::button::SMALL
                                data-needs-script
                                on:click=move |_| chat.load_older()
                            >
                                "Show older messages"
                            </button>
                            <a class=super::button::SMALL data-without-script href=older_at>
                                "Show older messages"
                            </a>
                        }
                    }
                >
                    <MessageSkeletons />
                </Show>
            </div>
        </Show>
    }
}

/// Below earlier messages of a page without script: the way back.
#[component]
fn Newest() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let newest_at = move || chat.current().get().map(|open| format!("/c/{}", open.id));
    view! {
        <Show when=move || chat.is_earlier().get()>
            <div class=style::older>
                <a class=super::button::SMALL data-without-script href=newest_at>
                    "Back to the newest messages"
                </a>
            </div>
        </Show>
    }
}

#[component]
fn Day(day: i64) -> impl IntoView {
    let zone = ReaderZone::expect();
    view! {
        <p class=style::day>
            <span>{move || zone.day_name(day)}</span>
        </p>
    }
}

/// Back to the newest text, with the number of messages that came meanwhile.
#[component]
fn Jump(follow: Follow) -> impl IntoView {
    let label = move || match follow.unseen.get() {
        0 => "Jump to the newest message".to_owned(),
        1 => "Jump to the newest message, 1 new".to_owned(),
        count => format!("Jump to the newest message, {count} new"),
    };
    view! {
        <Show when=move || !follow.at_end.get()>
            <button
                type="button"
                class=style::jump
                aria-label=label
                on:click=move |_| follow.to_end()
            >
                <Icon icon=Icon::Down />
                <Show when=move || follow.unseen.get() != 0>
                    <span class=style::count>{move || follow.unseen.get()}</span>
                </Show>
            </button>
        </Show>
    }
}
