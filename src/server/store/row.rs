//! Rows read into structs, by the names of their fields. Not by `sqlx`'s derive: for that both engines are compiled once more,
//! TLS and all, as part of the compiler's own tools.

use sqlx::{Row, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;

/// What a field is read as: one column of the row, or a struct of several.
pub(super) trait Field<R>: Sized {
    fn read(row: &R, column: &'static str) -> sqlx::Result<Self>;
}

macro_rules! columns {
    ($($kind:ty),* $(,)?) => {
        $(
            impl Field<SqliteRow> for $kind {
                fn read(row: &SqliteRow, column: &'static str) -> sqlx::Result<Self> {
                    row.try_get(column)
                }
            }

            impl Field<PgRow> for $kind {
                fn read(row: &PgRow, column: &'static str) -> sqlx::Result<Self> {
                    row.try_get(column)
                }
            }
        )*
    };
}

columns!(i64, String, Uuid, Vec<u8>, Option<i64>, Option<String>, Option<Uuid>);

/// A struct that rows of both engines are read into.
macro_rules! row {
    (
        $(#[$of_all:meta])*
        $seen:vis struct $name:ident {
            $($(#[$of_one:meta])* $seen_one:vis $field:ident: $kind:ty),* $(,)?
        }
    ) => {
        $(#[$of_all])*
        $seen struct $name {
            $($(#[$of_one])* $seen_one $field: $kind),*
        }

        row!(@read sqlx::sqlite::SqliteRow, $name { $($field)* });
        row!(@read sqlx::postgres::PgRow, $name { $($field)* });
    };
    (@read $row:ty, $name:ident { $($field:ident)* }) => {
        impl<'r> sqlx::FromRow<'r, $row> for $name {
            fn from_row(row: &'r $row) -> sqlx::Result<Self> {
                Ok(Self { $($field: $crate::store::row::Field::read(row, stringify!($field))?),* })
            }
        }

        impl $crate::store::row::Field<$row> for $name {
            fn read(row: &$row, _: &'static str) -> sqlx::Result<Self> {
                sqlx::FromRow::from_row(row)
            }
        }
    };
}
