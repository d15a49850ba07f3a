//! `/` and `/c/{id}`: list, thread and details.

use leptos::prelude::*;

use crate::{
    components::{
        banner::Banner,
        compare::{CompareDialog, Comparison},
        composer::Composer,
        details::Details,
        drawer::Drawers,
        header::Header,
        local_time::ReaderZone,
        message::Reader,
        palette::{Palette, PaletteDialog},
        shortcuts::Shortcuts,
        sidebar::Sidebar,
        thread::Thread,
        toast::Toast,
        versions::{Questions, Versions},
    },
    i18n::text,
    state::chat::{ChatState, Status},
};

stylance::import_style!(style, "chat.module.css");

/// The whole screen. The open conversation is the state's matter, so going to another one does not build it anew.
#[component]
pub fn ChatPage() -> impl IntoView {
    let drawers = Drawers::provide();
    let chat = expect_context::<ChatState>();
    ReaderZone::provide(chat.asked());
    Palette::provide();
    Versions::provide();
    Comparison::provide();
    Reader::provide();
    let status = chat.status();
    let connection = move || (status.get() == Status::Live).then_some("live");
    view! {
        <div class=style::shell data-folded=move || drawers.folded.get().then_some("") data-list-folded=move || drawers.list_folded.get().then_some("") data-connection=connection>
            <a href="#composer-text" class=style::skip>
                {text!(pages.skip)}
            </a>
            <Sidebar />
            <main class=style::main inert=move || drawers.is_open()>
                <Header />
                <Banner />
                <Thread />
                <Composer />
            </main>
            <Details />
            <Toast />
            <PaletteDialog />
            <Shortcuts />
            <Questions />
            <CompareDialog />
        </div>
    }
}
