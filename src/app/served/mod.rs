//! Pages that the server alone draws: all forms, links and figures. The browser gets them finished and loads nothing of
//! the app for them, so they cost the app no weight; going to and from them is going to another page.

mod admin;
mod api_keys;
mod appearance;
mod chats;
mod data;
#[cfg(debug_assertions)]
mod gallery;
mod keys;
mod outcome;
mod privacy;
mod profile;
mod scripts;
mod search;
mod sent;
mod share;
pub mod shared;
mod table;
mod usage;

use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::{
    ParamSegment, StaticSegment,
    components::{Route, Router, Routes},
};

#[cfg(debug_assertions)]
use self::gallery::GalleryPage;
use self::{
    api_keys::ApiKeysPage, appearance::AppearancePage, chats::ChatsPage, data::DataPage,
    keys::KeysPage, privacy::PrivacyPage, profile::ProfilePage, search::SearchPage, sent::SentPage,
    share::SharePage, usage::UsagePage,
};
// A release has no such page.
#[cfg(not(debug_assertions))]
use crate::pages::not_found::NotFound as GalleryPage;
use crate::{pages::not_found::NotFound, state::appearance::AppearanceState};

const PATHS: [&str; 16] = [
    "/admin",
    "/admin/people/{id}",
    "/admin/services",
    "/admin/settings",
    "/admin/usage",
    "/c/{id}/share",
    "/chats",
    "/messages/{id}/sent",
    "/search",
    "/settings/api-keys",
    "/settings/appearance",
    "/settings/data",
    "/settings/keys",
    "/settings/privacy",
    "/settings/profile",
    "/settings/usage",
];

/// Where they are, in this build.
pub fn paths() -> impl Iterator<Item = &'static str> {
    PATHS.into_iter().chain(cfg!(debug_assertions).then_some("/gallery"))
}

pub use self::scripts::find;

/// What the pages want of whoever has a browser that runs scripts; all of it works without.
pub const SCRIPT: &str = include_str!("script.js");

/// What the pages of strangers do with script.
pub const PLAIN: &str = include_str!("plain.js");

#[component]
pub fn Served() -> impl IntoView {
    provide_meta_context();
    provide_context(AppearanceState::new());
    let settings = StaticSegment("settings");
    let admin = StaticSegment("admin");
    view! {
        <Router>
            <Routes fallback=|| view! { <NotFound /> }>
                <Route path=admin view=admin::PeoplePage />
                <Route path=(admin, StaticSegment("people"), ParamSegment("id")) view=admin::PersonPage />
                <Route path=(admin, StaticSegment("services")) view=admin::ServicesPage />
                <Route path=(admin, StaticSegment("settings")) view=admin::SettingsPage />
                <Route path=(admin, StaticSegment("usage")) view=admin::UsagePage />
                <Route path=StaticSegment("chats") view=ChatsPage />
                <Route path=(settings, StaticSegment("api-keys")) view=ApiKeysPage />
                <Route path=(settings, StaticSegment("appearance")) view=AppearancePage />
                <Route path=(StaticSegment("c"), ParamSegment("id"), StaticSegment("share")) view=SharePage />
                <Route path=(settings, StaticSegment("data")) view=DataPage />
                <Route path=(settings, StaticSegment("keys")) view=KeysPage />
                <Route path=(settings, StaticSegment("privacy")) view=PrivacyPage />
                <Route path=(settings, StaticSegment("profile")) view=ProfilePage />
                <Route path=StaticSegment("search") view=SearchPage />
                <Route path=(StaticSegment("messages"), ParamSegment("id"), StaticSegment("sent")) view=SentPage />
                <Route path=(settings, StaticSegment("usage")) view=UsagePage />
                <Route path=StaticSegment("gallery") view=GalleryPage />
            </Routes>
        </Router>
    }
}
