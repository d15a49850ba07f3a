//! Where a message goes, and whether it may.

use adda_protocol::{AuthorKind, ClientMessageId, ConversationId, Message, MessageId, UserId};
use uuid::Uuid;

use super::{
    super::{Conn, Db},
    head::Head,
    messages::get,
};
use crate::store::{NewSend, Place, Result, rows::to_integer};

/// A conversation held for something to be added to it.
pub(super) struct Opening {
    pub head: Head,
    /// What the same client id made before.
    pub known: Option<Uuid>,
    /// Answers that are being written or wait.
    pub open: i64,
    /// The last message of the path that the person is shown; of answers side by side, the first.
    leaf: MessageId,
    /// Somebody's path ends elsewhere than at the newest message.
    pub parted: bool,
}

/// Where a new message goes.
pub(super) enum Parent {
    Is(MessageId),
    Missing,
    /// What it is another version of is gone.
    Deleted,
}

impl Opening {
    pub async fn of(
        conn: &mut Conn,
        id: ConversationId,
        user: UserId,
        client_id: ClientMessageId,
    ) -> Result<Option<Self>> {
        let Some(head) = Head::lock(conn, id).await? else { return Ok(None) };
        let End { open, known, leaf, parted } = end(conn, id, user, client_id).await?;
        Ok(Some(Self { head, known, open, leaf, parted }))
    }

    /// Whether so many more are too many.
    pub fn is_full(&self, more: usize, most: usize) -> bool {
        self.open.saturating_add(to_integer(more)) > to_integer(most)
    }

    /// What a new message follows.
    pub async fn parent(&self, conn: &mut Conn, new: &NewSend) -> Result<Parent> {
        match new.place {
            Place::Leaf => Ok(Parent::Is(self.leaf)),
            Place::After(message) => {
                let found = get(conn, new.conversation, message.uuid()).await?;
                Ok(found.map_or(Parent::Missing, |message| Parent::Is(message.id)))
            }
            Place::Beside(message) => {
                let own = |message: &Message| {
                    message.author.kind == AuthorKind::User && message.author.id == new.author.id
                };
                let found = get(&mut *conn, new.conversation, message.uuid()).await?;
                match found.filter(own) {
                    Some(message) if message.deleted => Ok(Parent::Deleted),
                    Some(message) => {
                        followed(conn, new.conversation, message.id).await.map(Parent::Is)
                    }
                    None => Ok(Parent::Missing),
                }
            }
        }
    }
}

/// How a conversation ends for somebody who adds to it; see [`Opening`].
struct End {
    known: Option<Uuid>,
    open: i64,
    leaf: MessageId,
    parted: bool,
}

async fn end<'c>(
    executor: impl sqlx::Executor<'c, Database = Db>,
    id: ConversationId,
    user: UserId,
    client_id: ClientMessageId,
) -> Result<End> {
    let sql = concat!(
        "SELECT (SELECT count(*) FROM messages WHERE conversation_id = $1 AND ",
        open_states!(),
        "), (SELECT id FROM messages
              WHERE conversation_id = $1 AND author_user = $2 AND client_id = $3),
         coalesce(
             (SELECT CASE WHEN p.leaf_apart = 0 THEN p.leaf ELSE
                  (SELECT a.id FROM messages a WHERE a.conversation_id = $1 AND a.parent = p.leaf
                   ORDER BY a.seq LIMIT 1) END
              FROM participants p WHERE p.conversation_id = $1 AND p.user_id = $2),
             (SELECT id FROM messages WHERE conversation_id = $1 ORDER BY seq DESC LIMIT 1)),
         (SELECT count(*) FROM participants WHERE conversation_id = $1 AND leaf IS NOT NULL)"
    );
    let (open, known, leaf, parted): (i64, Option<Uuid>, Option<Uuid>, i64) = sqlx::query_as(sql)
        .bind(id.uuid())
        .bind(user.uuid())
        .bind(client_id.uuid())
        .fetch_one(executor)
        .await?;
    let leaf = leaf.map_or(MessageId::BEGINNING, Into::into);
    Ok(End { known, open, leaf, parted: parted > 0 })
}

/// What a new message at the end of the person's path would follow, where it would be answered at once.
pub(super) async fn expected<'c>(
    executor: impl sqlx::Executor<'c, Database = Db>,
    id: ConversationId,
    user: UserId,
    client_id: ClientMessageId,
) -> Result<Option<MessageId>> {
    let End { known, open, leaf, .. } = end(executor, id, user, client_id).await?;
    Ok((known.is_none() && open == 0).then_some(leaf))
}

/// What a message that is there follows.
async fn followed(conn: &mut Conn, id: ConversationId, message: MessageId) -> Result<MessageId> {
    let sql = concat!(
        "SELECT ",
        parent!(),
        " FROM messages m WHERE m.conversation_id = $1 AND m.id = $2"
    );
    let parent: Option<Uuid> =
        sqlx::query_scalar(sql).bind(id.uuid()).bind(message.uuid()).fetch_one(conn).await?;
    Ok(parent.map_or(MessageId::BEGINNING, Into::into))
}
