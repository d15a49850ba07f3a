//! Conversations written to through the store alone.

use std::{path::Path, sync::Arc};

use adda_protocol::{
    Author, AuthorKind, ClientMessageId, ConversationId, MessageId, MessageState, UserId,
    events::Completed,
};
use adda_server::{
    clock::{Clock, SystemClock},
    config::DatabaseConfig,
    ids::Ids,
    store::{self, NewConversation, NewSend, NewUser, Place, SendOutcome, Store},
};
use futures::future::join_all;

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

    /// Talks until there are so many messages.
    pub async fn fill(&mut self, messages: usize) -> Result<()> {
        const AT_ONCE: usize = 250;
        let mut left = messages / 2;
        while left > 0 {
            let together = left.min(AT_ONCE);
            left -= together;
            let sends = (0..together).map(|_| self.store.append_send(self.new_send()));
            let mut answers = Vec::new();
            for sent in join_all(sends).await {
                match sent? {
                    SendOutcome::Sent { answer, .. } => answers.push(answer.id),
                    other => return Err(format!("not sent: {other:?}").into()),
                }
            }
            let done = answers.into_iter().map(|answer| {
                let now = SystemClock.now();
                self.store.complete_answer(self.conversation, completed(answer), None, now)
            });
            for outcome in join_all(done).await {
                outcome?;
            }
        }
        Ok(())
    }

    /// Where it is kept, and whose it is.
    pub fn store(&self) -> (&dyn Store, UserId, ConversationId) {
        (&*self.store, self.user, self.conversation)
    }

    /// The id of a message that was not sent yet.
    pub fn client_id(&self) -> ClientMessageId {
        self.ids.make(ClientMessageId::new)
    }

    /// One message and its answer's placeholder, on disk when this returns.
    pub async fn send(&mut self) -> Result<()> {
        match self.store.append_send(self.new_send()).await? {
            SendOutcome::Sent { .. } => Ok(()),
            other => Err(format!("not sent: {other:?}").into()),
        }
    }

    fn new_send(&self) -> NewSend {
        NewSend {
            conversation: self.conversation,
            user: self.user,
            author: author(AuthorKind::User, "You"),
            client_id: self.client_id(),
            message: self.ids.make(MessageId::new),
            place: Place::Leaf,
            text: "How do I fold a fitted sheet?".to_owned(),
            answer: self.ids.make(MessageId::new),
            answerer: author(AuthorKind::Ai, "AI Assistant"),
            beside: Vec::new(),
            title: "Sheets".to_owned(),
            max_open: usize::MAX,
            at: SystemClock.now(),
        }
    }
}

fn completed(message: MessageId) -> Completed {
    Completed {
        message,
        text: "Tuck one corner into the next, lay it flat, and fold it in thirds twice.".to_owned(),
        reasoning: None,
        state: MessageState::Complete,
        usage: None,
        cost: None,
        receipt: None,
        error: None,
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
