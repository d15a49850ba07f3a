//! What can be done with a message that is there; shown when pointed at or focused.

use leptos::{prelude::*, task::spawn_local};

use super::{Parts, style};
use crate::{
    browser::clipboard,
    components::{button, icon::Icon},
    state::chat::{ChatState, Notice},
};

/// How long the button says that it has copied.
const COPIED_FOR: std::time::Duration = std::time::Duration::from_millis(1_600);

#[component]
pub fn Actions(parts: Parts) -> impl IntoView {
    let has_text = Memo::new(move |_| !parts.text.read().is_empty());
    view! {
        <Show when=move || has_text.get()>
            <div class=style::actions data-needs-script data-screen-only>
                <CopyText parts />
            </div>
        </Show>
    }
}

/// Copies the Markdown as it was written.
#[component]
fn CopyText(parts: Parts) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = parts.text.get_untracked();
        spawn_local(async move {
            if !clipboard::copy(&text).await {
                let words = "The browser does not allow copying here.";
                chat.notice().set(Some(Notice::new(words)));
                return;
            }
            copied.try_set(true);
            let calm = move || {
                let _ = copied.try_set(false);
            };
            set_timeout(calm, COPIED_FOR);
        });
    };
    let icon = move || {
        let icon = if copied.get() { Icon::Check } else { Icon::Copy };
        view! { <Icon icon class="size-4" /> }
    };
    view! {
        <button type="button" class=button::QUIET on:click=copy aria-label="Copy message">
            {icon}
            <span class=style::word>{move || if copied.get() { "Copied" } else { "Copy" }}</span>
        </button>
    }
}
