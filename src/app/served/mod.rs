//! Pages that the server alone draws: all forms, links and figures. The browser gets them finished and loads nothing of
//! the app for them, so they cost the app no weight; going to and from them is going to another page.

mod api_keys;
mod chats;
mod keys;
mod outcome;
mod privacy;
mod profile;
mod sent;
mod table;
mod usage;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    ParamSegment, StaticSegment,
    components::{Route, Router, Routes},
};

use self::{
    api_keys::ApiKeysPage, chats::ChatsPage, keys::KeysPage, privacy::PrivacyPage,
    profile::ProfilePage, sent::SentPage, usage::UsagePage,
};
use crate::{pages::not_found::NotFound, state::theme::ThemeState};

/// Where they are.
pub const PATHS: [&str; 7] = [
    "/chats",
    "/messages/{id}/sent",
    "/settings/api-keys",
    "/settings/keys",
    "/settings/privacy",
    "/settings/profile",
    "/settings/usage",
];

/// What the pages want of whoever has a browser that runs scripts; all of it works without.
pub const SCRIPT: &str = include_str!("script.js");

#[component]
pub fn Served() -> impl IntoView {
    provide_meta_context();
    provide_context(ThemeState::new());
    let settings = StaticSegment("settings");
    view! {
        <Router>
            <Routes fallback=|| view! { <NotFound /> }>
                <Route path=StaticSegment("chats") view=ChatsPage />
                <Route path=(settings, StaticSegment("api-keys")) view=ApiKeysPage />
                <Route path=(settings, StaticSegment("keys")) view=KeysPage />
                <Route path=(settings, StaticSegment("privacy")) view=PrivacyPage />
                <Route path=(settings, StaticSegment("profile")) view=ProfilePage />
                <Route path=(StaticSegment("messages"), ParamSegment("id"), StaticSegment("sent")) view=SentPage />
                <Route path=(settings, StaticSegment("usage")) view=UsagePage />
            </Routes>
        </Router>
    }
}
