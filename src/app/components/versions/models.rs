//! Which model writes an answer once more.

use adda_protocol::dto::{ModelInfo, ModelState};
use leptos::{html, prelude::*};

use super::style;
use crate::{
    components::{
        button, dialog,
        icon::Icon,
        names::{self, clean},
    },
    i18n::text,
    state::chat::ChatState,
};

/// Models offered; all others are the chat's matter.
const SHOWN: usize = 40;

pub(super) fn view(chat: ChatState) -> AnyView {
    let frame = NodeRef::<html::Dialog>::new();
    dialog::show_when_there(frame);
    let close = move || dialog::close_frame(frame);
    let beside = move |event: leptos::ev::MouseEvent| {
        if dialog::is_ground(frame, &event) {
            close();
        }
    };
    let choose = move |model: String| {
        if let Some(answer) = chat.asking().get_untracked() {
            chat.regenerate(answer, Some(model));
        }
        close();
    };
    let models = chat.models().get_untracked();
    let ready = models.into_iter().filter(|model| model.state == ModelState::Ready).take(SHOWN);
    let rows = ready.map(|model| row(&model, choose)).collect_view();
    view! {
        <dialog
            class=style::dialog
            aria-labelledby="other-model-heading"
            node_ref=frame
            on:close=move |_| chat.asking().set(None)
            on:click=beside
        >
            <div class=style::sheet>
                <header>
                    <h2 id="other-model-heading">{text!(versions.once_more)}</h2>
                    <button type="button" class=button::ICON aria-label=text!(common.close) on:click=move |_| close()>
                        <Icon icon=Icon::Close />
                    </button>
                </header>
                <ul>{rows}</ul>
            </div>
        </dialog>
    }
    .into_any()
}

fn row<F: Fn(String) + Copy + 'static>(model: &ModelInfo, choose: F) -> impl IntoView + use<F> {
    let id = model.id.clone();
    view! {
        <li>
            <button type="button" class=style::model on:click=move |_| choose(id.clone())>
                <span>{clean(&model.name)}</span>
                <small>{names::provider(&model.provider)}</small>
            </button>
        </li>
    }
}
