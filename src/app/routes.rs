//! The app: what is shared by all pages, and which address shows which page.

use adda_protocol::ErrorCode;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    Lazy, ParamSegment, SsrMode, StaticSegment,
    components::{ParentRoute, Route, Router, Routes},
};

use crate::{
    api,
    components::markdown::Renderer,
    layout::ChatLayout,
    pages::{
        lazy::{DocsPage, LoginPage, RegisterPage, SettingsPage},
        not_found::NotFound,
    },
    state::{chat::ChatState, theme::ThemeState},
};

#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_context(ThemeState::new());
    provide_context(ChatState::new());
    Renderer::provide();
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

/// An address that no route knows.
#[component]
fn Missing() -> impl IntoView {
    api::mark(ErrorCode::NotFound);
    view! { <NotFound /> }
}
