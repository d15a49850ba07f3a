//! Following the newest text while the reader is there, and leaving them in peace where they are not.

use adda_protocol::address;
use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::window::Window;
use crate::{
    browser::scroll::{self, Anchor, SizeWatch},
    state::chat::{
        ChatState,
        Delivery::{Queued, Sending},
        MessageKey,
    },
};

/// More is put on the page, or asked for, when the reader comes this near to its edge.
const EARLY_PX: i32 = 700;

/// Where the reader is in the thread.
#[derive(Clone, Copy, Debug)]
pub struct Follow {
    chat: ChatState,
    scroller: NodeRef<html::Div>,
    list: NodeRef<html::Ol>,
    pub window: Window,
    pub at_end: RwSignal<bool>,
    /// Messages that came since the reader left the end.
    pub unseen: Memo<usize>,
    /// Newest message the reader had in view.
    seen: RwSignal<Option<MessageKey>>,
    /// Kept in place when something above or below changes its height.
    anchor: StoredValue<Option<SendWrapper<Anchor>>>,
    /// The newest messages are on their way, and the reader is to see them.
    leaving: StoredValue<bool>,
}

impl Follow {
    pub fn new(chat: ChatState, scroller: NodeRef<html::Div>, list: NodeRef<html::Ol>) -> Self {
        let seen = RwSignal::new(None);
        let this = Self {
            chat,
            scroller,
            list,
            window: Window::new(),
            at_end: RwSignal::new(true),
            unseen: Memo::new(move |_| count_after(&chat.keys().read(), seen.read().as_ref())),
            seen,
            anchor: StoredValue::new(None),
            leaving: StoredValue::new(false),
        };
        this.watch_sizes();
        this.watch_messages();
        this.watch_found();
        this
    }

    /// Takes in where the reader is now.
    fn note(self, scroller: &Element) {
        let newest = self.window.is_at_end() && !self.chat.is_behind();
        let at_end = newest && scroll::is_at_end(scroller);
        if self.at_end.get_untracked() != at_end {
            self.at_end.set(at_end);
        }
        if at_end {
            self.mark_seen();
        }
        self.keep_anchor(scroller, at_end);
        self.widen(scroller);
    }

    /// To the newest text, with the focus: the button that led here goes away.
    pub fn to_end(self) {
        self.go_to_end();
        if let Some(scroller) = self.scroller.get_untracked() {
            let _ = scroller.focus();
        }
    }

    fn element(self) -> Option<Element> {
        self.scroller.get_untracked().map(JsCast::unchecked_into)
    }

    fn mark_seen(self) {
        let newest = self.chat.keys().read_untracked().last().copied();
        if *self.seen.read_untracked() != newest {
            self.seen.set(newest);
        }
    }

    fn keep_anchor(self, scroller: &Element, at_end: bool) {
        let list = self.list.get_untracked().filter(|_| !at_end);
        let anchor = list.and_then(|list| Anchor::find(scroller, &list));
        self.anchor.set_value(anchor.map(SendWrapper::new));
    }

    /// Puts more on the page where the reader nears an edge of it.
    fn widen(self, scroller: &Element) {
        let keys = self.chat.keys();
        if scroll::distance_to_start(scroller) < EARLY_PX {
            if self.window.up(&keys.read_untracked()) {
                request_animation_frame(move || self.settle());
            } else if self.chat.has_older().get_untracked()
                && !self.chat.loading_older().get_untracked()
            {
                self.chat.load_older();
            }
        } else if scroll::distance_to_end(scroller) < EARLY_PX {
            if self.window.down(&keys.read_untracked()) {
                request_animation_frame(move || self.settle());
            } else if self.chat.is_behind() && !self.chat.loading_newer().get_untracked() {
                // What comes must not push away what is there.
                self.window.pin(&keys.read_untracked());
                self.chat.load_newer();
            }
        }
    }

    /// The reader has scrolled, or something has changed its height, or both since the last look. Puts what the reader
    /// looks at back where they had it. At the end there is nothing to do: the box is laid out from it.
    pub fn settle(self) {
        let Some(scroller) = self.element() else { return };
        let moved = self.anchor.with_value(|anchor| anchor.as_ref()?.moved(&scroller));
        if let Some(moved) = moved.filter(|moved| moved.abs() >= 1.0) {
            scroll::shift(&scroller, moved);
        }
        self.note(&scroller);
    }

    fn watch_sizes(self) {
        // Wrapped only when there is one: the server drops this wherever its request ends.
        let watch = StoredValue::new(None);
        Effect::new(move |_| {
            let (Some(scroller), Some(list)) = (self.scroller.get(), self.list.get()) else {
                return;
            };
            let (scroller, list): (Element, Element) =
                (scroller.unchecked_into(), list.unchecked_into());
            let sizes = SizeWatch::new(&[&scroller, &list], move || self.settle());
            watch.set_value(sizes.map(SendWrapper::new));
        });
        on_cleanup(move || watch.set_value(None));
    }

    /// Another conversation opens at its end, and so does the reader's own message when it is sent.
    fn watch_messages(self) {
        let chat = self.chat;
        let open = Memo::new(move |_| chat.current().read().as_ref().map(|current| current.id));
        Effect::new(move |before: Option<_>| {
            let (open, newest) = (open.get(), chat.keys().read().last().copied());
            let behind = chat.newer_than().get().is_some();
            let other_chat = before.is_none_or(|before| before != open);
            let led = chat.found().get_untracked().is_some();
            let arrived = !behind && self.leaving.get_value();
            let new = newest != self.seen.get_untracked();
            let sent = new && newest.is_some_and(|key| is_underway(chat, key));
            if (other_chat && !led) || arrived || sent {
                self.go_to_end();
            } else if self.at_end.get_untracked() {
                self.mark_seen();
            } else {
                // More may be wanted where the reader is.
                request_animation_frame(move || self.settle());
            }
            open
        });
    }

    /// Leads to the message the address names, once it is there.
    fn watch_found(self) {
        let chat = self.chat;
        Effect::new(move |_| {
            let found = chat.found().get().and_then(|seq| Some((seq, chat.key_at(seq)?)));
            let Some((seq, key)) = found else { return };
            self.window.go_to(&chat.keys().read_untracked(), &key);
            self.at_end.set(false);
            // Once it is drawn.
            request_animation_frame(move || {
                self.anchor.set_value(None);
                scroll::show(&address::row(seq));
                self.settle();
            });
        });
    }

    /// To the newest text, also where it is not loaded yet.
    fn go_to_end(self) {
        if self.chat.is_behind() {
            self.leaving.set_value(true);
            self.chat.to_newest();
        } else {
            self.show_end();
        }
    }

    fn show_end(self) {
        self.leaving.set_value(false);
        self.anchor.set_value(None);
        self.window.go_to_end();
        if let Some(scroller) = self.element() {
            scroll::to_end(&scroller);
        }
        self.at_end.set(true);
        self.mark_seen();
    }
}

/// Whether the reader has just sent it.
fn is_underway(chat: ChatState, key: MessageKey) -> bool {
    let view = chat.message(&key);
    view.is_some_and(|view| matches!(view.read_untracked().delivery, Queued | Sending))
}

fn count_after(keys: &[MessageKey], seen: Option<&MessageKey>) -> usize {
    let Some(seen) = seen else { return 0 };
    keys.iter().rev().position(|key| key == seen).unwrap_or(0)
}
