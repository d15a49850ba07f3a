//! Dark, light, or as the device has it.

use leptos::prelude::*;

use super::{button, icon::Icon};
use crate::state::theme::{Theme, ThemeState};

const fn next(theme: Theme) -> Theme {
    match theme {
        Theme::System => Theme::Dark,
        Theme::Dark => Theme::Light,
        Theme::Light => Theme::System,
    }
}

const fn words(theme: Theme) -> &'static str {
    match theme {
        Theme::System => "Theme: as the device",
        Theme::Dark => "Theme: dark",
        Theme::Light => "Theme: light",
    }
}

const fn icon(theme: Theme) -> Icon {
    match theme {
        Theme::System => Icon::Screen,
        Theme::Dark => Icon::Moon,
        Theme::Light => Icon::Sun,
    }
}

/// One button that goes round.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let state = expect_context::<ThemeState>();
    view! {
        <button
            type="button"
            class=button::ICON
            aria-label=move || words(state.get())
            title=move || words(state.get())
            data-needs-script
            on:click=move |_| state.set(next(untrack(|| state.get())))
        >
            {move || view! { <Icon icon=icon(state.get()) /> }}
        </button>
    }
}

/// The three side by side, for the settings.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let state = expect_context::<ThemeState>();
    let choice = move |theme: Theme, name: &'static str| {
        view! {
            <label class="flex min-h-target items-center gap-2">
                <input
                    type="radio"
                    name="theme"
                    class="size-4"
                    prop:checked=move || state.get() == theme
                    on:change=move |_| state.set(theme)
                />
                <Icon icon=icon(theme) class="size-4.5 text-muted" />
                {name}
            </label>
        }
    };
    view! {
        <fieldset class="flex flex-wrap gap-x-6" data-needs-script>
            <legend class="sr-only">"Theme"</legend>
            {choice(Theme::System, "As the device")}
            {choice(Theme::Dark, "Dark")}
            {choice(Theme::Light, "Light")}
        </fieldset>
    }
}
