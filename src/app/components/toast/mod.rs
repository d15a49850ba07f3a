//! A sentence that comes and goes, with something to do about it.

use leptos::prelude::*;

use super::{button, icon::Icon};
use crate::state::chat::ChatState;

stylance::import_style!(style, "toast.module.css");

/// Long enough to read and to press; one with an action stays until it is answered or replaced.
const SHOWN_FOR: std::time::Duration = std::time::Duration::from_secs(6);

#[component]
pub fn Toast() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let notice = chat.notice();
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
        let passing = notice.read().as_ref().is_some_and(|notice| notice.action.is_none());
        let hide = move || drop(notice.try_set(None));
        passing.then(|| set_timeout_with_handle(hide, SHOWN_FOR).ok()).flatten()
    });
    let shown = move || {
        notice.get().map(|notice_now| {
            let action = notice_now.action.map(|(name, run)| {
                let press = move |_| {
                    notice.set(None);
                    run.run(());
                };
                view! { <button type="button" class=button::SMALL on:click=press>{name}</button> }
            });
            view! {
                <div class=style::toast>
                    <span>{notice_now.text}</span>
                    {action}
                    <button type="button" class=button::ICON aria-label="Dismiss" on:click=move |_| notice.set(None)>
                        <Icon icon=Icon::Close class="size-4" />
                    </button>
                </div>
            }
        })
    };
    view! {
        <div class=style::place role="status" data-screen-only>
            {shown}
        </div>
    }
}
