//! Beside the thread: what is known about the conversation.

mod allowed;
mod spent;

use adda_protocol::dto::Conversation;
use leptos::prelude::*;

use self::{allowed::Allowed, spent::Spent};
use super::{
    button, drawer::Drawers, icon::Icon, local_time::Time, names::clean, versions::CopyChat,
};
use crate::state::chat::{ChatState, Status};

stylance::import_style!(style, "details.module.css");

#[component]
pub fn Details() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let drawers = expect_context::<Drawers>();
    let current = Memo::new(move |_| chat.current().get());
    spent::follow(chat);
    let close = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        drawers.close();
    };
    view! {
        <Show when=move || current.read().is_some()>
            <aside
                id="details"
                class=style::details
                aria-label="Details of this chat"
                data-open=move || drawers.details.get().then_some("")
                data-folded=move || drawers.folded.get().then_some("")
                data-screen-only
            >
                <div class=style::top>
                    <h2>"Details"</h2>
                    <a href="#" class=stylance::classes!(button::ICON, style::close) aria-label="Close the details" on:click=close>
                        <Icon icon=Icon::Close />
                    </a>
                </div>
                {move || current.get().map(|conversation| view! { <Facts conversation /> })}
            </aside>
            <a href="#" class=style::backdrop tabindex="-1" aria-hidden="true" data-open=move || drawers.details.get().then_some("") on:click=close></a>
        </Show>
    }
}

#[component]
fn Facts(conversation: Conversation) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let model = conversation.model.clone();
    let known = Memo::new(move |_| {
        let models = chat.models().get();
        models.into_iter().find(|known| known.id == model)
    });
    let model_name = move || match known.get() {
        Some(known) => clean(&known.name),
        None => clean(&conversation.model),
    };
    let provider = move || known.get().map(|known| clean(&known.provider));
    let category =
        Some(clean(&conversation.category)).filter(|category| !category.trim().is_empty());
    view! {
        <dl class=style::facts>
            <dt>"Model"</dt>
            <dd>{model_name}</dd>
            {move || provider().map(|provider| view! { <dt>"Answers come from"</dt> <dd>{provider}</dd> })}
            {category.map(|category| view! { <dt>"Category"</dt> <dd>{category}</dd> })}
            <dt>"Messages here"</dt>
            <dd>{move || chat.keys().read().len()} {move || chat.has_older().get().then_some(", and older ones")}</dd>
            <dt>"This chat has cost"</dt>
            <dd><Spent /></dd>
            <dt>"Begun"</dt>
            <dd><Time at=conversation.created_at short=true class=style::time /></dd>
            <dt>"Connection"</dt>
            <dd><Connection /></dd>
        </dl>
        <p>
            <CopyChat />
        </p>
        <Allowed />
        <p class=style::privacy>
            "What you write here goes to this server, and from there to the service that answers. Nothing in an answer is loaded or opened by itself."
        </p>
    }
}

/// A dot and a word.
#[component]
fn Connection() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let status = chat.status();
    let words = move || match status.get() {
        Status::Live => "Live",
        Status::Connecting => "Connecting",
        Status::Reconnecting => "Reconnecting",
        Status::Offline => "Offline",
        Status::SignedOut => "Signed out",
        Status::OutOfDate => "Page out of date",
    };
    let live = move || (status.get() == Status::Live).then_some("");
    view! { <span class=style::connection data-live=live>{words}</span> }
}
