//! What is done to chats of the list: the menu of one, the bar for many, and their questions. A file of its own, fetched
//! when somebody comes near.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

mod ask;
mod bar;
mod categories;
mod find;
mod menu;

pub use categories::category_name;

use adda_protocol::ConversationId;
use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::style;
use crate::{components::part::Part, i18n::text, state::chat::ChatState};

/// Everything that only these functions reach is built into the file `shelf`.
#[derive(Clone, Copy, Debug)]
struct Functions {
    find: fn(Tools, &str),
    /// What stands beside the box to find by.
    buttons: fn(Tools) -> AnyView,
    categories: fn(Tools) -> AnyView,
    menu: fn(Tools, MenuAt) -> AnyView,
    bar: fn(Tools) -> AnyView,
    ask: fn(Tools, Ask) -> AnyView,
    tick: fn(Tools, ConversationId, Memo<String>) -> AnyView,
    /// Marks what lies between the last marked and this one.
    range: fn(Tools, ConversationId),
}

#[wasm_split(shelf, fallible)]
fn functions() -> Result<Functions, SplitLoaderError> {
    Ok(Functions {
        find: find::find,
        buttons: find::buttons,
        categories: categories::categories,
        menu: menu::menu,
        bar: bar::bar,
        ask: ask::ask,
        tick: bar::tick,
        range: bar::range,
    })
}

/// The menu of a chat, below or above what opened it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MenuAt {
    pub id: ConversationId,
    /// Edges of the opener, in CSS pixels of the window.
    pub top: f64,
    pub bottom: f64,
    pub right: f64,
}

/// What has to be asked before it is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    Rename(ConversationId),
    Category(Vec<ConversationId>),
}

/// Handles to what is open. One for a list, provided as context.
#[derive(Clone, Copy, Debug)]
pub struct Tools {
    pub chat: ChatState,
    pub menu: RwSignal<Option<MenuAt>>,
    /// Chats that are marked; none while nothing is to be marked.
    pub marked: RwSignal<Option<Vec<ConversationId>>>,
    /// The last that was marked.
    last: StoredValue<Option<ConversationId>>,
    pub ask: RwSignal<Option<Ask>>,
    /// The page as it was drawn has nothing of this.
    alive: RwSignal<bool>,
    /// What is typed is looked for after a pause.
    wait: StoredValue<Option<TimeoutHandle>>,
    functions: Part<Functions>,
}

impl Tools {
    pub fn provide(chat: ChatState) -> Self {
        let tools = Self {
            chat,
            menu: RwSignal::new(None),
            marked: RwSignal::new(None),
            last: StoredValue::new(None),
            ask: RwSignal::new(None),
            alive: RwSignal::new(false),
            wait: StoredValue::new(None),
            functions: Part::new(|| Box::pin(functions())),
        };
        provide_context(tools);
        tools
    }

    /// Somebody comes near.
    pub fn fetch(self) {
        self.functions.fetch();
    }

    pub fn open_menu(self, id: ConversationId, opener: &web_sys::Element) {
        let edges = opener.get_bounding_client_rect();
        let (top, bottom, right) = (edges.top(), edges.bottom(), edges.right());
        self.menu.set(Some(MenuAt { id, top, bottom, right }));
    }

    /// Begins to mark chats, or ends it.
    pub fn mark(self, marked: Option<Vec<ConversationId>>) {
        self.last.set_value(marked.as_ref().and_then(|marked| marked.first().copied()));
        self.marked.set(marked);
    }

    pub fn is_marked(self, id: ConversationId) -> bool {
        self.marked.read().as_ref().is_some_and(|marked| marked.contains(&id))
    }

    /// Marks a chat or takes the mark away, with `range` all from the last one to it.
    pub fn toggle(self, id: ConversationId, range: bool) {
        if range && let Some(functions) = self.functions.get() {
            return (functions.range)(self, id);
        }
        self.last.set_value(Some(id));
        self.marked.update(|marked| {
            let Some(marked) = marked else { return };
            match marked.iter().position(|known| *known == id) {
                Some(at) => drop(marked.remove(at)),
                None => marked.push(id),
            }
        });
    }

    /// Asks, in a dialog of its own: nothing of the last one stays.
    fn put(self, ask: Ask) {
        self.ask.set(None);
        request_animation_frame(move || self.ask.set(Some(ask)));
    }

    pub fn is_marking(self) -> bool {
        self.marked.read().is_some()
    }
}

/// What stands beside the box to find by. It comes after the list: its place is kept.
#[component]
pub fn Buttons(filter: RwSignal<String>) -> impl IntoView {
    let tools = expect_context::<Tools>();
    Effect::new(move |_| {
        tools.alive.set(true);
        let text = filter.get();
        if let Some(functions) = tools.functions.get() {
            (functions.find)(tools, &text);
        }
    });
    let buttons = late(move || {
        let functions = if tools.alive.get() { tools.functions.get() } else { None };
        functions.map(|functions| (functions.buttons)(tools))
    });
    view! {
        <div class=style::beside data-needs-script>
            {buttons}
        </div>
        <a href="/chats" class=style::all data-without-script>
            {text!(list.all_chats)}
        </a>
    }
}

/// Categories to choose from. Their place is kept as well.
#[component]
pub fn Chips() -> impl IntoView {
    let tools = expect_context::<Tools>();
    let chips = late(move || {
        let functions = if tools.alive.get() { tools.functions.get() } else { None };
        functions.map(|functions| (functions.categories)(tools))
    });
    let some = move || tools.chat.categories().read().len() > 1;
    view! {
        <div class=style::categories hidden=move || !some() data-needs-script>
            {chips}
        </div>
    }
}

/// The box that marks a chat, over its row.
pub fn tick(tools: Tools, id: ConversationId, title: Memo<String>) -> Late {
    late(move || {
        let functions = if tools.is_marking() { tools.functions.get() } else { None };
        functions.map(|functions| (functions.tick)(tools, id, title))
    })
}

/// The bar for what is marked, and whatever else is open.
#[component]
pub fn OpenTools() -> impl IntoView {
    let tools = expect_context::<Tools>();
    let functions = move || tools.functions.get();
    let marking = Memo::new(move |_| tools.is_marking());
    let bar = late(move || {
        let functions = if marking.get() { functions() } else { None };
        functions.map(|functions| (functions.bar)(tools))
    });
    let menu = late(move || {
        let at = tools.menu.get()?;
        functions().map(|functions| (functions.menu)(tools, at))
    });
    let ask = late(move || {
        let ask = tools.ask.get()?;
        functions().map(|functions| (functions.ask)(tools, ask))
    });
    (bar, menu, ask)
}

/// What is drawn once its code is there. One type for all, so that it is compiled once.
type Late = Box<dyn FnMut() -> Option<AnyView> + Send>;

fn late(draw: impl FnMut() -> Option<AnyView> + Send + 'static) -> Late {
    Box::new(draw)
}

/// Gives the focus to a chat's row once what changed is drawn, or to the list's first where it is gone.
fn focus_row(id: Option<ConversationId>) {
    let row = id.map(|id| format!("[data-chat=\"{id}\"] :is(a:not([inert]), input)"));
    let first = ["#list [data-chat] a", "#list input"].map(str::to_owned);
    focus(row.into_iter().chain(first).collect());
}

/// Gives the focus back to what opened a chat's menu.
fn focus_opener(id: ConversationId) {
    focus(vec![format!("[data-chat=\"{id}\"] [data-menu]")]);
}

/// The first of these that is there.
fn focus(wanted: Vec<String>) {
    use wasm_bindgen::JsCast;
    request_animation_frame(move || {
        let found = wanted.iter().find_map(|it| document().query_selector(it).ok().flatten());
        if let Some(element) = found.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok())
        {
            let _ = element.focus();
        }
    });
}
