//! Dark, light, or as the device has it.

use adda_protocol::appearance::Theme;
use leptos::prelude::*;

use super::{button, icon::Icon};
use crate::{i18n::text, state::appearance::AppearanceState};

stylance::import_style!(style, "theme.module.css");

const fn next(theme: Theme) -> Theme {
    match theme {
        Theme::System => Theme::Dark,
        Theme::Dark => Theme::Light,
        Theme::Light => Theme::System,
    }
}

fn words(theme: Theme) -> &'static str {
    match theme {
        Theme::System => text!(common.theme_system),
        Theme::Dark => text!(common.theme_dark),
        Theme::Light => text!(common.theme_light),
    }
}

/// One button that goes round. It has all three pictures: which one shows is the document's to say, so that it also works
/// where a page has no more script than a few lines.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let state = expect_context::<AppearanceState>();
    let label = move || words(state.theme());
    view! {
        <button
            type="button"
            class=stylance::classes!(button::ICON, style::switch)
            aria-label=label
            title=label
            data-needs-script
            data-next-theme
            data-system=words(Theme::System)
            data-dark=words(Theme::Dark)
            data-light=words(Theme::Light)
            on:click=move |_| state.set_theme(next(untrack(|| state.theme())))
        >
            <Icon icon=Icon::Screen />
            <Icon icon=Icon::Moon />
            <Icon icon=Icon::Sun />
        </button>
    }
}
