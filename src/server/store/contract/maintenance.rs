//! Migrations and checks.

use futures::future::join;

use super::{
    database::{Database, Place, TABLES},
    samples::{complete, conversation, everything_of, send, user},
};
use crate::store::{Error, Store};

async fn used(store: &dyn Store) {
    let person = user(store, "ada@example.org").await;
    for _ in 0..3 {
        let talk = conversation(store, person.id).await;
        let (_, answer) = send(store, talk.id, person.id, "hi").await;
        complete(store, talk.id, answer.id, "hello").await.unwrap();
        send(store, talk.id, person.id, "still open").await;
    }
}

async fn findings(db: &Database) -> String {
    let findings = db.store.check().await.unwrap();
    findings.into_iter().map(|finding| finding.what + "\n").collect()
}

pub async fn migrations_apply_once(db: &Database) {
    assert!(db.store.migrate().await.unwrap().is_empty());
    for table in TABLES {
        assert_eq!(db.number(&format!("SELECT count(*) FROM {table}")).await, 0);
    }
    db.store.ping().await.unwrap();
}

pub async fn migrations_by_two_programs_at_once_apply_once(db: &Database) {
    db.execute("DROP TABLE _message_words").await;
    for table in TABLES.iter().rev() {
        db.execute(&format!("DROP TABLE {table}")).await;
    }
    if let Place::Sqlite(_) = db.place {
        db.execute("DROP TABLE _memories_fts; DROP TABLE _words_fts; DROP TABLE _words_gone").await;
    }
    db.execute("DROP TABLE _sqlx_migrations").await;
    let (a, b) = (db.another().await, db.another().await);
    let (first, second) = join(a.migrate(), b.migrate()).await;
    first.unwrap();
    second.unwrap();
    used(&*a).await;
    assert_eq!(findings(db).await, "");
    join(a.close(), b.close()).await;
}

pub async fn database_of_a_newer_version_is_refused(db: &Database) {
    let newer = "INSERT INTO _sqlx_migrations
                     (version, description, success, checksum, execution_time)
                 SELECT 29991231000000, 'from the future', success, checksum, 0
                 FROM _sqlx_migrations LIMIT 1";
    db.execute(newer).await;
    let refused = db.store.migrate().await.unwrap_err();
    assert!(matches!(refused, Error::Refused(_)));
    assert!(refused.to_string().contains("29991231000000"), "{refused}");
    assert!(findings(db).await.contains("29991231000000"));
}

pub async fn used_database_has_no_findings(db: &Database) {
    used(&*db.store).await;
    assert_eq!(findings(db).await, "");
}

pub async fn check_finds_a_lost_event(db: &Database) {
    used(&*db.store).await;
    db.execute("DELETE FROM events WHERE seq = 3").await;
    let found = findings(db).await;
    assert_eq!(found.matches("the log has no event 3").count(), 3, "{found}");
    assert_eq!(found.matches("has no event that created it").count(), 3, "{found}");

    db.execute("DELETE FROM events WHERE seq > 6").await;
    assert!(findings(db).await.contains("the log ends at 6, the conversation says 8"));
}

pub async fn check_finds_a_changed_text(db: &Database) {
    used(&*db.store).await;
    db.execute("UPDATE messages SET text = 'forged' WHERE text = 'hello'").await;
    let found = findings(db).await;
    assert_eq!(found.matches("has another text than the log says").count(), 3, "{found}");
    db.execute("UPDATE events SET body = '{\"type\":\"unheard of\"}' WHERE seq = 1").await;
    assert!(findings(db).await.contains("events.body"));
}

pub async fn check_finds_orphans(db: &Database) {
    used(&*db.store).await;
    db.execute("DELETE FROM participants").await;
    assert!(findings(db).await.contains("3 conversations whose owner takes no part in them"));
    db.execute("DELETE FROM users").await;
    assert!(findings(db).await.contains("3 conversations without an owner"));
    db.execute("DELETE FROM conversations").await;
    let found = findings(db).await;
    assert!(found.contains("15 messages without a conversation"), "{found}");
    assert!(found.contains("24 events without a conversation"), "{found}");
}

pub async fn check_finds_orphans_in_every_table(db: &Database) {
    let person = user(&*db.store, "ada@example.org").await;
    everything_of(&*db.store, person.id, 1).await;
    assert_eq!(findings(db).await, "");
    db.execute("UPDATE users SET picture = id").await;
    assert!(findings(db).await.contains("1 accounts without the picture they name"));
    // Each time what is left refers to what went.
    for (gone, without, left) in [
        (
            "users",
            "an account",
            &["sessions", "API keys", "provider keys", "profiles", "memories", "moods"][..],
        ),
        ("users", "an account", &["imports", "pictures", "entries of usage", "participants"]),
        ("sessions", "a session", &["refresh tokens"]),
        ("conversations", "a conversation", &["messages", "events", "summaries", "placeholders"]),
        ("conversations", "a conversation", &["participants", "shared snapshots"]),
        ("messages", "a message", &["sent requests"]),
        ("shares", "a snapshot", &["shared messages"]),
    ] {
        db.execute(&format!("DELETE FROM {gone}")).await;
        let found = findings(db).await;
        for what in left {
            assert!(found.contains(&format!(" {what} without {without}\n")), "{what} in {found}");
        }
    }
}

pub async fn check_finds_a_missing_migration(db: &Database) {
    db.execute(
        "DELETE FROM _sqlx_migrations
         WHERE version = (SELECT max(version) FROM _sqlx_migrations)",
    )
    .await;
    assert!(findings(db).await.contains("has not been applied"));
}

pub async fn closed_store_is_unavailable(db: &Database) {
    let store = db.another().await;
    let person = user(&*store, "ada@example.org").await;
    store.close().await;
    let write = store.set_password(person.id, "x").await.unwrap_err();
    assert!(matches!(write, Error::Unavailable(_)), "{write}");
    let read = store.ping().await.unwrap_err();
    assert!(matches!(read, Error::Unavailable(_)), "{read}");
    store.close().await;
}
