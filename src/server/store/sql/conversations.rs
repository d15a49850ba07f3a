//! Conversations: making, listing, changing and deleting them.

use adda_protocol::{
    ConversationId, Event, EventBody, ListCursor, Message, MessageState, Millis, UserId,
    dto::{Conversation, UpdateConversation},
};
use async_trait::async_trait;
use sqlx::FromRow;
use uuid::Uuid;

use super::{
    Backend, Conn,
    log::{head::Head, messages::insert},
    memories::forget_from,
};
use crate::store::{
    Access, ConversationStore, Creation, Error, NewConversation, Result,
    nul::WithoutNul,
    rows::{ConversationRow, to_integer},
};

#[derive(FromRow)]
struct WithRole {
    role: String,
    #[sqlx(flatten)]
    conversation: ConversationRow,
}

#[async_trait]
impl ConversationStore for Backend {
    async fn create_conversation(&self, new: NewConversation) -> Result<Creation> {
        self.write(new.without_nul(), |conn, new| Box::pin(create(conn, new))).await
    }

    async fn conversation(
        &self,
        id: ConversationId,
        user: UserId,
    ) -> Result<Option<(Conversation, Access)>> {
        let sql = concat!(
            "SELECT p.role, ",
            conversation_columns!(),
            " FROM participants p JOIN conversations c ON c.id = p.conversation_id
             WHERE p.conversation_id = $1 AND p.user_id = $2"
        );
        let row = sqlx::query_as::<_, WithRole>(sql)
            .bind(id.uuid())
            .bind(user.uuid())
            .fetch_optional(self.readers())
            .await?;
        let Some(row) = row else { return Ok(None) };
        match row.role.as_str() {
            "owner" => Ok(Some((row.conversation.into(), Access::Owner))),
            _ => Err(Error::Inconsistent(format!("participants.role in {id} cannot be read"))),
        }
    }

    async fn conversations(
        &self,
        user: UserId,
        after: Option<ListCursor>,
        limit: usize,
    ) -> Result<Vec<Conversation>> {
        let (updated_at, id) =
            after.map_or((i64::MAX, Uuid::max()), |after| (after.updated_at, after.id.uuid()));
        // People take part in what they own; the owner's index holds it in the list's order.
        let sql = concat!(
            "SELECT ",
            conversation_columns!(),
            " FROM conversations c
             WHERE c.owner_id = $1 AND (c.updated_at, c.id) < ($2, $3)
             ORDER BY c.updated_at DESC, c.id DESC LIMIT $4"
        );
        let rows = sqlx::query_as::<_, ConversationRow>(sql)
            .bind(user.uuid())
            .bind(updated_at)
            .bind(id)
            .bind(to_integer(limit))
            .fetch_all(self.readers())
            .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    async fn update_conversation(
        &self,
        id: ConversationId,
        change: UpdateConversation,
        at: Millis,
    ) -> Result<Option<(Conversation, Event)>> {
        let change = change.without_nul();
        self.write((id, change, at), |conn, (id, change, at)| {
            Box::pin(update(conn, *id, change, *at))
        })
        .await
    }

    async fn delete_conversation(
        &self,
        id: ConversationId,
        forget: Option<UserId>,
    ) -> Result<bool> {
        self.write((id, forget), |conn, (id, forget)| {
            Box::pin(async move {
                if let Some(user) = forget {
                    forget_from(conn, *user, *id).await?;
                }
                let sql = "DELETE FROM conversations WHERE id = $1";
                let done = sqlx::query(sql).bind(id.uuid()).execute(conn).await?;
                Ok(done.rows_affected() > 0)
            })
        })
        .await
    }
}

async fn create(conn: &mut Conn, new: &NewConversation) -> Result<Creation> {
    let sql = "INSERT INTO conversations
                   (id, owner_id, title, model, category, created_at, updated_at, last_seq)
               VALUES ($1, $2, $3, $4, $5, $6, $6, 0)
               ON CONFLICT (id) DO NOTHING";
    let made = sqlx::query(sql)
        .bind(new.id.uuid())
        .bind(new.owner.uuid())
        .bind(&new.title)
        .bind(&new.model)
        .bind(&new.category)
        .bind(new.at)
        .execute(&mut *conn)
        .await?;
    if made.rows_affected() == 0 {
        return there(conn, new).await;
    }
    let sql = "INSERT INTO participants (conversation_id, user_id, role) VALUES ($1, $2, 'owner')";
    sqlx::query(sql).bind(new.id.uuid()).bind(new.owner.uuid()).execute(&mut *conn).await?;

    let mut head = Head::of(Conversation {
        id: new.id,
        title: new.title.clone(),
        model: new.model.clone(),
        category: new.category.clone(),
        created_at: new.at,
        updated_at: new.at,
        last_seq: 0,
    });
    let (title, model) = (new.title.clone(), new.model.clone());
    head.push(new.at, EventBody::ConversationCreated { title, model });
    if let Some((id, author, text)) = &new.greeting {
        let message = Message {
            id: *id,
            seq: head.next_seq(),
            client_id: None,
            reply_to: None,
            author: author.clone(),
            text: text.clone(),
            state: MessageState::Complete,
            model: None,
            usage: None,
            cost: None,
            reasoning: None,
            receipt: None,
            error: None,
            created_at: new.at,
        };
        insert(conn, new.id, None, &message).await?;
        head.push(new.at, EventBody::MessageCreated { message });
    }
    Ok(Creation::Made(head.save(conn).await?.0))
}

/// The conversation that has the new one's id.
async fn there(conn: &mut Conn, new: &NewConversation) -> Result<Creation> {
    let sql = concat!(
        "SELECT ",
        conversation_columns!(),
        " FROM conversations c WHERE c.id = $1 AND c.owner_id = $2"
    );
    let row = sqlx::query_as::<_, ConversationRow>(sql)
        .bind(new.id.uuid())
        .bind(new.owner.uuid())
        .fetch_optional(conn)
        .await?;
    Ok(row.map_or(Creation::Taken, |row| Creation::There(row.into())))
}

async fn update(
    conn: &mut Conn,
    id: ConversationId,
    change: &UpdateConversation,
    at: Millis,
) -> Result<Option<(Conversation, Event)>> {
    let Some(mut head) = Head::lock(conn, id).await? else { return Ok(None) };
    let UpdateConversation { title, model, category } = change.clone();
    let now = &mut head.conversation;
    for (field, new) in
        [(&mut now.title, &title), (&mut now.model, &model), (&mut now.category, &category)]
    {
        if let Some(new) = new {
            field.clone_from(new);
        }
    }
    let event = head.push(at, EventBody::ConversationChanged { title, model, category });
    let (conversation, _) = head.save(conn).await?;
    Ok(Some((conversation, event)))
}
