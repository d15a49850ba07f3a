//! `/search?q=`: what was said in all chats, found by its words.

pub mod results;

use adda_protocol::search::SearchPage as Found;
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use self::results::Results;
use crate::{
    api::{ApiError, search},
    components::{brand::Brand, button, icon::Icon, page_title::PageTitle},
    i18n::{sentence_of, text},
    pages::settings::frame::style as frame,
};

stylance::import_style!(style, "search.module.css");

/// Messages on a page.
const PAGE: u32 = 30;
/// Characters of a question that are repeated to the reader, and taken along.
const ASKED_CHARS: usize = 300;

#[component]
pub fn SearchPage() -> impl IntoView {
    let query = use_query_map();
    let read = |name: &str| query.read_untracked().get(name).unwrap_or_default();
    let asked: String = read("q").trim().chars().take(ASKED_CHARS).collect();
    let cursor = Some(read("cursor")).filter(|cursor| !cursor.is_empty());
    let title = if asked.is_empty() {
        text!(search.search).to_owned()
    } else {
        text!(search.title, words = asked.clone())
    };
    let again = asked.clone();
    view! {
        <PageTitle text=title />
        <div class=style::page>
            <header class=frame::top>
                <Brand />
                <a href="/" class=frame::back>
                    <Icon icon=Icon::Back class="size-4.5" />
                    {text!(common.back_to_conversations)}
                </a>
            </header>
            <main class=frame::main>
                <h1 class="sr-only">{text!(search.search)}</h1>
                <Form asked=again />
                <Suspense>
                    {Suspend::new(async move {
                        match load(&asked, cursor.clone()).await {
                            _ if asked.is_empty() => Either::Left(view! { <Hint /> }.into_any()),
                            Ok(found) => Either::Right(view! { <Results found asked later=cursor.is_some() /> }),
                            Err(error) => Either::Left(view! { <p role="alert">{sentence_of(error.code(), error.to_string())}</p> }.into_any()),
                        }
                    })}
                </Suspense>
            </main>
        </div>
    }
}

async fn load(asked: &str, cursor: Option<String>) -> Result<Found, ApiError> {
    search::find(asked.to_owned(), cursor, Some(PAGE)).await
}

#[component]
fn Form(asked: String) -> impl IntoView {
    let empty = asked.is_empty();
    view! {
        <form method="get" action="/search" role="search" class=style::form>
            <Icon icon=Icon::Search class="size-5" />
            <input
                type="search"
                name="q"
                value=asked
                aria-label=text!(search.search_all)
                placeholder=text!(search.search_all)
                autocomplete="off"
                enterkeyhint="search"
                autofocus=empty
            />
            <button type="submit" class=button::PRIMARY>{text!(search.search)}</button>
        </form>
    }
}

/// Before anything was asked.
#[component]
pub fn Hint() -> impl IntoView {
    view! {
        <section class=style::empty aria-label=text!(search.how)>
            <Icon icon=Icon::Search class="size-8" />
            <p><strong>{text!(search.find_anything)}</strong></p>
            <ul class=style::tips>
                <li>{text!(search.tip_all_words)}</li>
                <li>
                    {text!(search.tip_beginning_before)} <q>{text!(search.tip_beginning)}</q>
                    {text!(search.tip_beginning_after)}
                </li>
                <li>
                    {text!(search.tip_quotes_before)} <q>{text!(search.tip_quotes)}</q> {text!(search.tip_quotes_after)}
                </li>
            </ul>
        </section>
    }
}
