//! Pages whose code the browser fetches when they are first shown. What they alone need is no part of the first page.

use leptos::prelude::*;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{docs, login, register, settings};

/// Draws a page.
pub type Draw = fn() -> AnyView;

/// `page = component, in part`: everything that only what `page` gives reaches is built into the file `part`.
macro_rules! lazy {
    ($($(#[$doc:meta])* $page:ident = $component:path, in $part:ident;)*) => {
        $(
            $(#[$doc])*
            #[wasm_split($part, fallible)]
            pub fn $page() -> Result<Draw, SplitLoaderError> {
                Ok(|| $component().into_any())
            }
        )*
    };
}

lazy! {
    /// `/auth/login`
    login_page = login::LoginPage, in auth;
    /// `/auth/register`
    register_page = register::RegisterPage, in auth;
    /// `/settings`
    settings_page = settings::SettingsPage, in settings;
    /// `/docs/{name}`
    docs_page = docs::DocsPage, in docs;
}
