//! Full-text search by tsvector, in the configuration that knows no language and therefore serves all.

use adda_protocol::UserId;
use uuid::Uuid;

use super::{Conn, batch::Batch};
use crate::{
    store::Result,
    words::{Query, RULES},
};

/// Texts of a person's memories: those the query finds, the best first, then names and preferences.
pub(super) const RELEVANT: &str = "SELECT m.text FROM memories m,
        to_tsquery('simple', $2) AS query, to_tsvector('simple', m.text) AS found
    WHERE m.user_id = $1 AND (found @@ query OR m.kind IN ('name', 'preference'))
    ORDER BY NOT found @@ query, ts_rank(found, query) DESC, m.updated_at DESC, m.num DESC LIMIT $3";

/// Words that begin like one of these. Quoted, so that no word is an operator; whose they are, the rows themselves say.
pub(super) fn query(_: UserId, words: &[String]) -> String {
    let quoted: Vec<String> = words
        .iter()
        .map(|word| format!("'{}':*", word.replace('\\', "\\\\").replace('\'', "''")))
        .collect();
    quoted.join(" | ")
}

/// Messages of a person's conversations that have the words, newest first. The index is asked first whatever the planner
/// thinks of the words: reading all messages from the newest would be quick for common words alone.
pub(super) const FIND: &str = "WITH found AS MATERIALIZED (
        SELECT num, message_id FROM _message_words
        WHERE words @@ CAST($2::text AS tsquery) AND num < $3)
    SELECT f.num, c.id AS conversation_id, c.title, m.id, m.seq,
        m.author_kind, m.author_id, m.author_name, m.text, m.created_at
    FROM (SELECT f.num, f.message_id FROM found f
          WHERE EXISTS (SELECT 1 FROM messages m
                        JOIN participants p ON p.conversation_id = m.conversation_id
                        JOIN conversations c ON c.id = m.conversation_id AND c.delete_at IS NULL
                        WHERE m.id = f.message_id AND p.user_id = $1)
          ORDER BY f.num DESC LIMIT $4) f
    JOIN messages m ON m.id = f.message_id
    JOIN conversations c ON c.id = m.conversation_id
    ORDER BY f.num DESC";

pub(super) const NOTE_UNREAD: &str = "INSERT INTO _message_words (message_id, rules, words)
    SELECT m.id, 0, '' FROM messages m
    WHERE m.state NOT IN ('pending', 'streaming') AND m.text <> ''
        AND NOT EXISTS (SELECT 1 FROM _message_words w WHERE w.message_id = m.id)
    ORDER BY m.created_at, m.id
    ON CONFLICT (message_id) DO NOTHING";

/// The same for one conversation.
pub(super) const NOTE_TALK: &str = "INSERT INTO _message_words (message_id, rules, words)
    SELECT id, 0, '' FROM messages WHERE conversation_id = $1 AND text <> '' ORDER BY seq";

/// All of the query, in what is `user`'s. Words hold no sign of the language.
pub(super) fn asked(user: UserId, query: &Query) -> String {
    let owner = format!("'@{}'", user.uuid().simple());
    let phrases = query.phrases().map(|phrase| {
        let open = if query.is_open(phrase) { ":*" } else { "" };
        format!("('{}'{open})", phrase.join("' <-> '"))
    });
    std::iter::once(owner).chain(phrases).collect::<Vec<_>>().join(" & ")
}

/// Keeps the words of a message in place of those before.
pub(super) fn keep(writes: &mut Batch, conversation: Uuid, message: Uuid, words: &[String]) {
    let sql = "INSERT INTO _message_words (message_id, rules, words)
               SELECT $1, $2, CAST($3::text AS tsvector)
                   || array_to_tsvector(ARRAY['@' || replace(owner_id::text, '-', '')])
               FROM conversations WHERE id = $4 AND NOT EXISTS
                   (SELECT 1 FROM messages WHERE id = $1 AND deleted_at IS NOT NULL)
               ON CONFLICT (message_id) DO UPDATE
                   SET rules = excluded.rules, words = excluded.words";
    writes.add(sql).bind(message).bind(RULES).bind(placed(words)).bind(conversation);
}

/// Words with their places, as the engine reads them.
fn placed(words: &[String]) -> String {
    // Higher places are all the same to the engine.
    let places = (1..).map(|place| std::cmp::min(place, 16_383));
    let placed = words.iter().zip(places).map(|(word, place)| format!("'{word}':{place}"));
    placed.collect::<Vec<_>>().join(" ")
}

/// Words go with their row.
pub(super) fn remove(writes: &mut Batch, message: Uuid) {
    writes.add("DELETE FROM _message_words WHERE message_id = $1").bind(message);
}

/// So there is nothing to do later.
pub(super) const ANY_GONE: &str = "SELECT false";

pub(super) async fn purge(_: &mut Conn, _: i64) -> Result<usize> {
    Ok(0)
}
