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
    pages::settings::frame::style as frame,
    served::table::Table,
};

#[component]
pub fn ServicesPage() -> impl IntoView {
    view! {
        <AdminFrame part=Part::Services lead="How the AI services of this server are now, as /health tells it too.">
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
        let word = if health.ok { "Well" } else { "In trouble" };
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
                "So far only the built-in guide answers. "
                <a href="/docs/operating#how-do-i-add-an-openai-key" class=frame::link>"How to add a key"</a> ", or "
                <a href="/docs/operating#how-do-i-use-ollama" class=frame::link>"a model of your own"</a> "."
            </p>
        }
    });
    let failures = if troubles.is_empty() {
        Either::Left(view! { <p>"None since the server started."</p> })
    } else {
        Either::Right(view! { <Failures troubles /> })
    };
    view! {
        <div class=frame::stack>
            <section class=frame::card aria-labelledby="now">
                <h2 id="now">"Now"</h2>
                <ul class=style::services>{rows.collect_view()}</ul>
                {more}
            </section>
            <section class=frame::card aria-labelledby="failures">
                <h2 id="failures">"Failures since the server started"</h2>
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
    view! {
        <Table label="Failures" columns=&["Service", "What", "Times", "Last"]>
            {rows.collect_view()}
        </Table>
    }
}

/// The sentence of a failure, for whoever it did not happen to.
const fn what(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::OwnKeyRefused => "The service did not accept a person’s own key.",
        ErrorCode::OwnKeyUnusable => "A person’s own key could not be used here any more.",
        ErrorCode::KeyMissing => "There was no key to ask with.",
        ErrorCode::AnswerLimit => "An answer reached its length limit.",
        code => code.sentence(),
    }
}
