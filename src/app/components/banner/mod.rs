//! A line above the thread while the connection is not as it should be.

use leptos::prelude::*;

use super::{button, icon::Icon};
use crate::state::chat::{ChatState, Status};

stylance::import_style!(style, "banner.module.css");

/// Shows nothing while live, nor while the page first connects: that takes a moment on every visit.
#[component]
pub fn Banner() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let status = chat.status();
    let words = move || {
        Some(match status.get() {
            Status::Live | Status::Connecting => return None,
            Status::Reconnecting => "The connection is lost. Reconnecting…",
            Status::Offline => {
                "You are offline. What you send waits here and goes out when you are back."
            }
            Status::SignedOut => {
                "You are signed out. Sign in to go on; what you have written is kept."
            }
            Status::OutOfDate => "Adda has been updated. Reload the page to go on.",
        })
    };
    let way_on = move || match status.get() {
        Status::SignedOut => Some(("/auth/login", "Sign in")),
        Status::OutOfDate => Some(("", "Reload")),
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
