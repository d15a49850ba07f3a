//! Dialogs whose content is a file of its own, fetched when one is first opened.

use leptos::{either::Either, html, prelude::*};

use super::{close, is_ground, show, style};
use crate::components::{
    part::{Fetch, Part},
    skeleton::MessageSkeletons,
};

/// Draws the content, with what it needs from the context.
pub type Draw = fn() -> AnyView;

/// A handle to one.
#[derive(Clone, Copy, Debug)]
pub struct Late {
    id: &'static str,
    open: RwSignal<bool>,
    content: Part<Draw>,
}

impl Late {
    pub fn new(id: &'static str, fetch: Fetch<Draw>) -> Self {
        Self { id, open: RwSignal::new(false), content: Part::new(fetch) }
    }

    /// Fetches the content before it is asked for.
    pub fn fetch(self) {
        self.content.fetch();
    }

    pub fn is_open(self) -> bool {
        self.open.get_untracked()
    }

    pub fn show(self) {
        self.fetch();
        self.open.set(true);
        // With its content in it, so that the focus finds its place.
        request_animation_frame(move || show(self.id));
    }

    /// The focus goes back where it was.
    pub fn close(self) {
        close(self.id);
    }
}

#[component]
pub fn LateDialog(late: Late, label: &'static str, class: &'static str) -> impl IntoView {
    let frame = NodeRef::<html::Dialog>::new();
    let beside = move |event: leptos::ev::MouseEvent| {
        if is_ground(frame, &event) {
            late.close();
        }
    };
    let content = move || match late.content.get() {
        Some(draw) => Either::Left(draw()),
        None => Either::Right(view! {
            <div class=style::coming>
                <MessageSkeletons />
            </div>
        }),
    };
    view! {
        <dialog
            id=late.id
            class=class
            aria-label=label
            node_ref=frame
            on:close=move |_| late.open.set(false)
            on:click=beside
        >
            <Show when=move || late.open.get()>{content}</Show>
        </dialog>
    }
}
