//! `/chats`: all chats, and what can be done to one or many of them, without any script.

mod act;
mod view;

use adda_protocol::{
    ErrorCode,
    dto::{Conversation, Leaving},
};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use self::{act::Actions, view::Narrow};
use super::outcome::Outcome;
use crate::{
    api::chats::{self, Asked, Chats},
    components::{
        brand::Brand,
        button,
        icon::Icon,
        local_time::Time,
        names::clean,
        page_title::PageTitle,
        sidebar::{category_name, title},
    },
    i18n::{counted, sentence, sentence_of, text},
    pages::settings::frame::style as frame,
};

stylance::import_style!(pub style, "chats.module.css");

#[component]
pub fn ChatsPage() -> impl IntoView {
    let asked = view::asked(&use_query_map().read_untracked());
    let outcome = Outcome::of_address();
    view! {
        <PageTitle text=text!(chats.title) />
        <div class=style::page>
            <header class=frame::top>
                <Brand />
                <a href="/" class=frame::back>
                    <Icon icon=Icon::Back class="size-4.5" />
                    {text!(common.back_to_conversations)}
                </a>
            </header>
            <main class=frame::main>
                <h1>{if asked.id.is_some() { text!(chats.options) } else { text!(chats.title) }}</h1>
                <div class=frame::stack>
                    {outcome.message(done, trouble)}
                    <Suspense>
                        {Suspend::new(async move {
                            match chats::page(asked.clone()).await {
                                Ok(chats) => Either::Left(view! { <All asked chats /> }),
                                Err(error) => Either::Right(view! { <p role="alert">{sentence_of(error.code(), error.to_string())}</p> }),
                            }
                        })}
                    </Suspense>
                </div>
            </main>
        </div>
    }
}

/// What was done, by the name of the button that did it.
fn done(what: &str) -> &'static str {
    match what {
        "pin" => text!(chats.are_pinned),
        "unpin" => text!(chats.are_unpinned),
        "archive" => text!(chats.are_archived),
        "unarchive" => text!(chats.are_unarchived),
        "read" => text!(chats.are_read),
        "category" => text!(chats.have_category),
        "undo" => text!(chats.are_back),
        "nothing" => text!(chats.none_selected),
        _ => text!(common.done),
    }
}

fn trouble(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::TooLarge => text!(chats.category_too_long),
        ErrorCode::Invalid => text!(chats.category_invalid),
        _ => sentence(code),
    }
}

#[component]
fn All(asked: Asked, chats: Chats) -> impl IntoView {
    let Chats { items, next, categories, leaving } = chats;
    let one = asked.id.is_some();
    let older = next.map(|next| view::address(&asked.wanted, Some(&next)));
    let nothing =
        items.is_empty().then(|| view! { <p class=frame::quiet>{text!(chats.nothing)}</p> });
    let narrow =
        (!one).then(|| view! { <Narrow asked=asked.clone() categories=categories.clone() /> });
    view! {
        {leaving.map(|leaving| view! { <Undo leaving /> })}
        {narrow}
        {nothing}
        <form method="post" action="/chats" class=frame::stack>
            {view::kept(&asked.wanted)}
            <ul class=style::list>
                {items.into_iter().map(|item| view! { <Row item ticked=one /> }).collect_view()}
            </ul>
            <Actions categories away=asked.wanted.archived />
        </form>
        {older.map(|older| view! { <a href=older class=frame::link>{text!(chats.older)}</a> })}
    }
}

/// Until their time has come, deleted chats come back by this.
#[component]
fn Undo(leaving: Leaving) -> impl IntoView {
    let words = counted!(chats.deleted, count = leaving.ids.len());
    let ids = leaving.ids.into_iter().map(|id| {
        view! { <input type="hidden" name="ids" value=id.to_string() /> }
    });
    view! {
        <form method="post" action="/chats/undo" class=style::undo role="status">
            {ids.collect_view()}
            <span>{words} " " {text!(chats.undo_hint)}</span>
            <button type="submit" class=button::SMALL>{text!(chats.undo)}</button>
        </form>
    }
}

#[component]
fn Row(item: Conversation, ticked: bool) -> impl IntoView {
    let Conversation { id, category, pinned, unread, updated_at, .. } = item;
    let name = title(&item.title);
    let (link, id) = (format!("/c/{id}"), id.to_string());
    let label = text!(chats.select, chat = name.clone());
    view! {
        <li class=style::row>
            <label class=style::tick>
                <input type="checkbox" name="ids" value=id checked=ticked aria-label=label />
            </label>
            <a href=link class=style::name>{name}</a>
            {pinned.then(|| view! { <span class=style::mark>{text!(list.pinned)}</span> })}
            {(unread > 0).then(|| view! { <span class=style::mark data-news>{counted!(chats.unread, count = unread)}</span> })}
            <span class=style::mark>{category_name(&clean(&category))}</span>
            <Time at=updated_at short=true class=style::time />
        </li>
    }
}
