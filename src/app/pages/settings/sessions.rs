//! The sign-ins of this account, and ending one.

use adda_protocol::{SessionId, dto::Session};
use leptos::{either::Either, prelude::*};

use super::{device, style};
use crate::{
    api::account::{EndSession, sessions},
    components::{button, field::FormMessage, local_time::Time, names::clean},
};

#[component]
pub fn Sessions() -> impl IntoView {
    let end = ServerAction::<EndSession>::new();
    let list = Resource::new_blocking(move || end.version().get(), |_| sessions());
    let failed = Signal::derive(move || {
        end.value().read().as_ref().and_then(|done| done.as_ref().err().map(ToString::to_string))
    });
    view! {
        <FormMessage text=failed />
        // While the list is asked for again, the old one stays.
        <Transition fallback=|| view! { <p>"Loading…"</p> }>
            {move || Suspend::new(async move {
                match list.await {
                    Ok(list) => {
                        let rows = list.into_iter().map(|session| view! { <Row session end /> });
                        Either::Left(view! { <ul class=style::list>{rows.collect_view()}</ul> })
                    }
                    Err(error) => Either::Right(view! { <p>{error.to_string()}</p> }),
                }
            })}
        </Transition>
    }
}

#[component]
fn Row(session: Session, end: ServerAction<EndSession>) -> impl IntoView {
    let way_out = if session.current {
        Either::Left(view! { <span class=style::here>"This device"</span> })
    } else {
        Either::Right(view! { <End id=session.id end /> })
    };
    view! {
        <li class=style::row>
            <span class=style::device>
                {device::name(&session.device)}
                <small>
                    {clean(&session.address)} ", last used "
                    <Time at=session.last_used_at short=true class="" />
                </small>
            </span>
            {way_out}
        </li>
    }
}

#[component]
fn End(id: SessionId, end: ServerAction<EndSession>) -> impl IntoView {
    view! {
        <ActionForm action=end>
            <input type="hidden" name="session" value=id.to_string() />
            <button type="submit" class=button::SMALL>
                "Sign out there"
            </button>
        </ActionForm>
    }
}
