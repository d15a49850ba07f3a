//! `/admin/services`: how the AI services are, and what went wrong with them.

use adda_protocol::ErrorCode;
use leptos::{either::Either, prelude::*};

use super::{
    ago::ago,
    found,
    frame::{AdminFrame, Part},
    style,
};
use crate::{
    api::administration::{self, ServiceState, Trouble},
    components::{figures::grouped, names},
    i18n::{sentence, text},
    pages::settings::frame::style as frame,
    served::table::Table,
};

#[component]
pub fn ServicesPage() -> impl IntoView {
    view! {
        <AdminFrame part=Part::Services lead=text!(admin.services_lead)>
            <Suspense>
                {Suspend::new(async move {
                    found(administration::services().await, |(states, troubles)| {
                        view! { <Services states troubles /> }
                    })
                })}
            </Suspense>
        </AdminFrame>
    }
}

#[component]
fn Services(states: Vec<ServiceState>, troubles: Vec<Trouble>) -> impl IntoView {
    let only_guide = states.iter().all(|state| state.name == "guide");
    let rows = states.into_iter().map(|ServiceState { name, health }| {
        let word = if health.ok { text!(admin.well) } else { text!(admin.in_trouble) };
        view! {
            <li data-ok=health.ok.then_some("")>
                <strong>{names::provider(&name)}</strong>
                <span>{word}</span>
                {(!health.ok).then(|| view! { <small>{names::clean(&health.detail)}</small> })}
            </li>
        }
    });
    let more = only_guide.then(|| {
        view! {
            <p>
                {text!(admin.only_guide_before)}
                <a href="/docs/operating#how-do-i-add-an-openai-key" class=frame::link>{text!(admin.only_guide_key)}</a>
                {text!(admin.only_guide_between)}
                <a href="/docs/operating#how-do-i-use-ollama" class=frame::link>{text!(admin.only_guide_model)}</a>
                {text!(admin.only_guide_after)}
            </p>
        }
    });
    let failures = if troubles.is_empty() {
        Either::Left(view! { <p>{text!(admin.no_failures)}</p> })
    } else {
        Either::Right(view! { <Failures troubles /> })
    };
    view! {
        <div class=frame::stack>
            <section class=frame::card aria-labelledby="now">
                <h2 id="now">{text!(admin.now)}</h2>
                <ul class=style::services>{rows.collect_view()}</ul>
                {more}
            </section>
            <section class=frame::card aria-labelledby="failures">
                <h2 id="failures">{text!(admin.failures_since)}</h2>
                {failures}
            </section>
        </div>
    }
}

#[component]
fn Failures(troubles: Vec<Trouble>) -> impl IntoView {
    let rows = troubles.into_iter().map(|Trouble { provider, code, times, ago: since }| {
        view! {
            <tr>
                <th scope="row">{names::provider(&provider)}</th>
                <td class=style::words>{what(code)}</td>
                <td>{grouped(times)}</td>
                <td>{ago(since)}</td>
            </tr>
        }
    });
    let columns = [text!(admin.service), text!(admin.what), text!(admin.times), text!(admin.last)];
    view! {
        <Table label=text!(admin.failures) columns>
            {rows.collect_view()}
        </Table>
    }
}

/// The sentence of a failure, for whoever it did not happen to.
fn what(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::OwnKeyRefused => text!(admin.own_key_refused),
        ErrorCode::OwnKeyUnusable => text!(admin.own_key_unusable),
        ErrorCode::KeyMissing => text!(admin.key_missing),
        ErrorCode::AnswerLimit => text!(admin.answer_limit),
        code => sentence(code),
    }
}
