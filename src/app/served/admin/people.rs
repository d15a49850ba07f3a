//! `/admin`: who has an account.

use adda_protocol::dto::{Page, Role};
use leptos::{either::Either, prelude::*};
use leptos_router::{hooks::use_query_map, params::ParamsMap};

use super::{
    found,
    frame::{AdminFrame, Part},
    style,
};
use crate::{
    api::administration::{self, Person},
    components::{
        button, field,
        figures::grouped,
        icon::Icon,
        local_time::{Time, date},
        names::clean,
    },
    i18n::{sentence, text},
    pages::settings::frame::style as frame,
    served::{outcome::Outcome, table::Table, usage::money},
};

const DAY_MS: i64 = adda_protocol::day::MILLIS;

#[component]
pub fn PeoplePage() -> impl IntoView {
    let query = use_query_map();
    let read = |name: &str| query.read_untracked().get(name).filter(|value| !value.is_empty());
    let (words, cursor) = (read("q").unwrap_or_default(), read("cursor"));
    let first = cursor.is_none();
    let outcome = Outcome::of_address();
    view! {
        <AdminFrame part=Part::People lead=text!(admin.people_lead)>
            <div class=frame::stack>
                {outcome.message(|_| text!(admin.account_deleted), sentence)}
                <section class=frame::card aria-label=text!(admin.accounts)>
                    <Find words=words.clone() />
                    <Suspense>
                        {Suspend::new(async move {
                            let people = administration::people(&words, cursor.as_deref()).await;
                            found(people, move |page| view! { <List page words first /> })
                        })}
                    </Suspense>
                </section>
            </div>
        </AdminFrame>
    }
}

#[component]
fn Find(words: String) -> impl IntoView {
    view! {
        <form method="get" action="/admin" role="search" class=style::find>
            <input
                class=field::INPUT
                type="search"
                name="q"
                value=words
                maxlength="200"
                aria-label=text!(admin.find_by)
                placeholder=text!(admin.find_by)
                autocomplete="off"
            />
            <button type="submit" class=button::GHOST>
                <Icon icon=Icon::Search class="size-4.5" />
                {text!(admin.find)}
            </button>
        </form>
    }
}

#[component]
fn List(page: Page<Person>, words: String, first: bool) -> impl IntoView {
    let Page { items, next } = page;
    if items.is_empty() {
        return Either::Left(view! { <p class=frame::quiet>{text!(admin.nobody)}</p> });
    }
    let older = next.map(|next| {
        let address = address(&words, Some(next));
        view! { <a href=address class=frame::link>{text!(admin.earlier)}</a> }
    });
    let newest = (!first).then(|| {
        view! { <a href=address(&words, None) class=frame::link>{text!(admin.newest)}</a> }
    });
    let rows = items.into_iter().map(|person| view! { <Row person /> });
    let columns = [
        text!(common.name),
        text!(admin.role),
        text!(admin.made),
        text!(admin.last_seen),
        text!(admin.answers),
        text!(admin.tokens),
        text!(admin.cost),
    ];
    Either::Right(view! {
        <Table label=text!(admin.people) columns>
            {rows.collect_view()}
        </Table>
        <p class=frame::quiet>{text!(admin.of_this_month)}</p>
        <p class=style::pages>{newest} {older}</p>
    })
}

#[component]
fn Row(person: Person) -> impl IntoView {
    let Person { account, month } = person;
    let user = account.user;
    let seen = match account.seen_at {
        Some(at) => Either::Left(view! { <Time at short=true class="" /> }),
        None => Either::Right(text!(admin.never)),
    };
    view! {
        <tr>
            <th scope="row" class=style::who>
                <a href=format!("/admin/people/{}", user.id) class=frame::link>{shown(&user.name)}</a>
                <small title=clean(&user.email)>{clean(&user.email)}</small>
            </th>
            <td>{role_name(user.role)} {account.blocked_at.map(|_| view! { <small class=style::blocked>{text!(admin.blocked)}</small> })}</td>
            <td>{date(user.created_at.div_euclid(DAY_MS))}</td>
            <td>{seen}</td>
            <td>{grouped(month.answers)}</td>
            <td>{grouped(month.input.saturating_add(month.output))}</td>
            <td>{money(&month.costs)}</td>
        </tr>
    }
}

/// A name as it is shown; one that shows nothing has words of ours.
pub fn shown(name: &str) -> String {
    let name = clean(name);
    if name.trim().is_empty() { text!(admin.without_name).to_owned() } else { name }
}

pub fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => text!(admin.administrator),
        Role::Member => text!(admin.member),
    }
}

fn address(words: &str, cursor: Option<String>) -> String {
    let mut query = ParamsMap::new();
    if !words.is_empty() {
        query.insert("q", words.to_owned());
    }
    if let Some(cursor) = cursor {
        query.insert("cursor", cursor);
    }
    format!("/admin{}", query.to_query_string())
}
