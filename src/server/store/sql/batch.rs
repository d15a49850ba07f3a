//! Statements none of which needs what another gave. They are gathered, and go to the engine together where it takes more than
//! one at a time: on `SQLite` each is otherwise a way to the connection's thread and back, which costs more than the statement.

use futures::{TryStreamExt, future::try_join_all};
use sqlx::{Arguments as _, AssertSqlSafe, Either, Encode, Executor, FromRow, Type};

use super::{Conn, Db, Readers, TOGETHER};
use crate::store::{Error, Result};

type Arguments = <Db as sqlx::Database>::Arguments;
type Row = <Db as sqlx::Database>::Row;

/// Statements in the order they are to be made in.
#[derive(Default)]
pub(super) struct Batch {
    pub parts: Vec<Part>,
    failure: Option<Error>,
}

/// What goes to the engine at once.
#[derive(Default)]
pub(super) struct Part {
    pub sql: String,
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
        self.sound()?;
        for Part { sql, arguments, .. } in self.parts.drain(..) {
            sqlx::query_with(AssertSqlSafe(sql), arguments).execute(&mut *conn).await?;
        }
        Ok(())
    }

    /// What the questions find, one after the other.
    pub async fn ask(mut self, conn: &mut Conn) -> Result<Found> {
        self.sound()?;
        let mut found = Vec::new();
        for part in self.parts {
            found.extend(part.ask(&mut *conn).await?);
        }
        Ok(Found(found.into_iter()))
    }

    /// What the questions find, side by side where each goes alone: not all of them see the same moment.
    pub async fn ask_beside(mut self, readers: &Readers) -> Result<Found> {
        self.sound()?;
        let found = try_join_all(self.parts.into_iter().map(|part| part.ask(readers))).await?;
        let found: Vec<_> = found.into_iter().flatten().collect();
        Ok(Found(found.into_iter()))
    }

    fn sound(&mut self) -> Result<()> {
        self.failure.take().map_or(Ok(()), Err)
    }
}

impl Part {
    /// The rows of each statement.
    async fn ask<'c>(self, executor: impl Executor<'c, Database = Db>) -> Result<Vec<Vec<Row>>> {
        let mut found = Vec::with_capacity(self.statements);
        let mut rows = Vec::new();
        let mut steps =
            executor.fetch_many(sqlx::query_with(AssertSqlSafe(self.sql), self.arguments));
        while let Some(step) = steps.try_next().await? {
            match step {
                Either::Right(row) => rows.push(row),
                Either::Left(_end) => found.push(std::mem::take(&mut rows)),
            }
        }
        Ok(found)
    }
}

/// What was found, to be taken in the order it was asked for.
pub(super) struct Found(std::vec::IntoIter<Vec<Row>>);

impl Found {
    /// Everything that the next question found.
    pub fn all<T: for<'r> FromRow<'r, Row>>(&mut self) -> Result<Vec<T>> {
        let rows = self.0.next().unwrap_or_default();
        Ok(rows.iter().map(T::from_row).collect::<sqlx::Result<_>>()?)
    }

    /// The first of it.
    pub fn first<T: for<'r> FromRow<'r, Row>>(&mut self) -> Result<Option<T>> {
        let rows = self.0.next().unwrap_or_default();
        Ok(rows.first().map(T::from_row).transpose()?)
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
