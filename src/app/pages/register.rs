//! (until the page lands)

use leptos::prelude::*;

#[component]
pub fn RegisterPage() -> impl IntoView {
    view! { <main>"RegisterPage"</main> }
}
