//! Full-text search by FTS5.

use adda_protocol::UserId;

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
