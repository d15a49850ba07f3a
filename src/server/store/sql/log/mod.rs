//! The log of a conversation and its messages.

mod answers;
mod erase;
pub(super) mod head;
pub(super) mod messages;
pub(super) mod place;
mod send;

use adda_protocol::{
    Author, ClientMessageId, ConversationId, Event, Message, MessageId, Millis, Seq, UserId,
    events::Completed,
};
use async_trait::async_trait;

use super::Backend;
use crate::store::{
    Completion, LogStore, NewAnswer, NewSend, NewUsage, Recovered, Result, SendOutcome, Start,
    Started,
    nul::WithoutNul,
    rows::{EventRow, MessageRow, to_integer},
};

#[async_trait]
impl LogStore for Backend {
    async fn append_send(&self, new: NewSend) -> Result<SendOutcome> {
        self.write_last(new.without_nul(), |conn, new| Box::pin(send::append(conn, new))).await
    }

    async fn append_answer(&self, new: NewAnswer) -> Result<SendOutcome> {
        self.write_last(new.without_nul(), |conn, new| Box::pin(send::append_answer(conn, new)))
            .await
    }

    async fn sent(
        &self,
        id: ConversationId,
        user: UserId,
        client_id: ClientMessageId,
    ) -> Result<Option<(Message, Message)>> {
        let mut conn = self.readers().acquire().await?;
        match send::by_client(&mut *conn, id, user, client_id).await? {
            Some(found) => send::both(&mut conn, id, found).await.map(Some),
            None => Ok(None),
        }
    }

    async fn events(&self, id: ConversationId, after: Seq, limit: usize) -> Result<Vec<Event>> {
        let sql = "SELECT conversation_id, seq, at, body FROM events
                   WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
        let rows = sqlx::query_as::<_, EventRow>(sql)
            .bind(id.uuid())
            .bind(to_integer(after))
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    async fn messages(
        &self,
        id: ConversationId,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Vec<Message>> {
        let sql = concat!(
            "SELECT ",
            message_columns!(),
            " FROM messages WHERE conversation_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3"
        );
        let mut found = self.stretch(sql, id, before.map_or(i64::MAX, to_integer), limit).await?;
        found.reverse();
        Ok(found)
    }

    async fn messages_after(
        &self,
        id: ConversationId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Message>> {
        let sql = concat!(
            "SELECT ",
            message_columns!(),
            " FROM messages WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3"
        );
        self.stretch(sql, id, to_integer(after), limit).await
    }

    async fn message(&self, id: ConversationId, message: MessageId) -> Result<Option<Message>> {
        messages::get(self.readers(), id, message.uuid()).await
    }

    async fn checkpoint(&self, id: ConversationId, message: MessageId, text: &str) -> Result<bool> {
        let text = text.to_owned().without_nul();
        self.write((id, message, text), |conn, (id, message, text)| {
            Box::pin(async move {
                let sql = "UPDATE messages SET text = $3
                           WHERE conversation_id = $1 AND id = $2 AND state = 'streaming'";
                let saved = sqlx::query(sql)
                    .bind(id.uuid())
                    .bind(message.uuid())
                    .bind(text)
                    .execute(conn)
                    .await?;
                Ok(saved.rows_affected() > 0)
            })
        })
        .await
    }

    async fn restart_answer(
        &self,
        id: ConversationId,
        message: MessageId,
        start: Start,
        answerer: Author,
        at: Millis,
    ) -> Result<Option<Started>> {
        let how = (start, answerer.without_nul());
        self.write((id, message, how, at), |conn, (id, message, (start, answerer), at)| {
            Box::pin(answers::restart(conn, *id, *message, (*start, answerer), *at))
        })
        .await
    }

    async fn complete_answer(
        &self,
        id: ConversationId,
        done: Completed,
        run: Option<NewUsage>,
        at: Millis,
    ) -> Result<Option<Completion>> {
        let done = (done.without_nul(), run.without_nul());
        self.write_last((id, done, at), |conn, (id, (done, run), at)| {
            Box::pin(answers::complete(conn, *id, (done, run.as_ref()), *at))
        })
        .await
    }

    async fn recover(&self, at: Millis) -> Result<Recovered> {
        self.write(at, |conn, at| Box::pin(answers::recover(conn, *at))).await
    }
}

impl Backend {
    /// So many messages on one side of a place, in the order of the query.
    async fn stretch(
        &self,
        sql: &'static str,
        id: ConversationId,
        place: i64,
        limit: usize,
    ) -> Result<Vec<Message>> {
        let rows = sqlx::query_as::<_, MessageRow>(sql)
            .bind(id.uuid())
            .bind(place)
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }
}
