//! What another app shared: a draft of a new chat, never sent by itself.

use leptos::prelude::*;

use crate::{browser::address, state::chat::ChatState};

/// As the manifest names them, in the order they are written in.
const PARTS: [&str; 3] = ["title", "text", "url"];

/// Puts it into the message box, below what stands there already, once it is known whose box that is.
pub fn take(chat: ChatState) {
    let text = draft_of(&address::parameters());
    if text.is_empty() || location().pathname().as_deref() != Ok("/") {
        return;
    }
    address::forget_parameters();
    Effect::new(move |taken: Option<bool>| {
        let ready = chat.me().is_some();
        if ready && taken != Some(true) {
            let text = text.clone();
            // The draft that was kept is there with the next frame.
            request_animation_frame(move || {
                chat.draft().update(|draft| {
                    let gap = if draft.is_empty() { "" } else { "\n\n" };
                    *draft = format!("{draft}{gap}{text}");
                });
            });
        }
        ready || taken == Some(true)
    });
}

fn draft_of(parameters: &[(String, String)]) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for part in PARTS {
        let value = parameters.iter().find(|(name, _)| name == part).map(|(_, value)| value.trim());
        // Many apps put the address into the text as well.
        if let Some(value) = value.filter(|value| lines.iter().all(|line| !line.contains(value))) {
            lines.push(value);
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draft_of_a_share_says_each_thing_once() {
        let draft = |pairs: &[(&str, &str)]| {
            let pairs: Vec<_> =
                pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
            draft_of(&pairs)
        };
        let page = ("url", "https://example.org/a");
        assert_eq!(
            draft(&[page, ("title", "A page"), ("text", " Look! ")]),
            "A page\nLook!\nhttps://example.org/a"
        );
        let told = ("text", "Look: https://example.org/a");
        assert_eq!(draft(&[told, page]), "Look: https://example.org/a");
        assert_eq!(draft(&[("title", ""), ("before", "41")]), "");
    }
}
