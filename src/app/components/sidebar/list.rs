//! The conversations by groups. Of thousands, those around what is in view stand on the page; more are asked for as somebody
//! nears the end. What is pressed or typed in it is heard here once for all of them.

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
    window::{Groups, Window, block, blocks},
};
use crate::{
    browser::{
        focus,
        scroll::{is_near_bottom, rows_in_view},
    },
    components::{drawer::Drawers, local_time::ReaderZone},
    i18n::{counted, text},
    state::chat::ChatState,
};

/// The next page is asked for this far from the end, in CSS pixels.
const AHEAD_PX: i32 = 900;

#[component]
pub fn List() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let tools = expect_context::<Tools>();
    let drawers = expect_context::<Drawers>();
    let zone = ReaderZone::expect();
    let shown = chat.shown_conversations();
    let window = Window::new();
    let focused = StoredValue::new(None);
    let parts = Memo::new(move |_| {
        note(focused);
        groups(&shown.read(), zone.today(), |at| zone.day(at))
    });
    let names =
        Memo::new(move |_| parts.read().iter().map(|(group, _)| *group).collect::<Vec<_>>());
    let scroller = NodeRef::<html::Div>::new();
    let look = move || look_over(scroller, parts, window, chat);
    Effect::new(move |before: Option<Listing>| {
        let wanted = chat.wanted().get();
        // Something else is wanted: it is seen from its beginning.
        if before.is_some_and(|before| before != wanted) {
            window.reset();
            if let Some(scroller) = scroller.get_untracked() {
                scroller.set_scroll_top(0);
            }
        }
        // A page that came may not fill the list.
        shown.track();
        let loading = chat.loading_conversations().get();
        request_animation_frame(move || {
            give_back(focused);
            if !loading {
                look();
            }
        });
        wanted
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
            on:focusin=move |event| {
                tools.fetch();
                window.hold(element(&event).and_then(|target| row(&target)));
            }
        >
            <For each=move || names.get() key=|group| *group let(group)>
                <Part group parts window />
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
fn Part(group: Group, parts: Memo<Groups>, window: Window) -> impl IntoView {
    let count = move || {
        let parts = parts.read();
        parts.iter().find(|(it, _)| *it == group).map_or(0, |(_, ids)| blocks(ids.len()))
    };
    let count = Memo::new(move |_| count());
    let heading = group.heading_id();
    view! {
        <div class=style::group>
            <p id=heading.clone() class=style::heading>{group.name()}</p>
            <ul class=style::list aria-labelledby=heading>
                <For each=move || 0..count.get() key=|at| *at let(at)>
                    <Rows group at parts window />
                </For>
            </ul>
        </div>
    }
}

/// A block of rows, or the room of it.
#[component]
fn Rows(group: Group, at: usize, parts: Memo<Groups>, window: Window) -> impl IntoView {
    let gap = Memo::new(move |_| window.gap(&parts.read(), group, at));
    let ids = move || match gap.get() {
        0 => block(&parts.read(), group, at).1.to_vec(),
        _ => Vec::new(),
    };
    let room = move || {
        let rows = Some(gap.get()).filter(|rows| *rows > 0)?;
        // A property: the page's policy takes no styles that are attributes.
        Some(
            view! { <li class=style::gap aria-hidden="true" prop:style=format!("--rows:{rows}")></li> },
        )
    };
    view! {
        <For each=ids key=|id| *id let(id)>
            <Item id />
        </For>
        {room}
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

/// Draws what is in view, and asks for more where its end is near.
fn look_over(scroller: NodeRef<html::Div>, parts: Memo<Groups>, window: Window, chat: ChatState) {
    // Nothing is in view of a list that is folded away.
    let scroller = scroller.get_untracked().filter(|box_| box_.client_height() > 0);
    let Some(scroller) = scroller else { return };
    let counts: Vec<_> = parts.read_untracked().iter().map(|(_, ids)| ids.len()).collect();
    window.see(&rows_in_view(&scroller, &counts));
    if is_near_bottom(&scroller, AHEAD_PX) {
        chat.load_more_conversations();
    }
}

/// A row that moves loses the focus: what had it is noted in the last moment before that.
fn note(focused: StoredValue<Option<String>>) {
    if let Some(stop) = focus::active().and_then(|at| stop(&at)) {
        focused.set_value(Some(stop));
    }
}

/// Gives it back once the rows stand where they belong.
fn give_back(focused: StoredValue<Option<String>>) {
    if let Some(stop) = focused.try_update_value(Option::take).flatten() {
        focus::restore(&stop);
    }
}

/// A selector of what has the focus in a row.
fn stop(at: &Element) -> Option<String> {
    let kind =
        if at.has_attribute("data-menu") { "[data-menu]" } else { ":is(a:not([inert]), input)" };
    Some(format!("[data-chat=\"{}\"] {kind}", row(at)?))
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
