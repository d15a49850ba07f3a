//! A page of one card: signing in, and whatever else is one thing in the middle.

use leptos::prelude::*;

use crate::components::{brand::Brand, theme::ThemeSwitch};

stylance::import_style!(pub style, "sheet.module.css");

/// The brand above, the card below. `wide` is for reading; `lang` is that of the heading, where it may be another than the
/// page's.
#[component]
pub fn Sheet(
    #[prop(into)] heading: Signal<String>,
    #[prop(optional, into)] lang: Option<String>,
    #[prop(optional)] wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=style::page data-wide=wide.then_some("")>
            <header class=style::top>
                <Brand />
                <ThemeSwitch />
            </header>
            <main class=style::card>
                <h1 class=style::heading lang=lang>{heading}</h1>
                {children()}
            </main>
        </div>
    }
}
