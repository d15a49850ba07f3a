//! Whether a message is to be deleted.

use leptos::prelude::*;

use crate::{
    browser::focus,
    components::dialog::{self, FormDialog},
    i18n::text,
    state::chat::ChatState,
};

const ERASE: &str = "delete-message";

pub(super) fn view(chat: ChatState) -> AnyView {
    Effect::new(move |_| {
        if chat.erasing().read().is_some() {
            request_animation_frame(|| dialog::show(ERASE));
        }
    });
    let erase = Callback::new(move |()| {
        let Some(message) = chat.erasing().get_untracked() else { return };
        chat.erase(message, move || {
            // The button that was pressed is gone with the text.
            request_animation_frame(move || focus::within(&message.to_string(), "deleted"));
        });
    });
    let action = Signal::derive(move || {
        chat.current().read().as_ref().map(|open| format!("/c/{}/erase", open.id))
    });
    view! {
        <FormDialog
            id=ERASE
            heading=text!(versions.erase_heading)
            confirm=text!(common.delete)
            dangerous=true
            action
            on_submit=erase
        >
            <p>{text!(versions.erase_about)}</p>
        </FormDialog>
    }
    .into_any()
}
