//! Full-text search by FTS5.

use adda_protocol::UserId;
use uuid::Uuid;

use super::{Conn, batch::Batch};
use crate::{
    store::Result,
    words::{Query, RULES},
};

/// Texts of a person's memories: those the query finds, the best first, then names and preferences.
pub(super) const RELEVANT: &str = "SELECT m.text FROM memories m
    LEFT JOIN (SELECT rowid AS num, rank AS place FROM _memories_fts WHERE _memories_fts MATCH $2) f
        ON f.num = m.num
    WHERE m.user_id = $1 AND (f.num IS NOT NULL OR m.kind IN ('name', 'preference'))
    ORDER BY f.num IS NULL, f.place, m.updated_at DESC, m.num DESC LIMIT $3";

/// Words that begin like one of these, in what is `user`'s. Quoted, so that no word is an operator.
pub(super) fn query(user: UserId, words: &[String]) -> String {
    let quoted: Vec<String> =
        words.iter().map(|word| format!("\"{}\" *", word.replace('"', "\"\""))).collect();
    let owner = user.uuid().simple().to_string().to_uppercase();
    let any = if quoted.is_empty() { "\"\"".to_owned() } else { quoted.join(" OR ") };
    format!("owner : \"{owner}\" AND text : ({any})")
}

/// Messages of a person's conversations that have the words, newest first: the index is read from its end.
pub(super) const FIND: &str =
    "SELECT f.rowid AS num, c.id AS conversation_id, c.title, m.id, m.seq,
        m.author_kind, m.author_id, m.author_name, m.text, m.created_at
    FROM _words_fts f
    CROSS JOIN _message_words w ON w.num = f.rowid
    CROSS JOIN messages m ON m.id = w.message_id
    CROSS JOIN conversations c ON c.id = m.conversation_id AND c.delete_at IS NULL
    CROSS JOIN participants p ON p.conversation_id = c.id AND p.user_id = $1
    WHERE f._words_fts MATCH $2 AND f.rowid < $3
    ORDER BY f.rowid DESC LIMIT $4";

pub(super) const NOTE_UNREAD: &str = "INSERT INTO _message_words (message_id, rules)
    SELECT m.id, 0 FROM messages m
    WHERE m.state NOT IN ('pending', 'streaming') AND m.text <> ''
        AND NOT EXISTS (SELECT 1 FROM _message_words w WHERE w.message_id = m.id)
    ORDER BY m.created_at, m.id";

/// The same for one conversation.
pub(super) const NOTE_TALK: &str = "INSERT INTO _message_words (message_id, rules)
    SELECT id, 0 FROM messages WHERE conversation_id = $1 AND text <> '' ORDER BY seq";

/// All of the query, in what is `user`'s. Words hold no sign of the language.
pub(super) fn asked(user: UserId, query: &Query) -> String {
    let owner = user.uuid().simple();
    let phrase = |phrase: &[String]| {
        format!("\"{}\"{}", phrase.join(" "), if query.is_open(phrase) { " *" } else { "" })
    };
    let phrases: Vec<String> = query.phrases().map(phrase).collect();
    format!("owner : \"{owner}\" AND words : ({})", phrases.join(" AND "))
}

/// Keeps the words of a message in place of those before.
pub(super) fn keep(writes: &mut Batch, conversation: Uuid, message: Uuid, words: &[String]) {
    let sql = "INSERT INTO _message_words (message_id, rules) VALUES ($1, $2)
               ON CONFLICT (message_id) DO UPDATE SET rules = excluded.rules";
    writes.add(sql).bind(message).bind(RULES);
    let sql = "INSERT OR REPLACE INTO _words_fts (rowid, owner, words)
               SELECT w.num, lower(hex(c.owner_id)), $3 FROM _message_words w, conversations c
               WHERE w.message_id = $1 AND c.id = $2";
    writes.add(sql).bind(message).bind(conversation).bind(words.join(" "));
}

/// Removes the words of a message. What is noted of them as gone is cleared away with that of others.
pub(super) fn remove(writes: &mut Batch, message: Uuid) {
    let sql = "DELETE FROM _words_fts
               WHERE rowid = (SELECT num FROM _message_words WHERE message_id = $1)";
    writes.add(sql).bind(message);
    writes.add("DELETE FROM _message_words WHERE message_id = $1").bind(message);
}

pub(super) const ANY_GONE: &str = "SELECT EXISTS (SELECT 1 FROM _words_gone)";

/// Removes the words of messages that are gone.
pub(super) async fn purge(conn: &mut Conn, limit: i64) -> Result<usize> {
    let sql = "DELETE FROM _words_fts
               WHERE rowid IN (SELECT num FROM _words_gone ORDER BY num LIMIT $1)";
    sqlx::query(sql).bind(limit).execute(&mut *conn).await?;
    let sql = "DELETE FROM _words_gone
               WHERE num IN (SELECT num FROM _words_gone ORDER BY num LIMIT $1)";
    let done = sqlx::query(sql).bind(limit).execute(conn).await?;
    Ok(usize::try_from(done.rows_affected()).unwrap_or(usize::MAX))
}
