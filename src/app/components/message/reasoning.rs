//! What a model thought before it answered, folded away above the answer.

use leptos::prelude::*;

use super::{Parts, style};
use crate::{
    components::{
        figures::seconds,
        icon::Icon,
        markdown::{Markdown, Source, Style},
    },
    i18n::text,
};

/// The browser's own disclosure: it opens before the page is alive, and while the thought still grows.
#[component]
pub fn Reasoning(parts: Parts) -> impl IntoView {
    let thinking = Memo::new(move |_| parts.growing.get() && parts.text.read().is_empty());
    let words = move || match parts.figures.read().receipt.and_then(|run| run.thought_ms) {
        _ if thinking.get() => text!(message.thinking).to_owned(),
        Some(time) => text!(message.thought_for, time = seconds(time)),
        None => text!(message.thought).to_owned(),
    };
    let (text, message) = (parts.reasoning, parts.id);
    let source = Source { text, growing: thinking, style: Style::AI, message, which: "thought-" };
    view! {
        <details class=style::reasoning data-thinking=move || thinking.get().then_some("")>
            <summary>
                <Icon icon=Icon::Chevron class="size-4" />
                {words}
                <span class=style::dots aria-hidden="true">
                    <i></i>
                    <i></i>
                    <i></i>
                </span>
            </summary>
            <div class=style::thought>
                <Markdown source />
            </div>
        </details>
    }
}
