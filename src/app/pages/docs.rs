//! (until the page lands)

use leptos::prelude::*;

#[component]
pub fn DocsPage() -> impl IntoView {
    view! { <main>"DocsPage"</main> }
}
