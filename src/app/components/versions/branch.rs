//! Going on from an earlier answer: the next message begins another branch there.

use adda_protocol::{AuthorKind, MessageId};
use leptos::prelude::*;

use super::{picture_button::PictureButton, style};
use crate::{
    browser::focus,
    components::{icon::Icon, message::Parts},
    i18n::text,
    state::chat::ChatState,
};

/// Most words, and letters of them, by which an answer is known.
const WORDS: usize = 12;
const LETTERS: usize = 80;

/// Offered where something follows the answer: after the last one, writing does the same.
#[component]
pub(super) fn GoOn(chat: ChatState, parts: Parts) -> impl IntoView {
    let ai = parts.author.get_untracked().kind == AuthorKind::Ai;
    let (keys, newer) = (chat.keys(), chat.newer_than());
    let followed = Memo::new(move |_| {
        if !ai {
            return false;
        }
        let key = parts.key.get_value();
        let keys = keys.read();
        let place = keys.iter().rposition(|shown| *shown == key);
        place.is_some_and(|place| place + 1 < keys.len() || newer.read().is_some())
    });
    let begin = move |_| {
        chat.branching().set(Some(parts.id.get_untracked()));
        chat.told().set(told(&parts.text.get_untracked()));
        focus::on("composer-text");
    };
    view! {
        <Show when=move || followed.get()>
            <PictureButton
                icon=Icon::Branch
                name=text!(versions.go_on)
                title=text!(versions.go_on_title)
                press=begin
            />
        </Show>
    }
}

/// In the message box: where the next message goes, and the way back.
pub(super) fn view(chat: ChatState) -> AnyView {
    let words = move || {
        let from = chat.branching().get();
        from.and_then(|from| text_of(chat, from)).map(|text| told(&text))
    };
    let cancel = move |_| {
        chat.branching().set(None);
        focus::on("composer-text");
    };
    view! {
        <div class=style::branch>
            <Icon icon=Icon::Branch class="size-4" />
            <p>{words}</p>
            <PictureButton icon=Icon::Close name=text!(versions.no_branch) press=cancel />
        </div>
    }
    .into_any()
}

/// As it was when the person chose it.
fn text_of(chat: ChatState, id: MessageId) -> Option<String> {
    chat.keys().read_untracked().iter().rev().find_map(|key| {
        let view = chat.message(key)?;
        let view = view.read_untracked();
        (view.message.id == id).then(|| view.message.text.clone())
    })
}

fn told(text: &str) -> String {
    text!(versions.branch_from, words = first_words(text))
}

/// The first words of a text, without the signs of Markdown around them.
fn first_words(text: &str) -> String {
    let bare = text.split_whitespace().map(|word| word.trim_matches(['*', '#', '`', '>', '_']));
    let mut bare = bare.filter(|word| !word.is_empty());
    let mut words = bare.by_ref().take(WORDS).collect::<Vec<_>>().join(" ");
    let end = words.char_indices().nth(LETTERS).map(|(end, _)| end);
    if let Some(end) = end {
        words.truncate(end);
    }
    if end.is_some() || bare.next().is_some() {
        words.push('\u{2026}');
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_words_are_few_and_plain() {
        assert_eq!(first_words("# An *oak* grows\n\n> slowly"), "An oak grows slowly");
        assert_eq!(first_words("snake_case `code`"), "snake_case code");
        assert_eq!(first_words(&"one ".repeat(12)), ["one"; 12].join(" "));
        assert_eq!(first_words(&"one ".repeat(13)), format!("{}\u{2026}", ["one"; 12].join(" ")));
        let long = first_words(&"\u{e9}".repeat(200));
        assert_eq!(long, format!("{}\u{2026}", "\u{e9}".repeat(80)));
        assert_eq!(first_words(" \n"), "");
    }
}
