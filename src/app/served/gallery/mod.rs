//! `/gallery`, in debug builds: every component in every state, in both themes side by side. What is shown is made up.

mod around;
mod chats;
mod controls;
mod found;
mod open;
mod settings;

use adda_protocol::ErrorCode;
use leptos::{context::Provider, prelude::*};

use self::{
    around::Around,
    chats::Chats,
    controls::{Buttons, Fields, Marks},
    found::Found,
    open::Opened,
    settings::Settings,
};
use crate::{
    api::chat::ChatPageData,
    components::{
        banner::Banner,
        compare::Comparison,
        composer::Composer,
        drawer::Drawers,
        header::Header,
        local_time::ReaderZone,
        markdown::Renderer,
        message::{MessageRow, Reader},
        page_title::PageTitle,
        palette::Palette,
        sidebar::Sidebar,
        skeleton::MessageSkeletons,
        thread::Thread,
        toast::Toast,
        versions::Versions,
    },
    state::chat::{ChatState, Notice, Status},
};

stylance::import_style!(pub style, "gallery.module.css");

const SAMPLE: &str = include_str!("sample.json");

fn sample() -> Result<ChatPageData, serde_json::Error> {
    serde_json::from_str(SAMPLE)
}

#[component]
pub fn GalleryPage() -> impl IntoView {
    let data = match sample() {
        Ok(data) => data,
        Err(error) => return view! { <p role="alert">{error.to_string()}</p> }.into_any(),
    };
    Drawers::provide();
    Palette::provide();
    ReaderZone::provide(data.asked);
    Renderer::provide();
    Versions::provide();
    Comparison::provide();
    Reader::provide();
    let themes = [style::dark, style::light].map(|theme| {
        let data = data.clone();
        view! { <div class=theme><Pieces data /></div> }
    });
    view! {
        <PageTitle text="Gallery" />
        <main class=style::gallery>
            <h1 class="sr-only">"Gallery"</h1>
            {themes}
        </main>
    }
    .into_any()
}

/// A chat that shows `data`, and stands with the server as said.
fn chat(data: &ChatPageData, status: Status) -> ChatState {
    let chat = ChatState::new();
    let open = data.open.as_ref().map(|open| open.conversation.id);
    chat.seed(data.clone(), open, None);
    chat.set_status(status);
    chat
}

#[component]
fn Pieces(data: ChatPageData) -> impl IntoView {
    let live = chat(&data, Status::Live);
    let rows = live.keys().get_untracked().into_iter().map(|key| view! { <MessageRow key /> });
    let new = ChatPageData { open: None, ..data.clone() };
    let new = chat(&new, Status::Live);
    let banners = [Status::Offline, Status::Reconnecting, Status::SignedOut, Status::OutOfDate]
        .map(|status| view! { <Provider value=chat(&data, status)><div class=style::banner><Banner /></div></Provider> });
    view! {
        <Buttons />
        <Fields />
        <Marks />
        <Provider value=live>
            <Piece name="Header"><Header /></Piece>
            <Piece name="Messages"><div class=style::rows>{rows.collect_view()}</div></Piece>
            <Piece name="Loading"><MessageSkeletons /></Piece>
            <Piece name="Message box"><Composer /></Piece>
            <Piece name="List"><div class=style::stage><Sidebar /></div></Piece>
        </Provider>
        <Piece name="Banners">{banners}</Piece>
        <Toasts data=data.clone() />
        <Provider value=new>
            <Piece name="New chat"><div class=style::stage><Thread /></div></Piece>
            <Piece name="Empty message box"><Composer /></Piece>
        </Provider>
        <Around data=data.clone() />
        <Chats data=data.clone() />
        <Opened data />
        <Found />
        <Settings />
    }
}

#[component]
fn Toasts(data: ChatPageData) -> impl IntoView {
    let said = chat(&data, Status::Live);
    said.notice().set(Some(Notice::new("The chat is renamed.")));
    let failed = chat(&data, Status::Live);
    let error = ErrorCode::Unavailable.sentence();
    failed.notice().set(Some(Notice::with_retry(error, || ())));
    let deleted = chat(&data, Status::Live);
    deleted.notice().set(Some(Notice::new("The chat is deleted.").with("Undo", || ())));
    let newer = chat(&data, Status::Live);
    newer.notice().set(Some(Notice::new("There is a new version.").with("Reload", || ())));
    let toasts = [said, failed, deleted, newer].map(|chat| {
        view! { <Provider value=chat><div class=style::toast><Toast /></div></Provider> }
    });
    view! { <Piece name="Notices">{toasts}</Piece> }
}

/// A heading, and what it names.
#[component]
pub fn Piece(name: &'static str, children: Children) -> impl IntoView {
    view! {
        <section class=style::piece>
            <h2>{name}</h2>
            {children()}
        </section>
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// What is drawn within others, and what draws nothing.
    const WITHIN: [&str; 7] = ["figures", "install", "listbox", "mod", "names", "part", "rows"];

    #[test]
    fn gallery_has_every_component() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |folder: &str| fs::read_dir(root.join(folder)).unwrap().map(Result::unwrap);
        let sources = read("served/gallery").filter(|entry| entry.file_name() != "mod.rs");
        let mut gallery = include_str!("mod.rs").split("mod tests").next().unwrap().to_owned();
        sources.for_each(|entry| gallery += &fs::read_to_string(entry.path()).unwrap());
        for entry in read("components") {
            let name = entry.file_name().into_string().unwrap().replace(".rs", "");
            if !WITHIN.contains(&name.as_str()) {
                let named =
                    [format!("{name}::"), format!("{name},"), format!("components::{name};")];
                assert!(named.iter().any(|it| gallery.contains(it)), "{name} is not in it");
            }
        }
    }

    #[test]
    fn sample_has_an_answer_in_every_state() {
        let states: Vec<&str> = sample()
            .unwrap()
            .open
            .unwrap()
            .messages
            .iter()
            .map(|message| message.state.as_str())
            .collect();
        for state in ["pending", "streaming", "complete", "stopped", "interrupted", "failed"] {
            assert!(states.contains(&state), "{state}");
        }
    }
}
