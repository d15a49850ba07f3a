//! The end of a conversation's log, where events are added.

use adda_protocol::{ConversationId, Event, EventBody, Message, Millis, Seq, dto::Conversation};

use super::{
    super::{
        Conn,
        batch::{Batch, Found},
    },
    messages::{ask_open, take_open},
};
use crate::store::{
    Result,
    rows::{ConversationRow, to_integer, to_json},
};

/// A conversation whose row this transaction holds, and what it adds to the log.
pub(in super::super) struct Head {
    pub conversation: Conversation,
    /// What else is written with it.
    pub writes: Batch,
    events: Vec<Event>,
}

impl Head {
    /// A conversation this transaction has just made.
    pub fn of(conversation: Conversation) -> Self {
        Self { conversation, writes: Batch::default(), events: Vec::new() }
    }

    /// Takes hold of the conversation: until the transaction ends no other adds to its log.
    pub async fn lock(conn: &mut Conn, id: ConversationId) -> Result<Option<Self>> {
        let mut asked = Batch::default();
        Self::ask(&mut asked, id);
        Self::take(&mut asked.ask(conn).await?)
    }

    /// The same, with the answers that are being written or wait.
    pub async fn lock_with_open(
        conn: &mut Conn,
        id: ConversationId,
    ) -> Result<Option<(Self, Vec<Message>)>> {
        let mut asked = Batch::default();
        Self::ask(&mut asked, id);
        ask_open(&mut asked, id);
        let mut found = asked.ask(conn).await?;
        let (head, open) = (Self::take(&mut found)?, take_open(&mut found)?);
        Ok(head.map(|head| (head, open)))
    }

    /// [`Self::lock`], among other questions; those after it see what was written before the lock was had.
    pub fn ask(asked: &mut Batch, id: ConversationId) {
        let sql = concat!(
            "SELECT ",
            conversation_columns!(),
            " FROM conversations c WHERE c.id = $1",
            for_update!()
        );
        asked.add(sql).bind(id.uuid());
    }

    pub fn take(found: &mut Found) -> Result<Option<Self>> {
        Ok(found.first::<ConversationRow>()?.map(|row| Self::of(row.into())))
    }

    /// The seq the next event gets.
    pub fn next_seq(&self) -> Seq {
        self.conversation.last_seq + 1
    }

    /// Adds an event.
    pub fn push(&mut self, at: Millis, body: EventBody) -> Event {
        self.conversation.last_seq += 1;
        if body.is_news() {
            self.conversation.updated_at = at;
        }
        let seq = self.conversation.last_seq;
        let event = Event { conversation: self.conversation.id, seq, at, body };
        self.events.push(event.clone());
        event
    }

    /// Writes what there is to be written, the events, and the conversation as it is now.
    pub async fn save(self, conn: &mut Conn) -> Result<(Conversation, Vec<Event>)> {
        let (all, mut writes) = self.finish()?;
        writes.run(conn).await?;
        Ok(all)
    }

    /// The same, still to be written.
    pub fn finish(mut self) -> Result<((Conversation, Vec<Event>), Batch)> {
        for events in self.events.chunks(INSERTS.len()) {
            insert(&mut self.writes, events)?;
        }
        let sql = "UPDATE conversations
                   SET title = $2, model = $3, category = $4, updated_at = $5, last_seq = $6,
                       title_key = $7
                   WHERE id = $1";
        let now = &self.conversation;
        self.writes
            .add(sql)
            .bind(now.id.uuid())
            .bind(&now.title)
            .bind(&now.model)
            .bind(&now.category)
            .bind(now.updated_at)
            .bind(to_integer(now.last_seq))
            .bind(title_key(&now.title));
        Ok(((self.conversation, self.events), self.writes))
    }
}

/// A title as it is searched: without case, in every script that has one.
pub(in super::super) fn title_key(title: &str) -> String {
    title.to_lowercase()
}

/// Inserts one, two or three events: what a send adds takes one statement.
const INSERTS: [&str; 3] = [
    "INSERT INTO events (conversation_id, seq, at, body) VALUES ($1, $2, $3, $4)",
    "INSERT INTO events (conversation_id, seq, at, body)
     VALUES ($1, $2, $3, $4), ($5, $6, $7, $8)",
    "INSERT INTO events (conversation_id, seq, at, body)
     VALUES ($1, $2, $3, $4), ($5, $6, $7, $8), ($9, $10, $11, $12)",
];

fn insert(writes: &mut Batch, events: &[Event]) -> Result<()> {
    let mut values = writes.add(INSERTS[events.len() - 1]);
    for event in events {
        values = values
            .bind(event.conversation.uuid())
            .bind(to_integer(event.seq))
            .bind(event.at)
            .bind(to_json(&event.body)?);
    }
    Ok(())
}
