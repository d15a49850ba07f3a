//! Conversations: making, listing, changing and deleting them.

use adda_protocol::{
    ConversationId, Event, EventBody, ListCursor, Message, MessageId, MessageState, Millis, UserId,
    dto::{Conversation, Listing, UpdateConversation},
};
use async_trait::async_trait;
use uuid::Uuid;

use super::{
    Backend, Conn,
    log::{
        head::{Head, title_key},
        messages::insert,
    },
    memories::forget_from,
};
use crate::store::{
    Access, ConversationStore, Creation, Error, NewConversation, Result,
    nul::WithoutNul,
    rows::{ListedRow, to_integer},
};

row! {
    struct WithRole {
        role: String,
        conversation: ListedRow,
    }
}

/// What both halves of the list have in common: which of the conversations are wanted.
macro_rules! wanted {
    () => {
        " AND c.delete_at IS NULL AND p.archived = $2 AND ($3 = '' OR c.category = $3)
          AND ($4 = '' OR c.title_key LIKE $4 ESCAPE '!') AND (c.updated_at, c.id) < ($5, $6)
          ORDER BY c.updated_at DESC, c.id DESC LIMIT $7"
    };
}

/// Few: found by the index of pins, and sorted.
const PINNED: &str = concat!(
    "SELECT ",
    listed_columns!(),
    " FROM participants p JOIN conversations c ON c.id = p.conversation_id
      WHERE p.user_id = $1 AND p.pinned = 1",
    wanted!()
);

/// People take part in what they own; the owner's index holds it in the list's order.
const OTHERS: &str = concat!(
    "SELECT ",
    listed_columns!(),
    " FROM conversations c JOIN participants p ON p.conversation_id = c.id AND p.user_id = $1
      WHERE c.owner_id = $1 AND p.pinned = 0",
    wanted!()
);

async fn page(
    backend: &Backend,
    half: &'static str,
    (user, wanted): (UserId, &Listing),
    after: Option<ListCursor>,
    limit: usize,
) -> Result<Vec<Conversation>> {
    let (updated_at, id) =
        after.map_or((i64::MAX, Uuid::max()), |after| (after.updated_at, after.id.uuid()));
    let rows = sqlx::query_as::<_, ListedRow>(half)
        .bind(user.uuid())
        .bind(i64::from(wanted.archived))
        .bind(wanted.category.clone().unwrap_or_default())
        .bind(wanted.title.as_deref().map_or_else(String::new, containing))
        .bind(updated_at)
        .bind(id)
        .bind(to_integer(limit))
        .fetch_all(backend.readers())
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// The pattern that finds this text, whatever it is, in a title's key or other text in lower case.
pub(super) fn containing(text: &str) -> String {
    let text = title_key(text.trim());
    if text.is_empty() {
        return text;
    }
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
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
            listed_columns!(),
            " FROM participants p JOIN conversations c ON c.id = p.conversation_id
             WHERE p.conversation_id = $1 AND p.user_id = $2 AND c.delete_at IS NULL"
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
        wanted: Listing,
        after: Option<ListCursor>,
        limit: usize,
    ) -> Result<Vec<Conversation>> {
        let mut found = Vec::new();
        if after.is_none_or(|after| after.pinned) {
            found = page(self, PINNED, (user, &wanted), after, limit).await?;
        }
        if found.len() < limit {
            let (rest, after) = (limit - found.len(), after.filter(|after| !after.pinned));
            for item in page(self, OTHERS, (user, &wanted), after, rest).await? {
                // One that has just lost its pin is not told twice.
                if found.iter().all(|known| known.id != item.id) {
                    found.push(item);
                }
            }
        }
        Ok(found)
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

/// Writes the row of a conversation; false where its id is taken.
pub(super) async fn insert_row(conn: &mut Conn, owner: UserId, new: &Conversation) -> Result<bool> {
    let sql = "INSERT INTO conversations
                   (id, owner_id, title, model, category, created_at, updated_at, last_seq)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
               ON CONFLICT (id) DO NOTHING";
    let made = sqlx::query(sql)
        .bind(new.id.uuid())
        .bind(owner.uuid())
        .bind(&new.title)
        .bind(&new.model)
        .bind(&new.category)
        .bind(new.created_at)
        .bind(new.updated_at)
        .bind(to_integer(new.last_seq))
        .execute(conn)
        .await?;
    Ok(made.rows_affected() > 0)
}

async fn create(conn: &mut Conn, new: &NewConversation) -> Result<Creation> {
    let empty = Conversation {
        id: new.id,
        title: new.title.clone(),
        model: new.model.clone(),
        category: new.category.clone(),
        created_at: new.at,
        updated_at: new.at,
        last_seq: 0,
        pinned: false,
        archived: false,
        unread: 0,
    };
    if !insert_row(conn, new.owner, &empty).await? {
        return there(conn, new).await;
    }
    // The greeting is no news.
    let sql = "INSERT INTO participants (conversation_id, user_id, role, read_seq)
               VALUES ($1, $2, 'owner', 2)";
    sqlx::query(sql).bind(new.id.uuid()).bind(new.owner.uuid()).execute(&mut *conn).await?;

    let mut head = Head::of(empty);
    let (title, model) = (new.title.clone(), new.model.clone());
    head.push(new.at, EventBody::ConversationCreated { title, model });
    if let Some((id, author, text)) = &new.greeting {
        let message = Message {
            id: *id,
            seq: head.next_seq(),
            client_id: None,
            reply_to: None,
            parent: Some(MessageId::BEGINNING),
            author: author.clone(),
            text: text.clone(),
            state: MessageState::Complete,
            model: None,
            usage: None,
            cost: None,
            reasoning: None,
            receipt: None,
            error: None,
            deleted: false,
            created_at: new.at,
        };
        insert(&mut head.writes, new.id, None, &message);
        head.push(new.at, EventBody::MessageCreated { message });
    }
    Ok(Creation::Made(head.save(conn).await?.0))
}

/// The conversation that has the new one's id.
async fn there(conn: &mut Conn, new: &NewConversation) -> Result<Creation> {
    let sql = concat!(
        "SELECT ",
        listed_columns!(),
        " FROM conversations c JOIN participants p ON p.conversation_id = c.id AND p.user_id = $2
          WHERE c.id = $1 AND c.owner_id = $2 AND c.delete_at IS NULL"
    );
    let row = sqlx::query_as::<_, ListedRow>(sql)
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
    let UpdateConversation { title, model, category, .. } = change.clone();
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
