//! The two engines' schemas are one: what is written once can be read on both.

use super::database::{Database, TABLES};

#[tokio::test]
async fn schemas_of_both_engines_have_the_same_tables_and_columns() {
    let (sqlite, postgres) = (Database::sqlite().await, Database::postgres().await);
    let here = sqlite
        .texts(
            "SELECT t.name || '.' || c.name || CASE c.\"notnull\" WHEN 1 THEN '' ELSE '?' END
             FROM sqlite_schema t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE '\\_%' ESCAPE '\\'
                 AND t.name NOT LIKE 'sqlite%' ORDER BY 1",
        )
        .await;
    let mut there = postgres
        .texts(
            "SELECT table_name || '.' || column_name ||
                 CASE is_nullable WHEN 'NO' THEN '' ELSE '?' END
             FROM information_schema.columns
             WHERE table_schema = 'public' AND table_name NOT LIKE '\\_%'",
        )
        .await;
    there.sort();
    assert_eq!(here, there);
    for table in TABLES {
        assert!(here.iter().any(|column| column.starts_with(&format!("{table}."))), "{table}");
    }
    let tables: std::collections::BTreeSet<_> =
        here.iter().filter_map(|column| column.split('.').next()).collect();
    assert_eq!(tables.len(), TABLES.len(), "the deletion test must know every table");
    sqlite.remove().await;
    postgres.remove().await;
}

#[tokio::test]
async fn schemas_of_both_engines_have_the_same_indexes() {
    let (sqlite, postgres) = (Database::sqlite().await, Database::postgres().await);
    let here = sqlite
        .texts("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1")
        .await;
    let mut there = postgres
        .texts(
            "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public'
                 AND tablename NOT LIKE '\\_%' AND indexname NOT LIKE '%\\_pkey' AND indexname NOT LIKE '%\\_key'",
        )
        .await;
    there.sort();
    assert!(!here.is_empty());
    assert_eq!(here, there);
    sqlite.remove().await;
    postgres.remove().await;
}

/// The plans of the hot queries: an index that the planner does not use is only a cost.
#[tokio::test]
async fn hot_queries_use_their_indexes() {
    let db = Database::sqlite().await;
    for (sql, index) in [
        (
            "SELECT count(*) FROM messages
             WHERE conversation_id = x'00' AND state IN ('pending', 'streaming')",
            "messages_open",
        ),
        (
            "SELECT id FROM messages
             WHERE conversation_id = x'00' AND author_user = x'00' AND client_id = x'00'",
            "messages_sent_once",
        ),
        (
            "SELECT id FROM messages WHERE conversation_id = x'00' AND parent = x'00' AND seq > 9",
            "messages_following",
        ),
        (
            "SELECT c.title FROM conversations c
             JOIN participants p ON p.conversation_id = c.id AND p.user_id = x'00'
             WHERE c.owner_id = x'00' AND p.pinned = 0 AND c.delete_at IS NULL
                 AND (c.updated_at, c.id) < (1, x'00')
             ORDER BY c.updated_at DESC, c.id DESC LIMIT 5",
            "conversations_of_owner",
        ),
        (
            "SELECT c.title FROM participants p JOIN conversations c ON c.id = p.conversation_id
             WHERE p.user_id = x'00' AND p.pinned = 1",
            "participants_pinned",
        ),
        (
            "SELECT id FROM conversations WHERE delete_at IS NOT NULL ORDER BY delete_at LIMIT 5",
            "conversations_leaving",
        ),
        (
            "SELECT text FROM messages WHERE conversation_id = x'00' AND seq < 9
             ORDER BY seq DESC LIMIT 5",
            "sqlite_autoindex_messages_2",
        ),
        (
            "SELECT body FROM events WHERE conversation_id = x'00' AND seq > 9 ORDER BY seq LIMIT 5",
            "sqlite_autoindex_events_1",
        ),
    ] {
        let plan = db.plan(sql).await.join("; ");
        assert!(plan.contains(index) && !plan.contains("TEMP B-TREE"), "{sql}: {plan}");
    }
    db.remove().await;
}
