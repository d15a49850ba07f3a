//! What the drivers' errors mean to a caller.

use sqlx::{
    error::DatabaseError, migrate::MigrateError, postgres::PgDatabaseError, sqlite::SqliteError,
};

use super::Error;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(error) => from_engine(error.as_ref()),
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Self::Unavailable(error.to_string()),
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::Decode(_)
            | sqlx::Error::RowNotFound => Self::Inconsistent(error.to_string()),
            _ => Self::Refused(error.to_string()),
        }
    }
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) => error.into(),
            MigrateError::VersionMismatch(version) => Self::Refused(format!(
                "migration {version} was applied in another form than this program knows; \
                 the database belongs to another build"
            )),
            other => Self::Refused(other.to_string()),
        }
    }
}

fn from_engine(error: &(dyn DatabaseError + 'static)) -> Error {
    let code = error.code().unwrap_or_default();
    if error.try_downcast_ref::<PgDatabaseError>().is_some() {
        from_sqlstate(&code, error.message())
    } else if error.try_downcast_ref::<SqliteError>().is_some() {
        from_result_code(code.parse().unwrap_or_default(), error.message())
    } else {
        Error::Refused(error.message().to_owned())
    }
}

/// `PostgreSQL`, appendix A "Error Codes".
fn from_sqlstate(code: &str, message: &str) -> Error {
    match code {
        // serialization_failure, deadlock_detected
        "40001" | "40P01" => Error::Contended(message.to_owned()),
        // data_corrupted, index_corrupted
        "XX001" | "XX002" => Error::Inconsistent(message.to_owned()),
        // connection exception, insufficient resources, operator intervention
        _ if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => {
            Error::Unavailable(message.to_owned())
        }
        _ => Error::Refused(message.to_owned()),
    }
}

/// `SQLite`, "Result and Error Codes": the low byte is the primary code.
fn from_result_code(code: i32, message: &str) -> Error {
    match code & 0xff {
        // BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN
        5..=10 | 13 | 14 => Error::Unavailable(message.to_owned()),
        // CORRUPT, NOTADB
        11 | 26 => Error::Inconsistent(message.to_owned()),
        _ => Error::Refused(message.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engine_errors_become_what_a_caller_can_do() {
        assert!(matches!(from_sqlstate("40P01", ""), Error::Contended(_)));
        assert!(matches!(from_sqlstate("57P01", ""), Error::Unavailable(_)));
        assert!(matches!(from_sqlstate("42601", ""), Error::Refused(_)));
        // SQLITE_BUSY_SNAPSHOT and SQLITE_IOERR_FSYNC, extended codes.
        assert!(matches!(from_result_code(517, ""), Error::Unavailable(_)));
        assert!(matches!(from_result_code(1034, ""), Error::Unavailable(_)));
        assert!(matches!(from_result_code(267, ""), Error::Inconsistent(_)));
        assert!(matches!(from_result_code(2067, ""), Error::Refused(_)));
    }
}
