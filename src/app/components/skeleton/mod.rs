//! Where messages will stand: the shape of what is coming, instead of a turning wheel.

use leptos::prelude::*;

use crate::i18n::text;

stylance::import_style!(style, "skeleton.module.css");

#[component]
pub fn MessageSkeletons() -> impl IntoView {
    view! {
        <div class=style::skeletons role="status" aria-label=text!(common.loading_older)>
            <span class=style::own></span>
            <span class=style::answer></span>
        </div>
    }
}
