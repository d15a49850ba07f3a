//! Conversations written to through the store alone.

use std::{path::Path, sync::Arc};

use adda_protocol::{Author, AuthorKind, ClientMessageId, ConversationId, MessageId, UserId};
use adda_server::{
    clock::{Clock, SystemClock},
    config::DatabaseConfig,
    ids::Ids,
    store::{self, NewConversation, NewSend, NewUser, SendOutcome, Store},
};

use crate::Result;

#[derive(Debug)]
pub struct Room {
    store: Arc<dyn Store>,
    ids: Arc<Ids>,
    user: UserId,
    conversation: ConversationId,
}

impl Room {
    /// A fresh database with `count` rooms of one person.
    pub async fn open(folder: &Path, count: usize) -> Result<Vec<Self>> {
        let store = store::connect(&DatabaseConfig::default(), folder).await?;
        store.migrate().await?;
        let ids = Arc::new(Ids::new(Arc::new(SystemClock)));
        let user = ids.make(UserId::new);
        let new = NewUser {
            id: user,
            email: "bench@example.org".to_owned(),
            email_key: "bench@example.org".to_owned(),
            name: "Bench".to_owned(),
            password_hash: String::new(),
            at: SystemClock.now(),
        };
        store.create_user(new).await?;
        let mut rooms = Vec::new();
        for _ in 0..count {
            let conversation = ids.make(ConversationId::new);
            store.create_conversation(empty(conversation, user)).await?;
            rooms.push(Self { store: store.clone(), ids: ids.clone(), user, conversation });
        }
        Ok(rooms)
    }

    /// One message and its answer's placeholder, on disk when this returns.
    pub async fn send(&mut self) -> Result<()> {
        let new = NewSend {
            conversation: self.conversation,
            user: self.user,
            author: author(AuthorKind::User, "You"),
            client_id: self.ids.make(ClientMessageId::new),
            message: self.ids.make(MessageId::new),
            text: "How do I fold a fitted sheet?".to_owned(),
            answer: self.ids.make(MessageId::new),
            answerer: author(AuthorKind::Ai, "AI Assistant"),
            title: "Sheets".to_owned(),
            max_open: usize::MAX,
            at: SystemClock.now(),
        };
        match self.store.append_send(new).await? {
            SendOutcome::Sent { .. } => Ok(()),
            other => Err(format!("not sent: {other:?}").into()),
        }
    }
}

fn empty(id: ConversationId, owner: UserId) -> NewConversation {
    NewConversation {
        id,
        owner,
        title: String::new(),
        model: "gpt-4o-mini".to_owned(),
        category: "general".to_owned(),
        greeting: None,
        at: SystemClock.now(),
    }
}

fn author(kind: AuthorKind, name: &str) -> Author {
    Author { kind, id: name.to_owned(), name: name.to_owned() }
}
