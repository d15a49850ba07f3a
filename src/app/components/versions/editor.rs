//! A message edited where it stands.

use adda_protocol::{appearance::SendKey, limits};
use leptos::{html, prelude::*};
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use super::style;
use crate::{
    browser::focus,
    components::{button, composer::sends, message::Parts, rows::fit},
    i18n::text,
    state::{appearance::AppearanceState, chat::ChatState},
};

/// Most rows the box grows to.
const ROWS: u32 = 16;

pub(super) fn view(chat: ChatState, parts: Parts) -> AnyView {
    let text_box = NodeRef::<html::Textarea>::new();
    let looks = expect_context::<AppearanceState>();
    let typed = RwSignal::new(parts.text.get_untracked());
    Effect::new(move |_| {
        if let Some(text_box) = text_box.get() {
            begin(&text_box, &typed.get_untracked());
        }
    });
    let grow = move |_| {
        if let Some(text_box) = text_box.get_untracked() {
            typed.set(text_box.value());
            fit(&text_box, ROWS);
        }
    };
    let id = parts.id.get_untracked();
    let cancel = move || {
        chat.editing().set(None);
        request_animation_frame(move || focus::within(&id.to_string(), "edit"));
    };
    let fits = Memo::new(move |_| {
        let typed = typed.read();
        !typed.trim().is_empty() && typed.len() <= limits::MESSAGE_BYTES
    });
    let save = move || {
        if fits.get_untracked() {
            chat.save_edit(typed.get_untracked());
            focus::on("composer-text");
        }
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save();
    };
    view! {
        <form class=style::editor on:submit=submit>
            <textarea
                aria-label=text!(message.edit_message)
                aria-describedby="edit-help"
                rows="1"
                autocomplete="off"
                node_ref=text_box
                on:input=grow
                on:keydown=move |event| pressed(&event, untrack(|| looks.send_key()), save, cancel)
            >
                {typed.get_untracked()}
            </textarea>
            <div class=style::bar>
                <p id="edit-help">{text!(versions.both_kept)}</p>
                <button type="button" class=button::SMALL on:click=move |_| cancel()>
                    {text!(common.cancel)}
                </button>
                <button type="submit" class=style::save disabled=move || !fits.get()>
                    {text!(message.save_send)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// With the cursor after its last letter.
fn begin(text_box: &HtmlTextAreaElement, text: &str) {
    text_box.set_value(text);
    fit(text_box, ROWS);
    let _ = text_box.focus();
    let end = u32::try_from(text.encode_utf16().count()).unwrap_or_default();
    let _ = text_box.set_selection_range(end, end);
}

fn pressed(event: &KeyboardEvent, key: SendKey, save: impl Fn(), cancel: impl Fn()) {
    // While an input method composes, its keys are its own; 229 is how some browsers say so.
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    match event.key().as_str() {
        "Enter" if sends(event, key) => {
            event.prevent_default();
            save();
        }
        "Escape" => {
            event.prevent_default();
            cancel();
        }
        _ => {}
    }
}
