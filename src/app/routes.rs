//! The app: what is shared by all pages, and which address shows which page.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what a split function returns also says that its file could not be fetched"
)]

use adda_protocol::ErrorCode;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, ParamSegment, SsrMode, StaticSegment,
    components::{ParentRoute, Route, Router, Routes},
};
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use crate::{
    api,
    browser::shell,
    components::{install, markdown::Renderer},
    layout::ChatLayout,
    pages::{
        lazy::{DocsPage, LoginPage, RegisterPage, SettingsPage},
        not_found::NotFound,
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
            <Routes fallback=|| view! { <Missing /> }>
                // One parent for both addresses: going from chat to chat keeps the page.
                <ParentRoute path=StaticSegment("") view=ChatLayout ssr=SsrMode::Async>
                    <Route path=StaticSegment("") view=|| () ssr=SsrMode::Async />
                    <Route
                        path=(StaticSegment("c"), ParamSegment("id"))
                        view=|| ()
                        ssr=SsrMode::Async
                    />
                </ParentRoute>
                <Route path=(StaticSegment("auth"), StaticSegment("login")) view={Lazy::<LoginPage>::new()} ssr=SsrMode::Async />
                <Route path=(StaticSegment("auth"), StaticSegment("register")) view={Lazy::<RegisterPage>::new()} ssr=SsrMode::Async />
                <Route path=StaticSegment("settings") view={Lazy::<SettingsPage>::new()} ssr=SsrMode::Async />
                <Route path=(StaticSegment("docs"), ParamSegment("name")) view={Lazy::<DocsPage>::new()} ssr=SsrMode::Async />
            </Routes>
        </Router>
    }
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
