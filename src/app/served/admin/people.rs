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
        <AdminFrame part=Part::People lead="Everybody with an account on this server. Nobody's conversations are shown here.">
            <div class=frame::stack>
                {outcome.message(|_| "The account is deleted, with everything in it.", adda_protocol::ErrorCode::sentence)}
                <section class=frame::card aria-label="Accounts">
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
                aria-label="Find by name or e-mail"
                placeholder="Find by name or e-mail"
                autocomplete="off"
            />
            <button type="submit" class=button::GHOST>
                <Icon icon=Icon::Search class="size-4.5" />
                "Find"
            </button>
        </form>
    }
}

#[component]
fn List(page: Page<Person>, words: String, first: bool) -> impl IntoView {
    let Page { items, next } = page;
    if items.is_empty() {
        return Either::Left(
            view! { <p class=frame::quiet>"Nobody of this name or e-mail has an account here."</p> },
        );
    }
    let older = next.map(|next| {
        let address = address(&words, Some(next));
        view! { <a href=address class=frame::link>"Show earlier accounts"</a> }
    });
    let newest = (!first).then(|| {
        view! { <a href=address(&words, None) class=frame::link>"Back to the newest"</a> }
    });
    let rows = items.into_iter().map(|person| view! { <Row person /> });
    Either::Right(view! {
        <Table label="People" columns=&["Name", "Role", "Made", "Last seen", "Answers", "Tokens", "Cost"]>
            {rows.collect_view()}
        </Table>
        <p class=frame::quiet>"Answers, tokens and cost are those of this month."</p>
        <p class=style::pages>{newest} {older}</p>
    })
}

#[component]
fn Row(person: Person) -> impl IntoView {
    let Person { account, month } = person;
    let user = account.user;
    let seen = match account.seen_at {
        Some(at) => Either::Left(view! { <Time at short=true class="" /> }),
        None => Either::Right("never"),
    };
    view! {
        <tr>
            <th scope="row" class=style::who>
                <a href=format!("/admin/people/{}", user.id) class=frame::link>{shown(&user.name)}</a>
                <small title=clean(&user.email)>{clean(&user.email)}</small>
            </th>
            <td>{role_name(user.role)} {account.blocked_at.map(|_| view! { <small class=style::blocked>"Blocked"</small> })}</td>
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
    if name.trim().is_empty() { "Without a name".to_owned() } else { name }
}

pub const fn role_name(role: Role) -> &'static str {
    match role {
        Role::Admin => "Administrator",
        Role::Member => "Member",
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
