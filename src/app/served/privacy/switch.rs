//! A switch that works as a form.

use leptos::prelude::*;

use super::style;
use crate::i18n::text;

/// Beside the heading named `labelled`.
#[component]
pub fn Switch(action: &'static str, labelled: &'static str, on: bool) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <input type="hidden" name="on" value=(!on).to_string() />
            <button type="submit" role="switch" aria-checked=on.to_string() aria-labelledby=labelled class=style::switch>
                <span aria-hidden="true">{if on { text!(privacy.on) } else { text!(privacy.off) }}</span>
                <i></i>
            </button>
        </form>
    }
}
