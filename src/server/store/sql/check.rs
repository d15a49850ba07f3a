//! Verifying rows against each other: what the schema promises and what the log says.

use adda_protocol::{Event, Message};
use uuid::Uuid;

use super::Conn;
use crate::store::{
    Finding, Result,
    fold::contradictions,
    rows::{EventRow, MessageRow, to_seq},
};

/// Rows that refer to what is not there. The foreign keys forbid all but the last six; a file edited by hand or a
/// database restored in parts can have any.
const ORPHANS: [(&str, &str); 26] = [
    (
        "sessions without an account",
        "SELECT count(*) FROM sessions s WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = s.user_id)",
    ),
    (
        "refresh tokens without a session",
        "SELECT count(*) FROM refresh_tokens t WHERE NOT EXISTS
             (SELECT 1 FROM sessions s WHERE s.id = t.session_id)",
    ),
    (
        "provider keys without an account",
        "SELECT count(*) FROM provider_keys k WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = k.user_id)",
    ),
    (
        "API keys without an account",
        "SELECT count(*) FROM api_keys k WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = k.user_id)",
    ),
    (
        "entries of usage without an account",
        "SELECT count(*) FROM usage_entries e WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = e.user_id)",
    ),
    (
        "pictures without an account",
        "SELECT count(*) FROM pictures p WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = p.user_id)",
    ),
    (
        "profiles without an account",
        "SELECT count(*) FROM profiles p WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = p.user_id)",
    ),
    (
        "memories without an account",
        "SELECT count(*) FROM memories m WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = m.user_id)",
    ),
    (
        "moods without an account",
        "SELECT count(*) FROM moods m WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = m.user_id)",
    ),
    (
        "placeholders without a conversation",
        "SELECT count(*) FROM vaults v WHERE NOT EXISTS
             (SELECT 1 FROM conversations c WHERE c.id = v.conversation_id)",
    ),
    (
        "sent requests without a message",
        "SELECT count(*) FROM sent_requests s WHERE NOT EXISTS
             (SELECT 1 FROM messages m
              WHERE m.id = s.message_id AND m.conversation_id = s.conversation_id)",
    ),
    (
        "conversations without an owner",
        "SELECT count(*) FROM conversations c WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = c.owner_id)",
    ),
    (
        "participants without a conversation",
        "SELECT count(*) FROM participants p WHERE NOT EXISTS
             (SELECT 1 FROM conversations c WHERE c.id = p.conversation_id)",
    ),
    (
        "participants without an account",
        "SELECT count(*) FROM participants p WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = p.user_id)",
    ),
    (
        "messages without a conversation",
        "SELECT count(*) FROM messages m WHERE NOT EXISTS
             (SELECT 1 FROM conversations c WHERE c.id = m.conversation_id)",
    ),
    (
        "events without a conversation",
        "SELECT count(*) FROM events e WHERE NOT EXISTS
             (SELECT 1 FROM conversations c WHERE c.id = e.conversation_id)",
    ),
    (
        "summaries without a conversation",
        "SELECT count(*) FROM summaries s WHERE NOT EXISTS
             (SELECT 1 FROM conversations c WHERE c.id = s.conversation_id)",
    ),
    (
        "imports without an account",
        "SELECT count(*) FROM imports i WHERE NOT EXISTS
             (SELECT 1 FROM users u WHERE u.id = i.user_id)",
    ),
    (
        "shared snapshots without a conversation",
        "SELECT count(*) FROM shares s WHERE NOT EXISTS
             (SELECT 1 FROM conversations c WHERE c.id = s.conversation_id)",
    ),
    (
        "shared messages without a snapshot",
        "SELECT count(*) FROM shared_messages m WHERE NOT EXISTS
             (SELECT 1 FROM shares s WHERE s.id = m.share_id)",
    ),
    (
        "words without a message",
        "SELECT count(*) FROM _message_words w WHERE NOT EXISTS
             (SELECT 1 FROM messages m WHERE m.id = w.message_id)",
    ),
    (
        "conversations whose owner takes no part in them",
        "SELECT count(*) FROM conversations c WHERE NOT EXISTS
             (SELECT 1 FROM participants p
              WHERE p.conversation_id = c.id AND p.user_id = c.owner_id)",
    ),
    (
        "messages after one that is not there",
        concat!(
            "SELECT count(*) FROM messages a WHERE a.parent <> ",
            beginning!(),
            " AND NOT EXISTS
                 (SELECT 1 FROM messages m
                  WHERE m.id = a.parent AND m.conversation_id = a.conversation_id AND m.seq < a.seq)"
        ),
    ),
    (
        "paths to a message that is not there",
        "SELECT count(*) FROM participants p WHERE p.leaf IS NOT NULL AND NOT EXISTS
             (SELECT 1 FROM messages m
              WHERE m.id = p.leaf AND m.conversation_id = p.conversation_id)",
    ),
    (
        "answers to a message that is not there",
        "SELECT count(*) FROM messages a WHERE a.reply_to IS NOT NULL AND NOT EXISTS
             (SELECT 1 FROM messages m
              WHERE m.id = a.reply_to AND m.conversation_id = a.conversation_id)",
    ),
    (
        "accounts without the picture they name",
        "SELECT count(*) FROM users u WHERE u.picture IS NOT NULL AND NOT EXISTS
             (SELECT 1 FROM pictures p WHERE p.id = u.picture AND p.user_id = u.id)",
    ),
];

row! {
    struct Ends {
        id: Uuid,
        last_seq: i64,
    }
}

pub(super) async fn rows(conn: &mut Conn) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (what, sql) in ORPHANS {
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await?;
        if count > 0 {
            findings.push(Finding { what: format!("there are {count} {what}") });
        }
    }
    // One conversation at a time: what is held in memory stays small however large the database is.
    let mut after = Uuid::nil();
    loop {
        let sql = "SELECT id, last_seq FROM conversations WHERE id > $1 ORDER BY id LIMIT 100";
        let page: Vec<Ends> = sqlx::query_as(sql).bind(after).fetch_all(&mut *conn).await?;
        let Some(last) = page.last() else { return Ok(findings) };
        after = last.id;
        for ends in &page {
            findings.extend(conversation(conn, ends).await?);
        }
    }
}

async fn conversation(conn: &mut Conn, ends: &Ends) -> Result<Vec<Finding>> {
    let finding = |what: &dyn std::fmt::Display| Finding {
        what: format!("conversation {}: {what}", ends.id),
    };
    let sql = "SELECT conversation_id, seq, at, body FROM events
               WHERE conversation_id = $1 ORDER BY seq";
    let events = sqlx::query_as::<_, EventRow>(sql).bind(ends.id).fetch_all(&mut *conn).await?;
    let sql = concat!(
        "SELECT ",
        message_columns!(),
        " FROM messages WHERE conversation_id = $1 ORDER BY seq"
    );
    let messages = sqlx::query_as::<_, MessageRow>(sql).bind(ends.id).fetch_all(conn).await?;

    let events: Result<Vec<Event>> = events.into_iter().map(TryInto::try_into).collect();
    let messages: Result<Vec<Message>> = messages.into_iter().map(TryInto::try_into).collect();
    Ok(match (events, messages) {
        (Ok(events), Ok(messages)) => contradictions(to_seq(ends.last_seq), &events, &messages)
            .iter()
            .map(|what| finding(what))
            .collect(),
        (Err(error), _) | (_, Err(error)) => vec![finding(&error)],
    })
}
