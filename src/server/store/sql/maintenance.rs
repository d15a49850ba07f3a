//! Keeping the database: migrations, checks, the end.

use std::path::Path;

use async_trait::async_trait;
use sqlx::Connection;

use super::{Backend, Conn, ENGINE, NOTES_MIGRATIONS, SNAPSHOT, backup, check, check_engine};
use crate::store::{
    Finding, Maintenance, Result,
    migrations::{APPLIED, differences},
};

#[async_trait]
impl Maintenance for Backend {
    fn engine(&self) -> &'static str {
        ENGINE
    }

    async fn migrate(&self) -> Result<Vec<i64>> {
        self.apply_migrations().await
    }

    async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute(self.readers()).await?;
        Ok(())
    }

    async fn check(&self) -> Result<Vec<Finding>> {
        let mut conn = self.readers().acquire().await?;
        let mut tx = conn.begin_with(SNAPSHOT).await?;
        let mut findings = check_engine(&mut tx).await?;
        let schema = differences(&applied(&mut tx).await?);
        if schema.is_empty() {
            findings.extend(check::rows(&mut tx).await?);
        } else {
            // The tables may not be what the other checks expect.
            findings.extend(schema.into_iter().map(|what| Finding { what }));
        }
        tx.rollback().await?;
        Ok(findings)
    }

    async fn backup(&self, path: &Path) -> Result<()> {
        backup(self, path).await
    }

    async fn close(&self) {
        self.shut().await;
    }
}

/// Versions of the migrations this database has had.
pub(super) async fn applied(conn: &mut Conn) -> Result<Vec<i64>> {
    let any: bool = sqlx::query_scalar(NOTES_MIGRATIONS).fetch_one(&mut *conn).await?;
    if !any {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_scalar(APPLIED).fetch_all(conn).await?)
}
