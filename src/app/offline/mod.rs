//! The app without a network: the service worker, and the page it gives where the server cannot be reached.

use std::{borrow::Cow, sync::LazyLock};

use leptos::prelude::*;
use leptos_i18n::Locale as _;

use crate::{
    assets::{self, File, address},
    components::button,
    i18n::{Locale, document, text},
    pages::sheet::{Sheet, style},
    shell::offline_shell,
    state::appearance::AppearanceState,
};

/// Where the page is. The worker keeps it under this address; opened by itself it says the same.
pub const PATH: &str = "/offline";
/// Its script.
pub const SCRIPT: &str = "/offline.js";

const WORKER: &str = include_str!("worker.js");
const PAGE: &str = include_str!("page.js");

/// The worker with the names of what it keeps. A change of any of it is a new worker.
static WORKER_FILE: LazyLock<String> = LazyLock::new(|| {
    let folder = address("");
    let mut files: Vec<String> = assets::paths().filter(|path| is_kept(path)).collect();
    files.sort();
    let mut content = format!("{WORKER}{PAGE}{}{folder}", offline_shell());
    for path in &files {
        content.push_str(&assets::find(path).map(|file| file.etag).unwrap_or_default());
    }
    let build = assets::stable_hash(content.as_bytes());
    let addresses = files.iter().map(|path| match path.strip_prefix("pkg/") {
        Some(name) => address(name),
        None => format!("/{path}"),
    });
    let files: Vec<String> = addresses.chain([PATH, SCRIPT].map(str::to_owned)).collect();
    format!("const BUILD = \"{build:016x}\", FOLDER = {folder:?}, FILES = {files:?};\n{WORKER}")
});

/// What the app needs to start and to go from page to page. Fonts of single scripts are large, and few need each.
fn is_kept(path: &str) -> bool {
    path.starts_with("pkg/")
        || path
            .rsplit_once('.')
            .is_some_and(|(name, kind)| kind == "woff2" && !name.ends_with("devanagari"))
        || path == "favicon.svg"
}

/// The worker's file, or the page's script.
pub fn find(path: &str) -> Option<File> {
    let text: &'static str = match path {
        "sw.js" => WORKER_FILE.as_str(),
        "offline.js" => PAGE,
        _ => return None,
    };
    Some(File {
        bytes: Cow::Borrowed(text.as_bytes()),
        mime: "text/javascript; charset=utf-8".to_owned(),
        etag: format!("{:016x}", assets::stable_hash(text.as_bytes())),
        br: None,
        gzip: None,
        hashed: false,
    })
}

/// What it is called.
pub fn title() -> String {
    format!("{} · Adda", text!(pages.offline.name))
}

/// The page in every language but the first, which it is drawn in: who reads it is not known before its script runs.
#[component]
pub fn InOtherLanguages() -> impl IntoView {
    let others = Locale::get_all().iter().filter(|&&locale| locale != Locale::default());
    let page = |&locale| {
        Owner::new().with(|| {
            provide_context::<Locale>(locale);
            let (lang, dir) = document();
            let html = view! { <Offline /> }.to_html();
            view! { <template lang=lang dir=dir data-title=title() inner_html=html></template> }
        })
    };
    others.map(page).collect_view()
}

/// What stands there until the app has started, and where the app has no such page.
#[component]
pub fn Offline() -> impl IntoView {
    provide_context(AppearanceState::new());
    view! {
        <Sheet heading=text!(pages.offline.heading)>
            <p class=style::lead>{text!(pages.offline.lead)}</p>
            <button type="button" id="try-again" class=button::PRIMARY>
                {text!(common.try_again)}
            </button>
            <p class=style::aside>
                <a href="/">{text!(pages.to_conversations)}</a>
            </p>
        </Sheet>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worker_keeps_the_app_and_nothing_of_anybodys() {
        let worker = String::from_utf8(find("sw.js").unwrap().bytes.into_owned()).unwrap();
        let (named, _) = worker.split_once('\n').unwrap();
        assert!(named.starts_with("const BUILD = \""), "{named}");
        assert!(named.contains("\"/offline\"") && named.contains("\"/offline.js\""), "{named}");
        for not_kept in ["/api", "/auth", "/ws", ".br\"", ".gz\"", "LICENSE"] {
            assert!(!named.contains(not_kept), "{not_kept}");
        }
    }

    #[test]
    fn page_is_there_in_every_language() {
        let page = offline_shell();
        assert_eq!(page, offline_shell(), "drawn the same each time");
        assert_eq!(page.matches("You are offline").count(), 1);
        let (_, hindi) = page.split_once("<template lang=\"hi\"").unwrap();
        let (hindi, _) = hindi.split_once("</template>").unwrap();
        for said in ["data-title=\"ऑफ़लाइन · Adda\"", "आप ऑफ़लाइन हैं", "id=\"try-again\""]
        {
            assert!(hindi.contains(said), "{said} is not in {hindi}");
        }
    }

    #[test]
    fn worker_is_asked_for_again_each_time() {
        let worker = find("sw.js").unwrap();
        assert!(!worker.hashed && worker.mime.starts_with("text/javascript"));
        assert!(find("worker.js").is_none());
    }
}
