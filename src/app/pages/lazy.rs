//! Pages whose code the browser fetches when they are first shown. What they alone need is no part of the first page.

use leptos::prelude::*;
use leptos_router::LazyRoute;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::{docs, login, register, settings, unloaded::Unloaded};

/// `Page = component, in part, by view and fetch`: everything that only `view` reaches is built into the file `part`,
/// which `fetch` fetches.
macro_rules! lazy {
    ($($(#[$doc:meta])* $page:ident = $component:path, in $part:ident, by $view:ident and $fetch:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $page;

            impl LazyRoute for $page {
                fn data() -> Self {
                    Self
                }

                async fn view(_page: Self) -> AnyView {
                    $view().await.unwrap_or_else(|_| Unloaded().into_any())
                }
            }

            #[wasm_split($part, fallible, preload($fetch))]
            fn $view() -> Result<AnyView, SplitLoaderError> {
                Ok($component().into_any())
            }
        )*
    };
}

lazy! {
    /// `/auth/login`
    LoginPage = login::LoginPage, in auth, by login_view and fetch_login;
    /// `/auth/register`
    RegisterPage = register::RegisterPage, in auth, by register_view and fetch_register;
    /// `/settings`
    SettingsPage = settings::SettingsPage, in settings, by settings_view and fetch_settings;
    /// `/docs/{name}`
    DocsPage = docs::DocsPage, in docs, by docs_view and fetch_docs;
}

/// Fetches the code of the page at `path`, which the server drew: it can only be taken over with its code at hand.
pub async fn fetch(path: &str) -> Result<(), SplitLoaderError> {
    match path.split('/').nth(1) {
        Some("auth") => {
            fetch_login().await?;
            fetch_register().await
        }
        Some("settings") => fetch_settings().await,
        Some("docs") => fetch_docs().await,
        _ => Ok(()),
    }
}
