//! The conversations by groups. It grows as somebody scrolls, and is short again at its beginning: of thousands, those stand
//! on the page that were scrolled to. What is pressed or typed in it is heard here once for all of them.

use adda_protocol::{ConversationId, dto::Listing};
use leptos::{
    ev::{Event, KeyboardEvent, MouseEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    group::{Group, groups},
    item::Item,
    style,
    tools::Tools,
};
use crate::{
    browser::scroll::is_near_bottom,
    components::{drawer::Drawers, local_time::ReaderZone},
    i18n::{counted, text},
    state::chat::ChatState,
};

/// The next page is asked for this far from the end, in CSS pixels.
const AHEAD_PX: i32 = 900;
/// Rows drawn at first, and at a time: more than a page of the server's has.
const ROWS: usize = 250;

/// How much of the list is drawn.
#[derive(Clone, Copy)]
struct Extent {
    /// How many rows, of what was wanted then.
    drawn: RwSignal<(Listing, usize)>,
    wanted: Signal<Listing>,
}

impl Extent {
    fn new(wanted: Signal<Listing>) -> Self {
        Self { drawn: RwSignal::new((Listing::default(), ROWS)), wanted }
    }

    /// Something else is wanted: it begins anew.
    fn rows(self) -> usize {
        let drawn = self.drawn.read();
        if drawn.0 == *self.wanted.read() { drawn.1 } else { ROWS }
    }

    fn set(self, rows: usize) {
        self.drawn.set((self.wanted.get_untracked(), rows));
    }
}

#[component]
pub fn List() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let tools = expect_context::<Tools>();
    let drawers = expect_context::<Drawers>();
    let zone = ReaderZone::expect();
    let shown = chat.shown_conversations();
    let extent = Extent::new(chat.wanted());
    let parts = Memo::new(move |_| {
        let shown = shown.read();
        let drawn = &shown[..shown.len().min(extent.rows())];
        groups(drawn, zone.today(), |at| zone.day(at))
    });
    let names =
        Memo::new(move |_| parts.read().iter().map(|(group, _)| *group).collect::<Vec<_>>());
    let scroller = NodeRef::<html::Div>::new();
    let look = move || {
        let Some(scroller) = scroller.get_untracked() else { return };
        let rows = untrack(|| extent.rows());
        if !is_near_bottom(&scroller, AHEAD_PX) {
            let begins = scroller.scroll_top() == 0;
            if begins && rows > ROWS && !scroller.contains(document().active_element().as_deref()) {
                extent.set(ROWS);
            }
        } else if rows < shown.read_untracked().len() {
            extent.set(rows + ROWS);
        } else {
            chat.load_more_conversations();
        }
    };
    // A page that came may not fill the list.
    Effect::new(move |_| {
        shown.track();
        if !chat.loading_conversations().get() {
            request_animation_frame(look);
        }
    });
    view! {
        <div
            class=style::scroll
            data-list
            node_ref=scroller
            on:scroll=move |_| look()
            on:click=move |event| clicked(&event, tools, drawers)
            on:keydown=move |event| pressed(&event, tools)
            on:pointerover=move |_| tools.fetch()
            on:focusin=move |_| tools.fetch()
        >
            <For each=move || names.get() key=|group| *group let(group)>
                <Part group parts />
            </For>
            <Nothing />
            <Show when=move || chat.loading_conversations().get() && chat.more_conversations().get()>
                <Coming />
            </Show>
        </div>
    }
}

/// Where more will stand.
#[component]
pub fn Coming() -> impl IntoView {
    view! {
        <div class=style::skeletons aria-hidden="true">
            <span></span>
            <span></span>
            <span></span>
        </div>
    }
}

#[component]
fn Part(group: Group, parts: Memo<Vec<(Group, Vec<ConversationId>)>>) -> impl IntoView {
    let ids = move || {
        let parts = parts.read();
        parts.iter().find(|(it, _)| *it == group).map(|(_, ids)| ids.clone()).unwrap_or_default()
    };
    let heading = group.heading_id();
    view! {
        <div class=style::group>
            <p id=heading.clone() class=style::heading>{group.name()}</p>
            <ul class=style::list aria-labelledby=heading>
                <For each=ids key=|id| *id let(id)>
                    <Item id />
                </For>
            </ul>
        </div>
    }
}

/// Why nothing is shown, and how many are where somebody looks for one.
#[component]
fn Nothing() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let words = move || {
        let (count, wanted) = (chat.shown_conversations().read().len(), chat.wanted().get());
        let looking = chat.loading_conversations().get() && wanted != Listing::default();
        let more = chat.more_conversations().get();
        match (count, wanted.title.is_some(), wanted.category.is_some(), wanted.archived) {
            (0, ..) if looking => (false, text!(list.looking).to_owned()),
            (0, true, ..) => (false, text!(list.no_title).to_owned()),
            (0, _, _, true) => (false, text!(list.none_archived).to_owned()),
            (0, _, true, _) => (false, text!(list.none_of_category).to_owned()),
            (0, ..) => (false, text!(list.none).to_owned()),
            (count, true, ..) if more && count > 1 => {
                (true, counted!(list.found_more, count = count))
            }
            (count, true, ..) => (true, counted!(list.found, count = count)),
            _ => (true, String::new()),
        }
    };
    let words = Memo::new(move |_| words());
    let class = move || if words.read().0 { "sr-only" } else { style::nothing };
    view! { <p role="status" class=class>{move || words.get().1}</p> }
}

fn element(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The row something happened in, and which conversation it is of.
fn row(target: &Element) -> Option<ConversationId> {
    target.closest("[data-chat]").ok()??.get_attribute("data-chat")?.parse().ok()
}

fn clicked(event: &MouseEvent, tools: Tools, drawers: Drawers) {
    let Some(target) = element(event) else { return };
    let Some(id) = row(&target) else { return };
    if tools.is_marking() {
        // A press on the label comes again as one on its box.
        if target.tag_name() == "INPUT" {
            tools.toggle(id, event.shift_key());
        }
        return;
    }
    // With a key held the browser opens a tab of its own.
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    event.prevent_default();
    if let Ok(Some(opener)) = target.closest("[data-menu]") {
        return tools.open_menu(id, &opener);
    }
    drawers.close();
    tools.chat.open(id);
}

/// The arrows go from row to row; the space bar presses what is a button.
fn pressed(event: &KeyboardEvent, tools: Tools) {
    let Some(target) = element(event) else { return };
    let step = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        " " => {
            if let (Some(id), Ok(Some(opener))) = (row(&target), target.closest("[data-menu]")) {
                event.prevent_default();
                tools.open_menu(id, &opener);
            }
            return;
        }
        _ => return,
    };
    let Ok(Some(list)) = target.closest("[data-list]") else { return };
    let kind = if target.has_attribute("data-menu") {
        "[data-menu]"
    } else {
        "[data-chat] > a:first-child, [data-chat] input"
    };
    let Ok(stops) = list.query_selector_all(kind) else { return };
    let here = (0..stops.length()).find(|at| stops.item(*at).as_ref() == Some(target.as_ref()));
    let next = here.and_then(|at| at.checked_add_signed(step)).and_then(|at| stops.item(at));
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = next.focus();
    }
}
