//! A quiet button that is its picture alone.

use leptos::{ev::MouseEvent, prelude::*};

use crate::components::{button, icon::Icon};

/// `name` is read out, `title` is shown to who points at it.
#[component]
pub(super) fn PictureButton(
    icon: Icon,
    name: &'static str,
    #[prop(optional)] title: Option<&'static str>,
    /// Whether a dialog comes.
    #[prop(optional)]
    asks: bool,
    /// The name by which the focus comes back to it.
    #[prop(optional)]
    way: Option<&'static str>,
    /// Whether what is selected stays so.
    #[prop(optional)]
    keeps_selection: bool,
    press: impl FnMut(MouseEvent) + 'static,
) -> impl IntoView {
    let hold = move |event: MouseEvent| {
        if keeps_selection {
            event.prevent_default();
        }
    };
    view! {
        <button
            type="button"
            class=button::QUIET
            data-way=way
            aria-haspopup=asks.then_some("dialog")
            aria-label=name
            title=title.unwrap_or(name)
            on:mousedown=hold
            on:click=press
        >
            <Icon icon class="size-4" />
        </button>
    }
}
