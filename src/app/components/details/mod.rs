//! Beside the thread: what is known about the conversation.

mod allowed;
mod spent;

use adda_protocol::dto::Conversation;
use leptos::prelude::*;

use self::{allowed::Allowed, spent::Spent};
use super::{
    button,
    drawer::Drawers,
    icon::Icon,
    local_time::Time,
    names::{self, clean},
    sidebar::category_name,
    versions::CopyChat,
};
use crate::{
    i18n::text,
    state::chat::{ChatState, Status},
};

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
                aria-label=text!(details.label)
                data-open=move || drawers.details.get().then_some("")
                data-folded=move || drawers.folded.get().then_some("")
                data-screen-only
            >
                <div class=style::top>
                    <h2>{text!(details.title)}</h2>
                    <a href="#" class=stylance::classes!(button::ICON, style::close) aria-label=text!(details.close) on:click=close>
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
    let provider = move || known.get().map(|known| names::provider(&known.provider));
    let category = Some(category_name(&conversation.category));
    let category = category.filter(|category| !category.trim().is_empty());
    view! {
        <dl class=style::facts>
            <dt>{text!(details.model)}</dt>
            <dd>{model_name}</dd>
            {move || provider().map(|provider| view! { <dt>{text!(details.answers_from)}</dt> <dd>{provider}</dd> })}
            {category.map(|category| view! { <dt>{text!(details.category)}</dt> <dd>{category}</dd> })}
            <dt>{text!(details.messages_here)}</dt>
            <dd>{move || chat.keys().read().len()} {move || chat.has_older().get().then(|| text!(details.and_older))}</dd>
            <dt>{text!(details.cost)}</dt>
            <dd><Spent /></dd>
            <dt>{text!(details.begun)}</dt>
            <dd><Time at=conversation.created_at short=true class=style::time /></dd>
            <dt data-needs-script>{text!(details.connection)}</dt>
            <dd data-needs-script><Connection /></dd>
        </dl>
        <p>
            <CopyChat />
        </p>
        <Allowed />
        <p class=style::privacy>
            {text!(details.privacy)}
        </p>
    }
}

/// A dot and a word.
#[component]
fn Connection() -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let status = chat.status();
    let words = move || match status.get() {
        Status::Live => text!(details.live),
        Status::Connecting => text!(details.connecting),
        Status::Reconnecting => text!(details.reconnecting),
        Status::Offline => text!(details.offline),
        Status::SignedOut => text!(details.signed_out),
        Status::OutOfDate => text!(details.out_of_date),
    };
    let live = move || (status.get() == Status::Live).then_some("");
    view! { <span class=style::connection data-live=live>{words}</span> }
}
