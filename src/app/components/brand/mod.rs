//! Adda's mark and name.

use leptos::prelude::*;

use crate::i18n::text;

stylance::import_style!(pub style, "brand.module.css");

/// The mark: a round of speech with the gold spark inside. Says nothing by itself.
#[component]
pub fn Mark(#[prop(default = style::mark)] class: &'static str) -> impl IntoView {
    view! {
        <span class=class aria-hidden="true">
            <svg viewBox="0 0 32 32" fill="none" focusable="false">
                <path
                    class=style::bubble
                    d="M16 5c6.6 0 11.5 4.4 11.5 10S22.6 25 16 25c-1.3 0-2.6-.2-3.7-.5L7 27.5l.9-5.1C5.8 20.6 4.5 18 4.5 15 4.5 9.4 9.4 5 16 5Z"
                />
                <path class=style::spark d="m16 8.7 1.7 4.6 4.6 1.7-4.6 1.7-1.7 4.6-1.7-4.6-4.6-1.7 4.6-1.7L16 8.7Z" />
            </svg>
        </span>
    }
}

/// Mark and name, linking home.
#[component]
pub fn Brand() -> impl IntoView {
    view! {
        <a href="/" class=style::brand aria-label=text!(pages.brand)>
            <Mark />
            <span class=style::name>"Adda"</span>
        </a>
    }
}
