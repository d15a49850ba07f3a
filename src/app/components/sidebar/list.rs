//! The conversations, last used first.

use leptos::prelude::*;

use super::{item::Item, style};
use crate::{components::button, state::chat::ChatState};

#[component]
pub fn List(filter: RwSignal<String>) -> impl IntoView {
    let chat = expect_context::<ChatState>();
    let all = chat.conversations();
    let shown = Memo::new(move |_| {
        let wanted = filter.read().trim().to_lowercase();
        let matches = |title: &str| wanted.is_empty() || title.to_lowercase().contains(&wanted);
        all.read().iter().filter(|item| matches(&item.title)).cloned().collect::<Vec<_>>()
    });
    let nothing = move || match (all.read().is_empty(), shown.read().is_empty()) {
        (true, _) => Some("Your conversations will stand here."),
        (_, true) => Some("No title contains that."),
        _ => None,
    };
    view! {
        <div class=style::scroll>
            <ul class=style::list>
                <For each=move || shown.get() key=|item| (item.id, item.title.clone(), item.updated_at) let(item)>
                    <Item item />
                </For>
            </ul>
            {move || nothing().map(|words| view! { <p class=style::nothing>{words}</p> })}
            <Show when=move || chat.more_conversations().get()>
                <button
                    type="button"
                    class=stylance::classes!(button::SMALL, style::more)
                    data-needs-script
                    on:click=move |_| chat.load_more_conversations()
                >
                    "Show older ones"
                </button>
            </Show>
        </div>
    }
}
