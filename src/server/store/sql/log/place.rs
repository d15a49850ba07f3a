//! Where a message goes, and whether it may.

use adda_protocol::{AuthorKind, ClientMessageId, ConversationId, Message, MessageId, UserId};
use uuid::Uuid;

use super::{
    super::{
        Conn,
        batch::{Batch, Found},
    },
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
        let mut asked = Batch::default();
        Head::ask(&mut asked, id);
        End::ask(&mut asked, id, user, client_id);
        let mut found = asked.ask(conn).await?;
        let Some(head) = Head::take(&mut found)? else { return Ok(None) };
        let End { open, known, leaf, parted } = End::take(&mut found)?;
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
pub(in super::super) struct End {
    known: Option<Uuid>,
    open: i64,
    leaf: MessageId,
    parted: bool,
}

const END: &str = concat!(
    "SELECT (SELECT count(*) FROM messages WHERE conversation_id = $1 AND ",
    open_states!(),
    "), (SELECT id FROM messages
          WHERE conversation_id = $1 AND author_user = $2 AND client_id = $3), ",
    leaf!("$2"),
    ", (SELECT count(*) FROM participants WHERE conversation_id = $1 AND leaf IS NOT NULL)"
);

impl End {
    pub fn ask(asked: &mut Batch, id: ConversationId, user: UserId, client_id: ClientMessageId) {
        asked.add(END).bind(id.uuid()).bind(user.uuid()).bind(client_id.uuid());
    }

    pub fn take(found: &mut Found) -> Result<Self> {
        let row = found.first::<(i64, Option<Uuid>, Option<Uuid>, i64)>()?;
        let (open, known, leaf, parted) = row.unwrap_or_default();
        let leaf = leaf.map_or(MessageId::BEGINNING, Into::into);
        Ok(Self { known, open, leaf, parted: parted > 0 })
    }

    /// What a new message here would follow, where it would be answered at once.
    pub fn expected(&self) -> Option<MessageId> {
        (self.known.is_none() && self.open == 0).then_some(self.leaf)
    }
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
