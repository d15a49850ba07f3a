//! The sign-ins of this account, and ending one.

use adda_protocol::{SessionId, dto::Session};
use leptos::{either::Either, ev::SubmitEvent, prelude::*};

use super::{device, style};
use crate::{
    api::{
        account::{end_session, sessions},
        asking::ask,
    },
    components::{button, field::FormMessage, local_time::Time, names::clean},
    i18n::{self, text},
    pages::form_error::failed,
    state::submission::Submission,
};

#[component]
pub fn Sessions() -> impl IntoView {
    let end = Submission::new();
    // Asked for again when one was ended.
    let list = ask(move || end.version(), |_| sessions());
    view! {
        <FormMessage text=failed("sessions", end) />
        // While the list is asked for again, the old one stays.
        <Transition fallback=|| view! { <p>{text!(settings.sessions.loading)}</p> }>
            {move || Suspend::new(async move {
                match list.await {
                    Ok(list) => {
                        let rows = list.into_iter().map(|session| view! { <Row session end /> });
                        Either::Left(view! { <ul class=style::list>{rows.collect_view()}</ul> })
                    }
                    Err(error) => Either::Right(view! { <p>{i18n::sentence_of(error.code(), error.to_string())}</p> }),
                }
            })}
        </Transition>
    }
}

#[component]
fn Row(session: Session, end: Submission) -> impl IntoView {
    let way_out = if session.current {
        Either::Left(view! { <span class=style::here>{text!(settings.sessions.here)}</span> })
    } else {
        Either::Right(view! { <End id=session.id end /> })
    };
    view! {
        <li class=style::row>
            <span class=style::device>
                {device::name(&session.device)}
                <small>
                    {text!(settings.sessions.used_before, address = clean(&session.address))}
                    <Time at=session.last_used_at short=true class="" />
                    {text!(settings.sessions.used_after)}
                </small>
            </span>
            {way_out}
        </li>
    }
}

#[component]
fn End(id: SessionId, end: Submission) -> impl IntoView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        end.send(end_session(id), || ());
    };
    view! {
        <form method="post" action=format!("/settings/sessions/{id}/end") on:submit=submit>
            <button type="submit" class=button::SMALL>
                {text!(settings.sessions.end)}
            </button>
        </form>
    }
}
