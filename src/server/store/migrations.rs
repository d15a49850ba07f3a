//! The schema's steps, built into the program. One list for both engines: the same versions and names by construction.

use std::borrow::Cow;

use sqlx::{
    SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

use super::{Error, Result};

struct Step {
    /// Name of the file, `{version}_{name}`.
    file: &'static str,
    sql: &'static str,
}

impl Step {
    fn parts(&self) -> (i64, &'static str) {
        let (version, name) = self.file.split_once('_').unwrap_or((self.file, ""));
        (version.parse().unwrap_or_default(), name)
    }
}

/// The steps, oldest first, with their text for either engine.
/// They are only ever added, never edited: databases remember their checksums.
macro_rules! steps {
    ($($file:literal),+ $(,)?) => {
        const SQLITE: &[Step] = &[$(Step {
            file: $file,
            sql: include_str!(concat!("../../../migrations/sqlite/", $file, ".sql")),
        }),+];
        const POSTGRES: &[Step] = &[$(Step {
            file: $file,
            sql: include_str!(concat!("../../../migrations/postgres/", $file, ".sql")),
        }),+];
    };
}

steps![
    "20261121080000_accounts",
    "20261121080100_conversations",
    "20261121120000_usage",
    "20261121130000_provider_keys",
    "20261121130100_api_keys",
    "20261121150000_summaries",
    "20261121150100_profiles",
    "20261121150200_memories",
    "20261121150300_moods",
    "20261121150400_vaults",
    "20261121150500_sent_requests",
    "20261121160000_hidden_terms",
    "20261121170000_read_moods",
    "20261121174500_appearance",
    "20261121190000_shelf",
    "20261121193000_message_words",
    "20261121200000_versions",
    "20261121210000_shares",
    "20261121211500_administration",
    "20261121212000_following",
    "20261121213000_imports",
    "20261121214000_pictures",
    "20261122010000_blocked",
    "20261122013000_side_by_side",
    "20261122150000_deleted_messages",
];

fn versions() -> impl Iterator<Item = i64> + Clone {
    SQLITE.iter().map(|step| step.parts().0)
}

/// The table in which the migrator notes what it applied.
pub(super) const APPLIED: &str = "SELECT version FROM _sqlx_migrations ORDER BY version";

pub(super) fn sqlite() -> Migrator {
    migrator(SQLITE)
}

pub(super) fn postgres() -> Migrator {
    migrator(POSTGRES)
}

fn migrator(steps: &[Step]) -> Migrator {
    let migration = |step: &Step| {
        let (version, name) = step.parts();
        let sql = step.sql.into_sql_str();
        Migration::new(version, Cow::Borrowed(name), MigrationType::Simple, sql, false)
    };
    Migrator::with_migrations(steps.iter().map(migration).collect())
}

/// What the database lacks or has too much, as one sentence each.
pub(super) fn differences(applied: &[i64]) -> Vec<String> {
    let missing = versions().filter(|version| !applied.contains(version));
    let newer = applied.iter().filter(|&&version| !versions().any(|known| known == version));
    missing
        .map(|version| format!("migration {version} has not been applied; run `adda migrate`"))
        .chain(newer.map(|version| {
            format!("the schema has migration {version}, which this program does not know")
        }))
        .collect()
}

/// Refuses a database that a newer program has migrated: we cannot know what its tables mean.
pub(super) fn refuse_newer(applied: &[i64]) -> Result<()> {
    let newest = versions().max().unwrap_or_default();
    match applied.iter().find(|&&version| version > newest) {
        Some(version) => Err(Error::Refused(format!(
            "the database has schema version {version}, this program knows only {newest}; \
             start a newer version of the program"
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    fn folder(engine: &str) -> Vec<String> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations").join(engine);
        let mut names: Vec<_> = fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn migrations_are_the_same_in_both_folders_and_all_built_in() {
        let built_in: Vec<_> = SQLITE.iter().map(|step| format!("{}.sql", step.file)).collect();
        assert_eq!(folder("sqlite"), built_in);
        assert_eq!(folder("postgres"), built_in);
    }

    #[test]
    fn migrations_say_why_in_their_first_line() {
        for step in SQLITE.iter().chain(POSTGRES) {
            assert!(step.sql.starts_with("-- "), "{} does not say why", step.file);
        }
    }

    #[test]
    fn schema_newer_than_the_program_is_refused() {
        let known: Vec<_> = versions().collect();
        assert!(known.is_sorted() && !known.contains(&0));
        assert!(refuse_newer(&known).is_ok());
        let refusal = refuse_newer(&[known[0], i64::MAX]).unwrap_err().to_string();
        assert!(refusal.contains(&i64::MAX.to_string()), "{refusal}");
    }
}
