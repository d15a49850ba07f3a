//! In place of a page whose code could not be fetched.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::sheet::{Sheet, style};
use crate::components::{button, page_title::PageTitle};

#[component]
pub fn Unloaded() -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <PageTitle text="Not loaded" />
        <Sheet heading="This page did not load">
            <p class=style::lead>
                "The server could not be reached. What you have written is kept."
            </p>
            // rel=external: a whole page load, past the router.
            <a href=move || path.get() rel="external" class=button::PRIMARY>
                "Try again"
            </a>
        </Sheet>
    }
}
