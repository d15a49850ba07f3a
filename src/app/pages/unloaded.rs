//! In place of a page whose code could not be fetched.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::sheet::{Sheet, style};
use crate::{
    components::{button, page_title::PageTitle},
    i18n::text,
};

#[component]
pub fn Unloaded() -> impl IntoView {
    let path = use_location().pathname;
    view! {
        <PageTitle text=text!(pages.unloaded.name) />
        <Sheet heading=text!(pages.unloaded.heading)>
            <p class=style::lead>{text!(pages.unloaded.lead)}</p>
            // rel=external: a whole page load, past the router.
            <a href=move || path.get() rel="external" class=button::PRIMARY>
                {text!(common.try_again)}
            </a>
        </Sheet>
    }
}
