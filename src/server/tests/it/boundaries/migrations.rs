//! The schema's history: what every database that is in use has been through.

use std::{collections::BTreeMap, fmt::Write};

use sha2::{Digest, Sha256};

use super::source::Source;

/// Beside the migrations: a line for each, as `sha256sum` writes and checks them.
pub const SUMS: &str = "SHA256SUMS";

/// Both engines have the same migrations, and each says why in its first line.
pub fn agree(migrations: &[Source]) -> Vec<String> {
    let names = |engine: &str| -> Vec<&str> {
        let folder = format!("migrations/{engine}/");
        migrations.iter().filter_map(|file| file.path.strip_prefix(&folder)).collect()
    };
    let mut broken = Vec::new();
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    for name in sqlite.iter().filter(|name| !postgres.contains(name)) {
        broken.push(format!("{name} exists for SQLite only"));
    }
    for name in postgres.iter().filter(|name| !sqlite.contains(name)) {
        broken.push(format!("{name} exists for PostgreSQL only"));
    }
    for file in migrations.iter().filter(|file| !file.text.starts_with("-- ")) {
        broken.push(format!("{} does not say why in its first line", file.path));
    }
    broken
}

/// While one version takes over from another, the older one still reads and writes: nothing it names may go or change, and
/// nothing be asked for that it does not give.
pub fn spare_the_version_before(files: &[Source]) -> Vec<String> {
    const TAKES: &[&str] =
        &["drop table", "drop column", "rename", "alter column", "set not null", "add constraint"];
    let mut broken = Vec::new();
    for file in files {
        let lines = file.text.lines().map(|line| line.split("--").next().unwrap_or_default());
        let code = lines.collect::<Vec<_>>().join(" ").to_lowercase();
        for statement in code.split(';') {
            let words = statement.split_whitespace().collect::<Vec<_>>().join(" ");
            let asks = words.contains("add column")
                && words.contains("not null")
                && !words.contains("default");
            if asks || TAKES.iter().any(|take| words.contains(take)) {
                broken.push(format!("{}: the version before cannot do with: {words}", file.path));
            }
        }
    }
    broken
}

/// A database remembers the sum of each migration it went through, and refuses to start with another one.
pub fn are_never_edited(files: &[Source]) -> Vec<String> {
    let (sums, migrations): (Vec<_>, Vec<_>) =
        files.iter().partition(|file| file.path.ends_with(SUMS));
    let lines = sums.iter().flat_map(|file| file.text.lines());
    let mut listed: BTreeMap<_, _> =
        lines.filter_map(|line| line.split_once("  ")).map(|(sum, name)| (name, sum)).collect();
    let mut broken = Vec::new();
    for file in migrations {
        let name = file.path.strip_prefix("migrations/").unwrap_or(&file.path);
        let sum = sum_of(&file.text);
        match listed.remove(name) {
            Some(known) if known == sum => {}
            Some(_) => broken.push(format!(
                "{name} was edited, and databases that went through it would not start any more: put it back \
                 (git checkout) and write a new migration"
            )),
            None => broken.push(format!(
                "{name} is new: add its line to migrations/{SUMS}, `{sum}  {name}`, after which it stays as it is"
            )),
        }
    }
    let gone = listed.keys();
    broken
        .extend(gone.map(|name| format!("{name} is gone: databases that went through it miss it")));
    broken
}

fn sum_of(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut sum, byte| {
        let _ = write!(sum, "{byte:02x}");
        sum
    })
}
