//! Versions of a message: going from one to another, editing one's own, and having an answer written by another model.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

mod actions;
mod aloud;
mod branch;
mod editor;
mod erasing;
mod models;
mod pager;
mod picture_button;

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

pub use self::pager::Pager;
use super::{IN_BROWSER, button, icon::Icon, message::Parts, part::Part};
use crate::{i18n::text, state::chat::ChatState};

stylance::import_style!(pub style, "versions.module.css");

/// Everything that only these functions reach is built into the file `versions`.
#[derive(Clone, Copy, Debug)]
pub struct Views {
    actions: fn(ChatState, Parts) -> AnyView,
    editor: fn(ChatState, Parts) -> AnyView,
    models: fn(ChatState) -> AnyView,
    erasing: fn(ChatState) -> AnyView,
    branch: fn(ChatState) -> AnyView,
    copy: fn(ChatState),
}

#[wasm_split(versions, fallible)]
fn views() -> Result<Views, SplitLoaderError> {
    Ok(Views {
        actions: actions::view,
        editor: editor::view,
        models: models::view,
        erasing: erasing::view,
        branch: branch::view,
        copy: |chat| chat.copy_chat(),
    })
}

/// A handle to what few messages need. One a page, provided as context.
#[derive(Clone, Copy, Debug)]
pub struct Versions(Part<Views>);

impl Versions {
    pub fn provide() {
        provide_context(Self(Part::new(|| Box::pin(views()))));
    }

    pub fn expect() -> Self {
        expect_context()
    }

    pub fn is_here(self) -> bool {
        IN_BROWSER && self.0.is_here()
    }

    /// What can be done with a message, once it is there.
    pub fn actions(self, chat: ChatState, parts: Parts) -> Option<AnyView> {
        self.0.get().map(|views| (views.actions)(chat, parts))
    }

    /// A part of the page that is there while it is wanted. One form for all: it is compiled once.
    fn drawn(
        self,
        chat: ChatState,
        wanted: Memo<bool>,
        which: fn(&Views) -> fn(ChatState) -> AnyView,
    ) -> impl Fn() -> Option<AnyView> + Copy + Send + 'static {
        move || {
            let views = wanted.get().then(|| self.0.get()).flatten();
            views.map(|views| which(&views)(chat))
        }
    }

    /// Somebody is about to need it.
    pub fn fetch(self) {
        self.0.fetch();
    }
}

/// In place of a message that is edited.
#[component]
pub fn Editor(parts: Parts) -> impl IntoView {
    let (chat, versions) = (expect_context::<ChatState>(), Versions::expect());
    move || versions.0.get().map(|views| (views.editor)(chat, parts))
}

/// What is asked before something is done with a message: by which other model it is answered, while that is chosen, and
/// whether it is to be deleted.
#[component]
pub fn Questions() -> impl IntoView {
    let (chat, versions) = (expect_context::<ChatState>(), Versions::expect());
    let choosing = Memo::new(move |_| chat.asking().read().is_some());
    // It stays once it was needed.
    let erasing = Memo::new(move |before| before == Some(&true) || chat.erasing().read().is_some());
    let models = versions.drawn(chat, choosing, |views| views.models);
    (models, versions.drawn(chat, erasing, |views| views.erasing))
}

/// Above the text, while the next message is to begin another branch.
#[component]
pub fn Branch() -> impl IntoView {
    let (chat, versions) = (expect_context::<ChatState>(), Versions::expect());
    let wanted = Memo::new(move |_| chat.branching().read().is_some());
    versions.drawn(chat, wanted, |views| views.branch)
}

/// Copies the whole chat.
#[component]
pub fn CopyChat() -> impl IntoView {
    let (chat, versions) = (expect_context::<ChatState>(), Versions::expect());
    let wanted = RwSignal::new(false);
    Effect::new(move |_| {
        let views = wanted.get().then(|| versions.0.get()).flatten();
        if let Some(views) = views {
            wanted.set(false);
            (views.copy)(chat);
        }
    });
    view! {
        <button
            type="button"
            class=button::SMALL
            data-needs-script
            on:click=move |_| wanted.set(true)
        >
            <Icon icon=Icon::Copy class="size-4" />
            {text!(versions.copy_chat)}
        </button>
    }
}
