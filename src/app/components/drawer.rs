//! On a narrow screen the list and the details are drawers; on a wide one they stand beside the thread.

use leptos::{ev, prelude::*};

use crate::{browser::scroll::window_width, state::folded::Folded};

/// From this width on the list stands beside the thread. The style sheets say the same.
const LIST_BESIDE_PX: f64 = 900.0;
/// From this width on the details do.
const DETAILS_BESIDE_PX: f64 = 1_240.0;

/// What is open. Before the page is alive the links to `#list` and `#details` open them by themselves.
#[derive(Clone, Copy, Debug)]
pub struct Drawers {
    pub list: RwSignal<bool>,
    pub details: RwSignal<bool>,
    /// The details folded away on a wide screen.
    pub folded: RwSignal<bool>,
    /// The list folded away on a wide screen.
    pub list_folded: RwSignal<bool>,
}

impl Drawers {
    /// Makes them and puts them into the context of the page.
    pub fn provide() -> Self {
        let folded = Folded::remembered();
        let drawers = Self {
            list: RwSignal::new(false),
            details: RwSignal::new(false),
            folded: RwSignal::new(folded.details),
            list_folded: RwSignal::new(folded.list),
        };
        provide_context(drawers);
        Effect::new(move |_| {
            drawers.take_over();
            let escape = window_event_listener(ev::keydown, move |event| {
                // A dialog over a drawer closes alone.
                if event.key() == "Escape" && drawers.any_open() && !is_dialog_open() {
                    event.prevent_default();
                    drawers.close();
                }
            });
            let resize = window_event_listener(ev::resize, move |_| drawers.close_what_fits());
            on_cleanup(move || {
                escape.remove();
                resize.remove();
            });
        });
        drawers
    }

    pub fn is_open(&self) -> bool {
        self.list.get() || self.details.get()
    }

    pub fn open_list(&self) {
        if window_width() >= LIST_BESIDE_PX {
            self.list_folded.set(false);
            self.keep();
        } else {
            self.details.set(false);
            self.list.set(true);
        }
        focus("#list a, #list button");
    }

    /// Folds or unfolds beside the thread, opens or closes over it.
    pub fn toggle_list(&self) {
        let beside = window_width() >= LIST_BESIDE_PX;
        if beside && !self.list_folded.get_untracked() {
            self.list_folded.set(true);
            self.keep();
        } else if self.list.get_untracked() {
            self.close();
        } else {
            self.open_list();
        }
    }

    /// Folds or unfolds beside the thread, opens over it.
    pub fn toggle_details(&self) {
        if window_width() >= DETAILS_BESIDE_PX {
            self.folded.update(|folded| *folded = !*folded);
            self.keep();
        } else {
            self.list.set(false);
            self.details.set(true);
            focus("#details a, #details button");
        }
    }

    fn keep(&self) {
        let (list, details) = (self.list_folded.get_untracked(), self.folded.get_untracked());
        Folded { list, details }.remember();
    }

    /// Closes and gives the focus back to what opened it.
    pub fn close(&self) {
        let opener = match (self.list.get_untracked(), self.details.get_untracked()) {
            (true, _) => "[data-opens=list]",
            (_, true) => "[data-opens=details]",
            _ => return,
        };
        self.list.set(false);
        self.details.set(false);
        focus(opener);
    }

    /// A drawer that a link opened before the page was alive is from now on ours to close.
    fn take_over(&self) {
        let place = location();
        match place.hash().as_deref() {
            Ok("#list") => self.list.set(window_width() < LIST_BESIDE_PX),
            Ok("#details") => self.details.set(window_width() < DETAILS_BESIDE_PX),
            _ => return,
        }
        let _ = place.set_hash("");
    }

    fn any_open(&self) -> bool {
        self.list.get_untracked() || self.details.get_untracked()
    }

    /// A drawer that now stands beside the thread is none any more.
    fn close_what_fits(&self) {
        let width = window_width();
        let list = self.list.get_untracked() && width >= LIST_BESIDE_PX;
        let details = self.details.get_untracked() && width >= DETAILS_BESIDE_PX;
        if list || details {
            self.list.set(false);
            self.details.set(false);
        }
    }
}

fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|found| found.is_some())
}

/// Focuses the first match, after what a signal changed has been drawn.
fn focus(selector: &'static str) {
    request_animation_frame(move || {
        use wasm_bindgen::JsCast;
        let found = document().query_selector(selector).ok().flatten();
        if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = element.focus();
        }
    });
}
