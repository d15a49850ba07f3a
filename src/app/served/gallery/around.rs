//! What stands around the thread, what waits on the device, and what is asked in dialogs.

use adda_protocol::dto::Page;
use leptos::{context::Provider, html, prelude::*};

use super::{Piece, chat, style};
use crate::{
    api::chat::ChatPageData,
    components::{
        details::Details, dialog::FormDialog, field::TitleField, message::MessageRow,
        sidebar::Sidebar,
    },
    state::chat::{Status, Unsent},
};

const WAITING: &str = include_str!("waiting.json");

#[component]
pub fn Around(data: ChatPageData) -> impl IntoView {
    let live = chat(&data, Status::Live);
    let none = ChatPageData { open: None, ..data.clone() };
    let nothing = Page { items: Vec::new(), next: None };
    let none = chat(&ChatPageData { conversations: nothing, ..none }, Status::Live);
    view! {
        <Waiting data />
        <Provider value=live>
            <Piece name="Details"><div class=style::stage><Details /></div></Piece>
        </Provider>
        <Provider value=none>
            <Piece name="Empty list"><div class=style::stage><Sidebar /></div></Piece>
        </Provider>
        <Dialogs />
    }
}

/// Own messages that are not with the server yet.
#[component]
fn Waiting(mut data: ChatPageData) -> impl IntoView {
    if let Some(open) = &mut data.open {
        open.messages.clear();
        open.versions.clear();
        open.streaming = None;
    }
    let offline = chat(&data, Status::Offline);
    offline.show_waiting(&waiting().unwrap_or_default());
    let keys = offline.keys().get_untracked();
    let rows = keys.into_iter().map(|key| view! { <MessageRow key /> });
    view! {
        <Provider value=offline>
            <Piece name="Messages on their way"><div class=style::rows>{rows.collect_view()}</div></Piece>
        </Provider>
    }
}

#[component]
fn Dialogs() -> impl IntoView {
    let (title, input) =
        (Signal::stored("Compound interest".to_owned()), NodeRef::<html::Input>::new());
    let (action, act) = (Signal::stored(None::<String>), Callback::new(|()| ()));
    view! {
        <Piece name="Dialogs">
            <div class=style::dialogs>
                <FormDialog id="asks" heading="Rename this chat" confirm="Rename" action on_submit=act>
                    <TitleField value=title input />
                </FormDialog>
                <FormDialog id="warns" heading="Delete this chat?" confirm="Delete" dangerous=true action on_submit=act>
                    <p>"Everything that was said in it goes, for good."</p>
                </FormDialog>
            </div>
        </Piece>
    }
}

fn waiting() -> Result<Vec<Unsent>, serde_json::Error> {
    serde_json::from_str(WAITING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_messages_are_in_every_state() {
        assert_eq!(waiting().unwrap().len(), 4);
        for state in ["queued", "sending", "waiting", "refused"] {
            assert!(WAITING.contains(&format!("\"type\": \"{state}\"")), "{state}");
        }
    }
}
