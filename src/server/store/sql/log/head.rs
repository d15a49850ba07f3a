//! The end of a conversation's log, where events are added.

use adda_protocol::{ConversationId, Event, EventBody, Millis, Seq, dto::Conversation};

use super::super::{Conn, batch::Batch};
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
        let sql = concat!(
            "SELECT ",
            conversation_columns!(),
            " FROM conversations c WHERE c.id = $1",
            for_update!()
        );
        let row =
            sqlx::query_as::<_, ConversationRow>(sql).bind(id.uuid()).fetch_optional(conn).await?;
        Ok(row.map(|row| Self::of(row.into())))
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
    pub async fn save(mut self, conn: &mut Conn) -> Result<(Conversation, Vec<Event>)> {
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
        self.writes.run(conn).await?;
        Ok((self.conversation, self.events))
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
