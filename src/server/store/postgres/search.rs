//! Full-text search by tsvector, in the configuration that knows no language and therefore serves all.

use adda_protocol::UserId;

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
