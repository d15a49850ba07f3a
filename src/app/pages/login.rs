//! (until the page lands)

use leptos::prelude::*;

#[component]
pub fn LoginPage() -> impl IntoView {
    view! { <main>"LoginPage"</main> }
}
