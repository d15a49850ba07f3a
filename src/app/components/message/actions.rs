//! What can be done with a message that is there; shown when pointed at or focused.

use leptos::{prelude::*, task::spawn_local};

use super::{Parts, style};
use crate::{
    browser::clipboard,
    components::{button, icon::Icon, versions::Versions},
    i18n::text,
    state::chat::{ChatState, MessageKey},
};

/// How long the button says that it has copied.
const COPIED_FOR: std::time::Duration = std::time::Duration::from_millis(1_600);
/// Messages at the end of the thread whose actions are there at once: the reader's last and its answer.
const LAST: usize = 2;

/// The message the pointer and the one the keyboard is in. Only these, and the last, have all their actions on the page.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    pointed: RwSignal<Option<MessageKey>>,
    focused: RwSignal<Option<MessageKey>>,
}

impl Reader {
    pub fn provide() {
        provide_context(Self { pointed: RwSignal::new(None), focused: RwSignal::new(None) });
    }
}

/// Whether the reader is at a message.
#[derive(Clone, Copy, Debug)]
pub struct Near {
    reader: Reader,
    versions: Versions,
    key: StoredValue<MessageKey>,
    /// Among the last of the thread.
    pub last: Memo<bool>,
    is: Memo<bool>,
}

impl Near {
    pub fn new(chat: ChatState, parts: Parts) -> Self {
        let (reader, key) = (expect_context::<Reader>(), parts.key);
        let keys = chat.keys();
        let last = Memo::new(move |_| {
            let key = key.get_value();
            keys.read().iter().rev().take(LAST).any(|last| *last == key)
        });
        let versions = Versions::expect();
        let is = Memo::new(move |_| {
            let key = Some(key.get_value());
            let there = [reader.pointed, reader.focused].iter().any(|at| *at.read() == key);
            there || last.get() && versions.is_here()
        });
        Self { reader, versions, key, last, is }
    }

    pub fn point(self) {
        self.go(self.reader.pointed);
    }

    pub fn focus(self) {
        self.go(self.reader.focused);
    }

    fn go(self, at: RwSignal<Option<MessageKey>>) {
        let key = Some(self.key.get_value());
        if *at.read_untracked() != key {
            at.set(key);
            self.versions.fetch();
        }
    }
}

#[component]
pub fn Actions(parts: Parts, near: Near) -> impl IntoView {
    let has_text = Memo::new(move |_| !parts.text.read().is_empty());
    let chat = expect_context::<ChatState>();
    view! {
        <div class=style::actions data-needs-script data-screen-only>
            <Show when=move || has_text.get()>
                <CopyText parts />
            </Show>
            {move || near.is.get().then(|| near.versions.actions(chat, parts))}
        </div>
    }
}

/// Copies the Markdown as it was written.
#[component]
fn CopyText(parts: Parts) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let copied = RwSignal::new(false);
    let copy = move |_| {
        let text = parts.text.get_untracked();
        spawn_local(async move {
            if !clipboard::copy(&text).await {
                return chat.say(text!(common.no_copying));
            }
            copied.try_set(true);
            chat.told().set(text!(common.copied).to_owned());
            let calm = move || {
                let _ = copied.try_set(false);
                chat.told().set(String::new());
            };
            set_timeout(calm, COPIED_FOR);
        });
    };
    let icon = move || {
        let icon = if copied.get() { Icon::Check } else { Icon::Copy };
        view! { <Icon icon class="size-4" /> }
    };
    view! {
        <button type="button" class=button::QUIET on:click=copy aria-label=text!(message.copy_message)>
            {icon}
            <span class=style::word>{move || if copied.get() { text!(common.copied) } else { text!(common.copy) }}</span>
        </button>
    }
}
