//! What of a person bears on a conversation.

use adda_protocol::{ConversationId, UserId, dto::Profile};
use uuid::Uuid;

use super::{
    batch::{Batch, Found},
    personal::ProfileRow,
};
use crate::store::{Choices, Result, Situation};

row! {
    struct SituationRow {
        name: String,
        category: String,
        chat_memory: Option<i64>,
        chat_mood: Option<i64>,
        /// Whose profile it is; nobody's where they told nothing.
        told: Option<Uuid>,
        profile: ProfileRow,
    }
}

pub(super) fn ask(asked: &mut Batch, id: ConversationId, user: UserId) {
    let sql = "SELECT u.name, c.category, p.memory AS chat_memory, p.mood AS chat_mood,
                   f.user_id AS told, coalesce(f.nickname, '') AS nickname, f.language, f.region,
                   coalesce(f.interests, '[]') AS interests,
                   coalesce(f.share_interests, 0) AS share_interests,
                   coalesce(f.memory, 0) AS memory, coalesce(f.mood, 0) AS mood,
                   coalesce(f.hidden_terms, '[]') AS hidden_terms
               FROM participants p
               JOIN users u ON u.id = p.user_id
               JOIN conversations c ON c.id = p.conversation_id
               LEFT JOIN profiles f ON f.user_id = p.user_id
               WHERE p.conversation_id = $1 AND p.user_id = $2";
    asked.add(sql).bind(id.uuid()).bind(user.uuid());
}

pub(super) fn take(found: &mut Found) -> Result<Option<Situation>> {
    let Some(row) = found.first::<SituationRow>()? else { return Ok(None) };
    let choice = |column: Option<i64>| column.map(|word| word != 0);
    let choices = Choices { memory: choice(row.chat_memory), mood: choice(row.chat_mood) };
    let profile = if row.told.is_some() { row.profile.try_into()? } else { Profile::default() };
    Ok(Some(Situation { name: row.name, category: row.category, profile, choices }))
}
