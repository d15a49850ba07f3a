//! Writes whose outcome nobody reads before the commit. They are gathered, and made together where the engine takes more than
//! one statement at a time: on `SQLite` each is otherwise a way to the connection's thread and back, which costs more than the write.

use sqlx::{Arguments as _, AssertSqlSafe, Encode, Type};

use super::{Conn, Db, TOGETHER};
use crate::store::{Error, Result};

type Arguments = <Db as sqlx::Database>::Arguments;

/// Writes in the order they are to be made in.
#[derive(Default)]
pub(super) struct Batch {
    parts: Vec<Part>,
    failure: Option<Error>,
}

/// What goes to the engine at once.
#[derive(Default)]
struct Part {
    sql: String,
    arguments: Arguments,
    statements: usize,
}

/// The values of a statement, in the order of its placeholders.
pub(super) struct Values<'b> {
    arguments: &'b mut Arguments,
    failure: &'b mut Option<Error>,
}

impl Batch {
    /// Adds a statement with placeholders `$1`, `$2`, ...
    pub fn add(&mut self, sql: &'static str) -> Values<'_> {
        if self.parts.last().is_none_or(|part| part.statements == TOGETHER) {
            self.parts.push(Part::default());
        }
        let at = self.parts.len() - 1;
        let part = &mut self.parts[at];
        if part.statements > 0 {
            part.sql.push(';');
        }
        renumber(sql, part.arguments.len(), &mut part.sql);
        part.statements += 1;
        Values { arguments: &mut part.arguments, failure: &mut self.failure }
    }

    /// Makes the writes; after one that fails none of the later ones. Nothing is left to be made.
    pub async fn run(&mut self, conn: &mut Conn) -> Result<()> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        for Part { sql, arguments, .. } in self.parts.drain(..) {
            sqlx::query_with(AssertSqlSafe(sql), arguments).execute(&mut *conn).await?;
        }
        Ok(())
    }
}

impl Values<'_> {
    pub fn bind<'v, T: Encode<'v, Db> + Type<Db>>(self, value: T) -> Self {
        if let Err(error) = self.arguments.add(value) {
            self.failure.get_or_insert(Error::Refused(error.to_string()));
        }
        self
    }
}

/// Appends a statement whose placeholders come after `before` others.
fn renumber(sql: &str, before: usize, to: &mut String) {
    let mut pieces = sql.split('$');
    to.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = piece.split_at(digits);
        to.push('$');
        match number.parse::<usize>() {
            Ok(number) => to.push_str(&(number + before).to_string()),
            Err(_) => to.push_str(number),
        }
        to.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renumbered(sql: &str, before: usize) -> String {
        let mut to = String::new();
        renumber(sql, before, &mut to);
        to
    }

    #[test]
    fn placeholders_are_renumbered_behind_others() {
        assert_eq!(renumbered("VALUES ($1, $2, $10)", 9), "VALUES ($10, $11, $19)");
        assert_eq!(renumbered("$1 $1", 0), "$1 $1");
        assert_eq!(renumbered("body LIKE '$%'", 3), "body LIKE '$%'");
        assert_eq!(renumbered("", 3), "");
    }

    #[test]
    fn statements_go_together_as_far_as_the_engine_takes_them() {
        let mut batch = Batch::default();
        for _ in 0..=TOGETHER {
            batch.add("UPDATE messages SET text = $2 WHERE seq = $1").bind(1).bind("text");
        }
        let sizes: Vec<usize> = batch.parts.iter().map(|part| part.statements).collect();
        assert_eq!(sizes, [TOGETHER, 1]);
        let last = 2 * TOGETHER;
        assert!(batch.parts[0].sql.ends_with(&format!("text = ${last} WHERE seq = ${}", last - 1)));
        assert_eq!(batch.parts[1].sql, "UPDATE messages SET text = $2 WHERE seq = $1");
    }
}
