//! The app: what is shared by all pages, and the page that an address shows. The framework's own routes are made for trees of
//! views that are found out at run time; six addresses need less code.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

use adda_protocol::ErrorCode;
use leptos::{
    prelude::*,
    task::{spawn_local, tick},
};
use leptos_meta::provide_meta_context;
use leptos_router::{
    components::Router,
    hooks::use_location,
    location::{BrowserUrl, LocationProvider},
};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::{
    api,
    browser::shell,
    components::{install, markdown::Renderer, part::at_once},
    layout::ChatLayout,
    pages::{
        address::Page,
        lazy::{self, Draw},
        not_found::NotFound,
        unloaded::Unloaded,
    },
    state::{appearance::AppearanceState, chat::ChatState},
};

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(AppearanceState::new());
    let chat = ChatState::new();
    provide_context(chat);
    Renderer::provide();
    install::follow(chat);
    view! {
        <Router>
            <Pages />
        </Router>
    }
}

/// The page of the address. While the code of another one is on its way, the old one stays.
#[component]
fn Pages() -> impl IntoView {
    let path = use_location().pathname;
    let first = Page::of(&path.read_untracked());
    // What the server drew is taken over with its code at hand.
    let draw = at_once(drawing(first)).flatten().unwrap_or(UNLOADED);
    let shown = RwSignal::new((first, draw));
    let url = use_context::<BrowserUrl>();
    Effect::new(move |before: Option<()>| {
        let page = Page::of(&path.read());
        if before.is_some() {
            spawn_local(show(page, path, shown, url.clone()));
        }
    });
    move || {
        let (_, draw) = shown.get();
        untrack(draw)
    }
}

/// Shows the page, where it is still the address's once its code is there, and tells the browser's bar.
async fn show(
    page: Page,
    path: Memo<String>,
    shown: RwSignal<(Page, Draw)>,
    url: Option<BrowserUrl>,
) {
    if page != shown.get_untracked().0 {
        let draw = drawing(page).await.unwrap_or(UNLOADED);
        if page != Page::of(&path.read_untracked()) {
            return;
        }
        shown.set((page, draw));
        // Where the address leads to within the page has to be drawn before it is gone to.
        tick().await;
    }
    if let Some(url) = url {
        url.ready_to_complete();
    }
}

const UNLOADED: Draw = || Unloaded().into_any();

/// What draws a page; nothing where its code does not come.
async fn drawing(page: Page) -> Option<Draw> {
    let fetched = match page {
        Page::Chat => Ok((|| ChatLayout().into_any()) as Draw),
        Page::Missing => Ok((|| Missing().into_any()) as Draw),
        Page::Login => lazy::login_page().await,
        Page::Register => lazy::register_page().await,
        Page::Settings => lazy::settings_page().await,
        Page::Docs => lazy::docs_page().await,
    };
    fetched.ok()
}

/// Fetches the code of the page at `path`, which the server drew: it can only be taken over with its code at hand. False
/// where it does not come.
pub async fn fetch(path: &str) -> bool {
    drawing(Page::of(path)).await.is_some()
}

/// Draws the app in place of what stands there. Building it anew takes other code than taking it over, so that lies in a
/// file of its own.
#[wasm_split(drawing, fallible)]
pub fn draw() -> Result<(), SplitLoaderError> {
    shell::clear();
    leptos::mount::mount_to_body(App);
    Ok(())
}

/// An address that no route knows.
#[component]
fn Missing() -> impl IntoView {
    api::mark(ErrorCode::NotFound);
    view! { <NotFound /> }
}
