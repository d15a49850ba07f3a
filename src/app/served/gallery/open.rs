//! What opens over a page when somebody presses for it: menus, the palette, choices of models, and questions.

use adda_protocol::ConversationId;
use leptos::{context::Provider, prelude::*};

use super::{Piece, chat, style};
use crate::{
    api::chat::ChatPageData,
    components::{
        compare::CompareDialog,
        model_picker, palette,
        shortcuts::List as Shortcuts,
        sidebar::shown::{ListWith, Open},
        versions::Questions,
    },
    state::chat::Status,
};

#[component]
pub fn Opened(data: ChatPageData) -> impl IntoView {
    let live = chat(&data, Status::Live);
    let asked: Vec<ConversationId> = data.conversations.items.iter().map(|chat| chat.id).collect();
    // Drawn where the chat is provided.
    let lists = move || asked.first().map(|&first| lists(first, asked.clone()));
    let palettes = || [("Palette", ""), ("Palette with words typed", "sam")].map(palette_with);
    view! {
        <Provider value=live>
            {lists()}
            {palettes()}
            <Piece name="Choice of a model">
                <div class=style::dialogs>
                    <dialog class=model_picker::style::dialog aria-label="Choice of a model">
                        {model_picker::panel::draw()}
                    </dialog>
                </div>
            </Piece>
            <Piece name="Shortcuts">
                <div class=style::dialogs><Shortcuts open=RwSignal::new(true) /></div>
            </Piece>
        </Provider>
        <Models data />
    }
}

fn lists(first: ConversationId, all: Vec<ConversationId>) -> impl IntoView {
    let opens = [
        ("Menu of a chat", Open::Menu(first)),
        ("Marked chats", Open::Bar(all)),
        ("Category of a chat", Open::Category(first)),
        ("List that goes on", Open::Nothing),
    ];
    opens.map(|(name, open)| {
        view! { <Piece name><div class=style::stage><ListWith open /></div></Piece> }
    })
}

fn palette_with((name, typed): (&'static str, &'static str)) -> impl IntoView {
    view! {
        <Piece name>
            <div class=style::dialogs>
                <dialog class=palette::style::dialog aria-label=name>
                    <palette::panel::Panel typed=typed.to_owned() />
                </dialog>
            </div>
        </Piece>
    }
}

/// Who answers once more, who side by side, and whether a message goes.
#[component]
fn Models(data: ChatPageData) -> impl IntoView {
    let [again, several, gone] = [(); 3].map(|()| chat(&data, Status::Live));
    let messages = data.open.iter().flat_map(|open| &open.messages);
    let last = messages.map(|message| message.id).next_back();
    again.asking().set(last);
    gone.erasing().set(last);
    several.draft().set("What is compound interest?".to_owned());
    several.comparing().set(true);
    view! {
        <Provider value=again>
            <Piece name="Another answer"><div class=style::dialogs><Questions /></div></Piece>
        </Provider>
        <Provider value=gone>
            <Piece name="Deleting a message"><div class=style::dialogs><Questions /></div></Piece>
        </Provider>
        <Provider value=several>
            <Piece name="Several models"><div class=style::dialogs><CompareDialog /></div></Piece>
        </Provider>
    }
}
