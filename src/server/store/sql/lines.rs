//! Stretches of a conversation as models are told them.

use adda_protocol::{Author, AuthorKind, ConversationId};
use uuid::Uuid;

use super::batch::{Batch, Found};
use crate::store::{
    Leaf, Line, Result, Stretch,
    rows::{to_integer, to_seq},
};

row! {
    struct LineRow {
        id: Uuid,
        seq: i64,
        author_kind: String,
        author_id: String,
        author_name: String,
        text: String,
        created_at: i64,
    }
}

impl From<LineRow> for Line {
    fn from(row: LineRow) -> Self {
        // The queries give people and models only.
        let kind = if row.author_kind == "ai" { AuthorKind::Ai } else { AuthorKind::User };
        Self {
            id: row.id.into(),
            seq: to_seq(row.seq),
            author: Author { kind, id: row.author_id, name: row.author_name },
            text: row.text,
            at: row.created_at,
        }
    }
}

/// The path up, with what counts of it: whether a message is part of the talk and of the stretch, and its size.
macro_rules! path {
    ($columns:literal, $first:literal, $next:literal, $so_long:literal) => {
        path_up!(
            path_end!(),
            $columns,
            concat!(counted!(), ", ", $first),
            concat!(counted!(), ", ", $next),
            $so_long
        )
    };
}

/// A message, or where person $7 is.
macro_rules! path_end {
    () => {
        concat!("coalesce($2, ", leaf!("$7"), ")")
    };
}

macro_rules! counted {
    () => {
        "CASE WHEN m.state IN ('complete', 'stopped', 'interrupted') AND m.author_kind <> 'system'
                  AND octet_length(m.text) > 0 AND m.seq > $3 AND m.seq < $4
              THEN octet_length(m.text) ELSE 0 END"
    };
}

macro_rules! line_columns {
    () => {
        "messages.id, messages.seq, author_kind, author_id, author_name, text, created_at"
    };
}

/// From the path's end, for as long as there are lines and bytes left.
pub(super) const NEWEST: &str = concat!(
    path!(
        "size, lines, nearer",
        "0, 0",
        "up.lines + CASE WHEN up.size > 0 THEN 1 ELSE 0 END, up.nearer + up.size",
        "up.place > $3 AND up.lines + CASE WHEN up.size > 0 THEN 1 ELSE 0 END < $5
         AND up.nearer + up.size < $6"
    ),
    "SELECT ",
    line_columns!(),
    " FROM up JOIN messages ON messages.id = up.at
      WHERE size > 0 AND lines < $5 AND nearer < $6"
);

/// From the path's other end, which has to be walked to.
pub(super) const OLDEST: &str = concat!(
    path_up!(path_end!(), "size", counted!(), counted!(), "up.place > $3"),
    "SELECT ",
    line_columns!(),
    " FROM (SELECT at, place, sum(size) OVER (ORDER BY place) - size AS nearer
            FROM (SELECT at, place, size FROM up WHERE size > 0 ORDER BY place LIMIT $5) sizes) sums
      JOIN messages ON messages.id = sums.at
      WHERE nearer < $6"
);

/// One of the two above.
pub(super) fn ask(asked: &mut Batch, sql: &'static str, id: ConversationId, stretch: Stretch) {
    let (leaf, user) = match stretch.leaf {
        Leaf::At(message) => (Some(message.uuid()), None),
        Leaf::Next(user, _) => (None, Some(user.uuid())),
    };
    asked
        .add(sql)
        .bind(id.uuid())
        .bind(leaf)
        .bind(to_integer(stretch.after))
        .bind(to_integer(stretch.before))
        .bind(to_integer(stretch.lines))
        .bind(to_integer(stretch.bytes))
        .bind(user);
}

/// Oldest first.
pub(super) fn take(found: &mut Found) -> Result<Vec<Line>> {
    let mut lines: Vec<Line> = found.all::<LineRow>()?.into_iter().map(Into::into).collect();
    // Cheaper here: the database would move every text to put them in order.
    lines.sort_unstable_by_key(|line| line.seq);
    Ok(lines)
}
