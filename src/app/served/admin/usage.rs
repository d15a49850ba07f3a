//! `/admin/usage`: what everybody used of which model.

use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;

use super::{
    found,
    frame::{AdminFrame, Part},
    people::shown,
    style,
};
use crate::{
    api::administration::{self, PersonUsage, UsageOfAll},
    components::{figures::grouped, names::clean},
    i18n::{counted, text},
    pages::settings::frame::style as frame,
    served::{
        table::Table,
        usage::{ByModel, Figures, Month, MonthField, columns, money, payer},
    },
};

#[component]
pub fn UsagePage() -> impl IntoView {
    let asked = use_query_map().read_untracked().get("month");
    view! {
        <AdminFrame part=Part::Usage lead=text!(admin.usage_lead)>
            <Suspense>
                {Suspend::new(async move {
                    found(load(asked.as_deref()).await, |(this, chosen, usage)| {
                        view! { <Report this chosen usage /> }
                    })
                })}
            </Suspense>
        </AdminFrame>
    }
}

async fn load(asked: Option<&str>) -> Result<(Month, Month, UsageOfAll), crate::api::ApiError> {
    let this = Month::of(administration::now()?);
    let chosen = asked.and_then(Month::read).filter(|month| *month <= this).unwrap_or(this);
    let usage = administration::usage(&chosen.first_day(), &chosen.last_day()).await?;
    Ok((this, chosen, usage))
}

#[component]
fn Report(this: Month, chosen: Month, usage: UsageOfAll) -> impl IntoView {
    let UsageOfAll { report, people, cut } = usage;
    let total = report.total.clone();
    let tables = if people.is_empty() {
        Either::Left(view! { <p>{text!(usage.nothing_in, month = chosen.name())}</p> })
    } else {
        let sums = text!(
            admin.sums,
            answers = counted!(usage.answers, count = total.answers),
            input = grouped(total.input),
            output = grouped(total.output),
            cost = money(&total.costs)
        );
        Either::Right(view! {
            <p>{sums}</p>
            <ByModel report own=text!(admin.their_own) />
        })
    };
    let by_person = (!people.is_empty()).then(|| view! { <People people cut /> });
    view! {
        <div class=frame::stack>
            <section class=frame::card aria-labelledby="month">
                <div class=style::head>
                    <h2 id="month">{chosen.name()}</h2>
                    <Choice this chosen />
                </div>
                {tables}
            </section>
            {by_person}
        </div>
    }
}

#[component]
fn Choice(this: Month, chosen: Month) -> impl IntoView {
    // Nobody used anything before the first month there is.
    let first = Month::of(0);
    view! {
        <form method="get" action="/admin/usage" class=style::choice>
            <MonthField chosen this first />
        </form>
    }
}

#[component]
fn People(people: Vec<PersonUsage>, cut: bool) -> impl IntoView {
    let count = people.len();
    let rows = people.into_iter().map(|PersonUsage { user, model, key, totals }| {
        view! {
            <tr>
                <th scope="row" class=style::who>
                    <a href=format!("/admin/people/{}", user.id) class=frame::link>{shown(&user.name)}</a>
                    <small title=clean(&user.email)>{clean(&user.email)}</small>
                </th>
                <td>{clean(&model)}</td>
                <td>{payer(key, text!(admin.their_own))}</td>
                <Figures totals />
            </tr>
        }
    });
    let before = [text!(admin.person), text!(usage.column_model), text!(usage.column_key)];
    let columns = columns(&before);
    view! {
        <section class=frame::card aria-labelledby="people">
            <h2 id="people">{text!(admin.by_person)}</h2>
            {cut.then(|| view! { <p>{counted!(admin.most, count = count)}</p> })}
            <Table label=text!(admin.by_person_table) columns>
                {rows.collect_view()}
            </Table>
        </section>
    }
}
