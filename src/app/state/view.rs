//! A message as pages draw it, whether it is in the log yet or not.

pub use adda_client::timeline::{Delivery, Key as MessageKey};
use adda_client::timeline::{Echo, Shown, View};
use adda_protocol::{Author, AuthorKind, Message, MessageId, MessageState, Seq, dto::User};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageView {
    pub message: Message,
    pub delivery: Delivery,
    /// All versions of it, oldest first; empty where there is one alone.
    pub versions: Vec<MessageId>,
    /// What it answers was not deleted.
    pub asked: bool,
}

impl MessageView {
    /// `me` wrote what is not in the log yet.
    pub fn of(view: View<'_>, me: Option<&User>) -> Self {
        let message = match view.shown {
            Shown::Message(message) => message.clone(),
            Shown::Echo(echo) => of_echo(echo, me),
        };
        let versions = view.versions.iter().map(|(_, id)| *id).collect();
        Self { message, delivery: view.delivery().clone(), versions, asked: view.asked }
    }
}

/// The message the echo is about to become. Its id is the sender's own until the log gives it one.
fn of_echo(echo: &Echo, me: Option<&User>) -> Message {
    Message {
        id: echo.client_id.uuid().into(),
        seq: Seq::MAX,
        client_id: Some(echo.client_id),
        reply_to: None,
        parent: None,
        author: Author {
            kind: AuthorKind::User,
            id: me.map(|user| user.id.to_string()).unwrap_or_default(),
            name: me.map(|user| user.name.clone()).unwrap_or_default(),
        },
        text: echo.text.clone(),
        state: MessageState::Complete,
        model: None,
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
        deleted: false,
        created_at: echo.created_at,
    }
}
