//! (until the page lands)

use leptos::prelude::*;

#[component]
pub fn SettingsPage() -> impl IntoView {
    view! { <main>"SettingsPage"</main> }
}
