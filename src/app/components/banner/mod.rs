//! A line above the thread while the connection is not as it should be.

use leptos::prelude::*;

use super::{button, icon::Icon};
use crate::{
    i18n::text,
    state::chat::{ChatState, Status},
};

stylance::import_style!(style, "banner.module.css");

/// Shows nothing while live, nor while the page first connects: that takes a moment on every visit.
#[component]
pub fn Banner() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let status = chat.status();
    let words = move || {
        Some(match status.get() {
            Status::Live | Status::Connecting => return None,
            Status::Reconnecting => text!(header.banner.reconnecting),
            Status::Offline => text!(header.banner.offline),
            Status::SignedOut => text!(header.banner.signed_out),
            Status::OutOfDate => text!(header.banner.out_of_date),
        })
    };
    let way_on = move || match status.get() {
        Status::SignedOut => Some(("/auth/login", text!(common.sign_in))),
        Status::OutOfDate => Some(("", text!(common.reload))),
        _ => None,
    };
    view! {
        <div role="status" class=style::place>
            {move || {
                words().map(|words| {
                    view! {
                        <div class=style::banner>
                            <Icon icon=Icon::Unplugged class="size-4.5" />
                            <span>{words}</span>
                            {way_on().map(|(href, name)| {
                                // rel=external: a whole page load, past the router.
                                view! { <a href=href rel="external" class=button::SMALL>{name}</a> }
                            })}
                        </div>
                    }
                })
            }}
        </div>
    }
}
