//! A sentence that comes and goes, with something to do about it.

use std::time::Duration;

use leptos::prelude::*;

use super::{button, icon::Icon};
use crate::{
    i18n::text,
    state::chat::{ChatState, Notice},
};

stylance::import_style!(style, "toast.module.css");

/// Long enough to read and to press; one with an action stays until it is answered or replaced.
const SHOWN_FOR: Duration = Duration::from_secs(6);

/// None where it waits for the reader.
fn shown_for(notice: &Notice) -> Option<Duration> {
    let told = notice.shown_ms.and_then(|ms| u64::try_from(ms).ok()).map(Duration::from_millis);
    told.or_else(|| notice.action.is_none().then_some(SHOWN_FOR))
}

#[component]
pub fn Toast() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let notice = chat.notice();
    Effect::new(move |timer: Option<Option<TimeoutHandle>>| {
        if let Some(timer) = timer.flatten() {
            timer.clear();
        }
        let shown_for = notice.read().as_ref().and_then(shown_for);
        let hide = move || {
            notice.try_set(None);
            chat.forget_undo();
        };
        shown_for.and_then(|time| set_timeout_with_handle(hide, time).ok())
    });
    let dismiss = move || {
        notice.set(None);
        chat.forget_undo();
    };
    let shown = move || {
        notice.get().map(|notice_now| {
            let action = notice_now.action.map(|(name, run)| {
                let press = move |event: leptos::ev::SubmitEvent| {
                    event.prevent_default();
                    notice.set(None);
                    run.run(());
                };
                // Before the page is alive the form undoes what its action would.
                let ids = notice_now.undoes.into_iter().map(|id| {
                    view! { <input type="hidden" name="ids" value=id.to_string() /> }
                });
                view! {
                    <form method="post" action="/chats/undo" on:submit=press>
                        <input type="hidden" name="back" value="start" />
                        {ids.collect_view()}
                        <button type="submit" class=button::SMALL>{name}</button>
                    </form>
                }
            });
            view! {
                <div class=style::toast>
                    <span>{notice_now.text}</span>
                    {action}
                    <button type="button" class=button::ICON aria-label=text!(common.dismiss) on:click=move |_| dismiss()>
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
