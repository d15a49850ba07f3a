//! The document around the app, and the headers that go with it.

use adda_protocol::{
    appearance::Theme,
    dto::{Appearance, User},
};
use http::{HeaderName, header};
use leptos::{nonce::Nonce, prelude::*};
use leptos_meta::MetaTags;

use crate::{
    api::context,
    assets,
    i18n::{self, text},
    offline::{self, InOtherLanguages, Offline},
    routes::App,
    served::{self, Served},
    state::appearance,
};

/// What most text is set in: text never waits for it, so it is asked for early.
const FONT: &str = "/fonts/inter-latin.woff2";

/// The whole page as the server sends it. The browser takes over `<body>`.
pub fn shell() -> impl IntoView {
    document(|nonce| {
        // Whoever was signed out by a form leaves things on the device that only the app can forget.
        let scripts = if is_plain(&context::path()) && context::cookie(User::LEFT).is_none() {
            beside(nonce, served::PLAIN).into_any()
        } else {
            scripts(nonce).into_any()
        };
        (scripts, view! { <App /> }.into_any())
    })
}

/// A page that the server alone draws.
pub fn served_shell() -> impl IntoView {
    document(|nonce| (beside(nonce, served::SCRIPT).into_any(), view! { <Served /> }.into_any()))
}

/// The few lines of a page that works without.
fn beside(nonce: Option<Nonce>, script: &'static str) -> impl IntoView {
    view! {
        <script type="module" nonce=nonce>
            {soon() + script}
        </script>
    }
}

/// The page of the service worker. It is kept and given to anybody, so it holds nothing of anybody's and no nonce; it is
/// not drawn like the others, which come with small scripts of the framework's.
pub fn offline_shell() -> String {
    let (js, wasm) = (assets::address(assets::JS), assets::address(assets::WASM));
    Owner::new().with(|| {
        let head = view! {
            <title>{offline::title()}</title>
            <script src=offline::SCRIPT data-js=js data-wasm=wasm></script>
        };
        let body = view! {
            <Offline />
            <InOtherLanguages />
        };
        html(Appearance::default(), true, SAME_ORIGIN, head.into_any(), body.into_any()).to_html()
    })
}

/// A page that holds nothing but text, and tells no other site where its visitor came from. Called within an owner that has the
/// request's parts.
pub fn still(title: String, body: AnyView) -> String {
    let head = view! {
        <title>{title} " · Adda"</title>
        <meta name="robots" content="noindex, nofollow" />
    };
    html(context::appearance(), false, "no-referrer", head.into_any(), body).to_html()
}

/// Who is told where a visitor came from: these pages alone.
const SAME_ORIGIN: &str = "same-origin";

/// A page that comes from the server, for whoever asks.
fn document(parts: impl FnOnce(Option<Nonce>) -> (AnyView, AnyView)) -> impl IntoView {
    let nonce = use_nonce();
    page_headers(nonce.as_ref());
    // Found before anything is drawn, all parts of the page have it from here.
    i18n::locale();
    let (scripts, body) = parts(nonce);
    html(context::appearance(), false, SAME_ORIGIN, scripts, body)
}

/// What all pages have in common around their scripts and their body.
fn html(
    looks: Appearance,
    shell: bool,
    referrer: &'static str,
    scripts: AnyView,
    body: AnyView,
) -> impl IntoView {
    let somebodys = !shell && context::is_somebodys();
    let administrators = !shell && context::is_administrators();
    let (language, direction) = i18n::document();
    view! {
        <!DOCTYPE html>
        <html
            lang=language
            dir=direction
            data-look=looks.words(" ")
            data-somebodys=somebodys.then_some("")
            data-administrators=administrators.then_some("")
            data-shell=shell.then_some("")
        >
            <head>
                <meta charset="utf-8" />
                <meta
                    name="viewport"
                    content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
                />
                <meta name="color-scheme" content=appearance::color_scheme(looks.theme) />
                <meta name="referrer" content=referrer />
                <link rel="stylesheet" href=assets::address(assets::CSS) />
                <link rel="preload" href=FONT r#as="font" r#type="font/woff2" crossorigin="anonymous" />
                <link rel="manifest" href="/manifest.webmanifest" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
                <meta name="apple-mobile-web-app-title" content="Adda" />
                <meta name="description" content=text!(pages.description) />
                {bar_colors(looks.theme)}
                {scripts}
                <MetaTags />
            </head>
            <body>
                {body}
            </body>
        </html>
    }
}

/// The colours of the browser's own bars.
fn bar_colors(theme: Theme) -> impl IntoView {
    let [dark, light] = appearance::bar_colors(theme);
    [("dark", dark), ("light", light)].map(|(scheme, color)| {
        view! { <meta name="theme-color" content=color /> }
            .attr("media", format!("(prefers-color-scheme: {scheme})"))
    })
}

/// Whether a page is all forms and links, and has no use for the browser's build.
fn is_plain(path: &str) -> bool {
    path.starts_with("/auth/")
}

/// What the page after this one needs, fetched a second after this one is there.
fn soon() -> String {
    let (js, wasm) = (assets::address(assets::JS), assets::address(assets::WASM));
    format!(
        "addEventListener('load',()=>setTimeout(()=>{{for(const [href,as] of [[{js:?},'script'],[{wasm:?},'fetch']])\
         document.head.append(Object.assign(document.createElement('link'),\
         {{rel:'prefetch',href,as,crossOrigin:as=='fetch'?'anonymous':null}}))}},1000));"
    )
}

/// The key that sends does so from the first moment on, by the form.
const EARLY_ENTER: &str = "const early=e=>{const b=e.target;if(b.id=='composer-text'&&e.key=='Enter'\
    &&!e.shiftKey&&!e.altKey&&!e.isComposing\
    &&(e.ctrlKey||e.metaKey||!/ctrl_enter/.test(document.documentElement.dataset.look))){e.preventDefault();if(b.value.trim())b.form.requestSubmit()}};\
    addEventListener('keydown',early);";

/// Says that the page stays as the server drew it; in words that old browsers understand too.
fn stays() -> String {
    let said = serde_json::Value::from(text!(pages.stays));
    format!(
        "function(){{var p=document.createElement('p');p.className='stays';p.setAttribute('role','status');\
         p.textContent={said};document.body.insertBefore(p,document.body.firstChild);\
         document.documentElement.setAttribute('data-stays','')}}"
    )
}

/// Loads the browser's build, once what the server drew is seen: it is large, and the page works without it meanwhile.
/// Written here rather than by `HydrationScripts`, so that the addresses carry their content's hash and may be kept for good.
fn scripts(nonce: Option<Nonce>) -> impl IntoView {
    let [js, parts, wasm] = [assets::JS, assets::PARTS, assets::WASM].map(assets::address);
    let stays = stays();
    let start = format!(
        "{EARLY_ENTER}const stays={stays};const start=()=>{{const wasm=fetch({wasm:?});import({parts:?});\
         import({js:?}).then(m=>m.default({{module_or_path:wasm}})\
         .then(()=>{{removeEventListener('keydown',early);m.hydrate()}})).catch(e=>{{stays();console.error(e)}})}};\
         document.hidden?start():requestAnimationFrame(()=>setTimeout(start))"
    );
    view! {
        <script type="module" nonce=nonce.clone()>
            {start}
        </script>
        <script nomodule nonce=nonce>
            {format!("document.addEventListener('DOMContentLoaded',{stays})")}
        </script>
    }
}

/// Nothing runs that this answer did not name: scripts by nonce, all else from here.
fn page_headers(nonce: Option<&Nonce>) {
    let scripts = nonce.map_or_else(
        || "'none'".to_owned(),
        |nonce| format!("'nonce-{nonce}' 'strict-dynamic' 'wasm-unsafe-eval'"),
    );
    context::set_header(header::CONTENT_SECURITY_POLICY, &policy(&scripts));
    // A page holds what is private, and a nonce that must not be used twice.
    context::set_header(header::CACHE_CONTROL, "private, no-store");
    context::set_header(HeaderName::from_static("vary"), "cookie, accept-language");
}

/// A page that is kept cannot name a script by a nonce: its scripts are files of ours.
pub fn offline_headers() -> [(HeaderName, String); 3] {
    [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy("'self' 'wasm-unsafe-eval'")),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ]
}

fn policy(scripts: &str) -> String {
    format!(
        "default-src 'self'; script-src {scripts}; worker-src 'self'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'; font-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )
}
