//! The document around the app, and the headers that go with it.

use http::{HeaderName, header};
use leptos::{nonce::Nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::{
    api::context,
    assets,
    routes::App,
    served::{self, Served},
    state::theme::Theme,
};

/// The whole page as the server sends it. The browser takes over `<body>`.
pub fn shell() -> impl IntoView {
    document(|nonce| {
        let scripts =
            if is_plain(&context::path()) { soon().into_any() } else { scripts(nonce).into_any() };
        (scripts, view! { <App /> }.into_any())
    })
}

/// A page that the server alone draws.
pub fn served_shell() -> impl IntoView {
    document(|nonce| {
        let script = view! {
            {soon()}
            <script type="module" nonce=nonce>
                {served::SCRIPT}
            </script>
        };
        (script.into_any(), view! { <Served /> }.into_any())
    })
}

/// What all pages have in common around their scripts and their body.
fn document(parts: impl FnOnce(Option<Nonce>) -> (AnyView, AnyView)) -> impl IntoView {
    let nonce = use_nonce();
    page_headers(nonce.as_ref());
    let (scripts, body) = parts(nonce);
    let theme = Theme::from_cookie(context::cookie(Theme::COOKIE).as_deref());
    view! {
        <!DOCTYPE html>
        <html lang="en" data-theme=theme.attribute()>
            <head>
                <meta charset="utf-8" />
                <meta
                    name="viewport"
                    content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
                />
                <meta name="color-scheme" content=theme.color_scheme() />
                <meta name="referrer" content="same-origin" />
                <link rel="stylesheet" href=assets::address(assets::CSS) />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                {theme_colors(theme)}
                {scripts}
                <MetaTags />
            </head>
            <body>
                {body}
            </body>
        </html>
    }
}

/// The colour of the browser's own bars.
fn theme_colors(theme: Theme) -> impl IntoView {
    const DARK: &str = "#0f0f1e";
    const LIGHT: &str = "#f5f6fb";
    match theme {
        Theme::Dark => view! { <meta name="theme-color" content=DARK /> }.into_any(),
        Theme::Light => view! { <meta name="theme-color" content=LIGHT /> }.into_any(),
        Theme::System => [("dark", DARK), ("light", LIGHT)]
            .map(|(scheme, color)| {
                view! { <meta name="theme-color" content=color /> }
                    .attr("media", format!("(prefers-color-scheme: {scheme})"))
            })
            .into_any(),
    }
}

/// Whether a page is all forms and links, and has no use for the browser's build.
fn is_plain(path: &str) -> bool {
    path.starts_with("/auth/")
}

/// What the page after this one needs, fetched once this one is there.
fn soon() -> impl IntoView {
    view! {
        <link rel="prefetch" href=assets::address(assets::JS) r#as="script" />
        <link rel="prefetch" href=assets::address(assets::WASM) r#as="fetch" crossorigin="anonymous" />
    }
}

/// Enter sends from the first moment on, by the form.
const EARLY_ENTER: &str = "const early=e=>{const b=e.target;if(b.id=='composer-text'&&e.key=='Enter'\
    &&!e.shiftKey&&!e.altKey&&!e.isComposing){e.preventDefault();if(b.value.trim())b.form.requestSubmit()}};\
    addEventListener('keydown',early);";

/// Loads the browser's build. Written here rather than by `HydrationScripts`, so that the addresses carry their
/// content's hash and may be kept for good.
fn scripts(nonce: Option<Nonce>) -> impl IntoView {
    let (js, wasm) = (assets::address(assets::JS), assets::address(assets::WASM));
    let start = format!(
        "{EARLY_ENTER}import({js:?}).then(m=>m.default({{module_or_path:{wasm:?}}})\
         .then(()=>{{removeEventListener('keydown',early);m.hydrate()}}))"
    );
    view! {
        <link rel="modulepreload" href=js.clone() nonce=nonce.clone() />
        <link rel="modulepreload" href=assets::address(assets::PARTS) nonce=nonce.clone() />
        <link
            rel="preload"
            href=wasm
            r#as="fetch"
            r#type="application/wasm"
            crossorigin="anonymous"
        />
        <script type="module" nonce=nonce>
            {start}
        </script>
    }
}

/// Nothing runs that this answer did not name: scripts by nonce, all else from here.
fn page_headers(nonce: Option<&Nonce>) {
    let scripts = nonce.map_or_else(
        || "'none'".to_owned(),
        |nonce| format!("'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'"),
    );
    let policy = format!(
        "default-src 'self'; script-src {scripts}; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    context::set_header(header::CONTENT_SECURITY_POLICY, &policy);
    // A page holds what is private, and a nonce that must not be used twice.
    context::set_header(header::CACHE_CONTROL, "private, no-store");
    context::set_header(HeaderName::from_static("vary"), "cookie");
}
