//! (until the page lands)

use leptos::prelude::*;

#[component]
pub fn ChatPage() -> impl IntoView {
    view! { <main>"ChatPage"</main> }
}
