//! A message read aloud.

use leptos::prelude::*;

use crate::{
    browser::speech::{self, Reading},
    components::{button, markdown, message::Parts},
    i18n::text,
};

/// Begins to read, and stops; nothing where the device has no voice.
#[component]
pub(super) fn Aloud(parts: Parts) -> impl IntoView {
    let reading = StoredValue::new_local(None::<Reading>);
    let reads = RwSignal::new(false);
    on_cleanup(move || {
        if reads.try_get_untracked() == Some(true) {
            speech::stop();
        }
    });
    let press = move |_| {
        if reads.get_untracked() {
            speech::stop();
            reads.set(false);
            return;
        }
        let said = format!(".{}", markdown::style::prose);
        let texts = speech::parts(&parts.id.get_untracked().to_string(), &said);
        let begun = speech::read(&texts, move || {
            reads.try_set(false);
        });
        reads.set(begun.is_some());
        reading.set_value(begun);
    };
    let name = move || if reads.get() { text!(versions.silent) } else { text!(versions.aloud) };
    speech::is_here().then(|| {
        view! {
            <button
                type="button"
                class=button::QUIET
                aria-label=name
                title=name
                on:click=press
            >
                <Loudspeaker />
            </button>
        }
    })
}

/// Drawn here, so that it comes with this part of the program.
#[component]
fn Loudspeaker() -> impl IntoView {
    view! {
        <svg
            class="size-4"
            viewBox="0 0 24 24"
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            stroke-linecap="round"
            stroke-linejoin="round"
            aria-hidden="true"
        >
            <path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5H4Zm11.5-.5a4 4 0 0 1 0 6m2.5-8.5a7.5 7.5 0 0 1 0 11" />
        </svg>
    }
}
