//! What does not exist, or is not the reader's: the two are not told apart.

use leptos::prelude::*;

use super::sheet::{Sheet, style};
use crate::{
    components::{button, page_title::PageTitle},
    i18n::text,
};

#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageTitle text=text!(pages.not_found.name) />
        <Sheet heading=text!(pages.not_found.heading)>
            <p class=style::lead>{text!(pages.not_found.lead)}</p>
            <a href="/" class=button::PRIMARY>
                {text!(pages.to_conversations)}
            </a>
        </Sheet>
    }
}
