//! The thread: days, messages, the way to older ones, and the way back to the newest.

mod announce;
mod empty;
mod follow;
mod rows;
mod window;

use adda_protocol::{Seq, address};
use leptos::{either::Either, html, prelude::*};

use self::{announce::Announcer, empty::Empty, follow::Follow, rows::rows};
use super::{
    compare::Beside, icon::Icon, local_time::ReaderZone, markdown::copy_code, message::MessageRow,
    skeleton::MessageSkeletons,
};
use crate::{
    i18n::{counted, text},
    state::chat::{ChatState, MessageKey},
};

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
                aria-label=text!(thread.messages)
                on:scroll=move |_| follow.settle()
                on:click=move |event| copy_code(&event)
            >
                <div class=style::content>
                    <Older />
                    <ol class=style::list node_ref=list>
                        <For each=move || rows.get() key=Clone::clone let(row)>
                            <li
                                id=move || row_name(chat, row.key)
                                class=style::row
                                tabindex="-1"
                                data-found=move || is_found(chat, row.key).then_some("")
                            >
                                {row.day.map(|day| view! { <Day day /> })} <MessageRow key=row.key />
                            </li>
                        </For>
                    </ol>
                    <Beside />
                    <Newer />
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
        <Show when=move || chat.has_older().get() || chat.loading_older().get()>
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
                                {text!(thread.older)}
                            </button>
                            <a class=super::button::SMALL data-without-script href=older_at>
                                {text!(thread.older)}
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

/// Below earlier messages: more on its way; without script, on, and back to the newest.
#[component]
fn Newer() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let newest_at = move || chat.current().get().map(|open| format!("/c/{}", open.id));
    let newer_at = move || Some(format!("{}?after={}", newest_at()?, chat.newer_than().get()?));
    view! {
        <Show when=move || chat.loading_newer().get()>
            <div class=style::newer>
                <MessageSkeletons />
            </div>
        </Show>
        <Show when=move || chat.newer_than().get().is_some()>
            <div class=style::newer data-without-script>
                <a class=super::button::SMALL href=newer_at>
                    {text!(thread.newer)}
                </a>
                <a class=super::button::SMALL href=newest_at>
                    {text!(thread.back)}
                </a>
            </div>
        </Show>
    }
}

/// The name of a row; one that is not in the log yet has none.
fn row_name(chat: ChatState, key: MessageKey) -> Option<String> {
    let seq = chat.message(&key)?.read().message.seq;
    (seq != Seq::MAX).then(|| address::row(seq))
}

/// Whether this is the message the address names.
fn is_found(chat: ChatState, key: MessageKey) -> bool {
    chat.found().get().is_some_and(|seq| chat.key_at(seq) == Some(key))
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
        0 => text!(thread.jump).to_owned(),
        count => counted!(thread.jump_new, count = count),
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
