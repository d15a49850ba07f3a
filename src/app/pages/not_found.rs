//! What does not exist, or is not the reader's: the two are not told apart.

use leptos::prelude::*;

use super::sheet::{Sheet, style};
use crate::components::{button, page_title::PageTitle};

#[component]
pub fn NotFound() -> impl IntoView {
    view! {
        <PageTitle text="Not found" />
        <Sheet heading="Nothing here">
            <p class=style::lead>
                "This address leads nowhere, or to something that is not yours. It may have been deleted."
            </p>
            <a href="/" class=button::PRIMARY>
                "To your conversations"
            </a>
        </Sheet>
    }
}
