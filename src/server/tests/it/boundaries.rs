//! The dependency rules of docs/architecture.md, enforced by reading the sources. Every rule is also shown a planted
//! violation, so that it is known to be able to fail.

mod migrations;
mod rules;
mod source;
mod texts;

use std::path::Path;

use source::Source;

type Rule = fn(&[Source]) -> Vec<String>;

#[track_caller]
fn keeps(rule: Rule, sources: &[Source]) {
    assert!(!sources.is_empty(), "nothing was read");
    let broken = rule(sources);
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[track_caller]
fn catches(rule: Rule, path: &str, text: &str) {
    assert_eq!(rule(&[Source::planted(path, text)]).len(), 1, "{path}: {text}");
}

#[track_caller]
fn accepts(rule: Rule, path: &str, text: &str) {
    assert_eq!(rule(&[Source::planted(path, text)]), [""; 0], "{path}: {text}");
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// The product's sources: tests, examples and the bench may reach further.
fn product() -> Vec<Source> {
    const OTHERS: &[&str] = &["/tests/", "/examples/", "/bench/"];
    let mut sources = source::read(root(), "src", &[".rs"]);
    sources.retain(|source| !OTHERS.iter().any(|folder| source.path.contains(folder)));
    sources
}

#[test]
fn boundaries_packages_depend_downwards() {
    let rule: Rule = rules::packages_depend_downwards;
    let mut manifests = source::read(root(), "src", &["Cargo.toml"]);
    manifests.retain(|manifest| !manifest.path.contains("node_modules"));
    keeps(rule, &manifests);
    catches(rule, "src/protocol/Cargo.toml", "[dependencies]\nadda-client.workspace = true\n");
    catches(rule, "src/client/Cargo.toml", "[dependencies]\nadda-server = { path = \"x\" }\n");
    catches(rule, "src/redaction/Cargo.toml", "[dependencies]\nadda-client.workspace = true\n");
    catches(rule, "src/extra/Cargo.toml", "[package]\n");
    let tested = "[dependencies]\nadda-protocol.workspace = true\n\
                  [dev-dependencies]\nadda-client.workspace = true\n";
    accepts(rule, "src/server/Cargo.toml", tested);
}

#[test]
fn boundaries_crates_stay_in_their_place() {
    let rule: Rule = rules::crates_stay_in_their_place;
    keeps(rule, &product());
    catches(rule, "src/server/chat/engine.rs", "use sqlx::SqlitePool;");
    catches(rule, "src/server/auth/mod.rs", "fn f() { reqwest::Client::builder(); }");
    catches(rule, "src/server/realtime/hub.rs", "use axum::extract::ws::WebSocket;");
    catches(rule, "src/server/http/limits.rs", "use redis::Client;");
    catches(rule, "src/app/pages/chat.rs", "use adda_server::services::Services;");
    catches(rule, "src/app/components/composer.rs", "use gloo_net::websocket::Message;");
    accepts(rule, "src/server/store/sqlite.rs", "use sqlx::SqlitePool;");
    accepts(rule, "src/server/chat/turn.rs", "#[cfg(test)]\nmod tests { use axum::Router; }");
}

#[test]
fn boundaries_modules_depend_downwards() {
    let rule: Rule = rules::modules_depend_downwards;
    keeps(rule, &product());
    catches(rule, "src/server/store/log.rs", "use crate::{clock::Clock, chat::Engine};");
    catches(rule, "src/server/chat/turn.rs", "use crate::http::error;");
    catches(rule, "src/server/chat/turn.rs", "use super::super::realtime::connection::run;");
    catches(rule, "src/server/provider/guide.rs", "use crate::store::Store;");
    catches(rule, "src/app/components/list.rs", "use crate::pages::chat::Chat;");
    catches(rule, "src/app/state/thread.rs", "use crate::components::bubble;");
    catches(rule, "src/app/components/composer.rs", "use crate::api::send;");
    accepts(rule, "src/server/chat/turn.rs", "use crate::{realtime::hub::Hub, store::Store};");
    accepts(rule, "src/app/pages/chat.rs", "use crate::{api::open, components::bubble};");
}

#[test]
fn boundaries_messages_and_services_have_one_way() {
    let rule: Rule = rules::calls_go_one_way;
    keeps(rule, &product());
    catches(rule, "src/server/http/messages/send.rs", "let sent = store.append_send(new).await?;");
    catches(rule, "src/server/context/summary/mod.rs", "retry::open(resolved, request, policy)");
    catches(rule, "src/server/chat/turn.rs", "resolved.provider.stream(request).await");
    accepts(rule, "src/server/chat/send.rs", "self.store.append_send(new).await");
}

#[test]
fn boundaries_shared_packages_do_no_io() {
    let rule: Rule = rules::shared_packages_do_no_io;
    keeps(rule, &product());
    catches(rule, "src/client/sync.rs", "let now = Instant::now();");
    catches(rule, "src/protocol/ids.rs", "use std::fs;");
}

#[test]
fn boundaries_features_are_chosen_in_two_files() {
    let rule: Rule = rules::features_are_chosen_in_two_files;
    keeps(rule, &product());
    catches(rule, "src/app/pages/chat.rs", "#[cfg(feature = \"ssr\")]\nfn f() {}");
    accepts(rule, "src/app/api/mod.rs", "#[cfg(feature = \"ssr\")]\nmod server;");
}

#[test]
fn boundaries_files_are_short_and_named() {
    let rule: Rule = rules::files_are_short_and_named;
    keeps(rule, &source::read(root(), "src", &[".rs"]));
    catches(rule, "src/server/chat/engine.rs", &"\n".repeat(401));
    catches(rule, "src/client/utils.rs", "");
    catches(rule, "src/server/helpers/mod.rs", "");
}

#[test]
fn boundaries_texts_stand_in_the_catalogue() {
    let rule: Rule = texts::texts_stand_in_the_catalogue;
    keeps(rule, &product());
    let path = "src/app/pages/login.rs";
    catches(rule, path, "    <p>\n        \"Please sign in.\"\n    </p>");
    catches(rule, path, "<h2>\"Sessions\"</h2>");
    catches(rule, path, "<button aria-label=\"Close the list\">");
    catches(rule, path, "None => \"Not known yet\".to_owned(),");
    accepts(
        rule,
        path,
        "<h2>{text!(settings.sessions)}</h2> <b>\"Adda\"</b> <input name=\"email\" />",
    );
    accepts(rule, path, "#[expect(lint, reason = \"it is drawn once\")]");
}

#[test]
fn boundaries_colours_are_roles() {
    let rule: Rule = rules::colours_are_roles;
    keeps(rule, &source::read(root(), "src", &[".module.css"]));
    let path = "src/app/components/list/list.module.css";
    for colour in ["#fff", "#FFF8", "#1a2b3c", "#1a2b3c80"] {
        catches(rule, path, &format!(".a {{\n  color: {colour};\n}}"));
        catches(rule, path, &format!(".a {{ background: linear-gradient(0deg,{colour}, black) }}"));
    }
    accepts(
        rule,
        path,
        "/* once #fff,\n   then #000 */\n.a { color: var(--text); mask: url(#fading) }",
    );
}

#[test]
fn boundaries_migrations_agree() {
    let rule: Rule = migrations::agree;
    keeps(rule, &source::read(root(), "migrations", &[".sql"]));
    catches(rule, "migrations/sqlite/0001_accounts.sql", "-- why\n");
    catches(rule, "migrations/postgres/0001_accounts.sql", "-- why\n");
    let pair = ["sqlite", "postgres"]
        .map(|engine| Source::planted(&format!("migrations/{engine}/0001_a.sql"), "create\n"));
    assert_eq!(rule(&pair).len(), 2, "no reason in the first line");
}

#[test]
fn boundaries_migrations_spare_the_version_before() {
    let rule: Rule = migrations::spare_the_version_before;
    keeps(rule, &source::read(root(), "migrations", &[".sql"]));
    let path = "migrations/sqlite/0001_a.sql";
    for statement in [
        "DROP TABLE users",
        "ALTER TABLE users\n    DROP COLUMN name",
        "ALTER TABLE users RENAME COLUMN name TO called",
        "ALTER TABLE users ALTER COLUMN name TYPE TEXT",
        "ALTER TABLE users ADD COLUMN age INTEGER NOT NULL",
    ] {
        catches(rule, path, &format!("-- why\n{statement};\nCREATE INDEX i ON t (a);\n"));
    }
    let age = "ALTER TABLE users ADD COLUMN age INTEGER NOT NULL DEFAULT 0";
    accepts(rule, path, &format!("-- rename nothing; drop table no\n{age};\nDROP INDEX old;\n"));
}

#[test]
fn boundaries_migrations_are_never_edited() {
    let rule: Rule = migrations::are_never_edited;
    keeps(rule, &source::read(root(), "migrations", &[".sql", migrations::SUMS]));
    // The sum of "-- why\n".
    let sum = "665b185587917324291036dc9ab7912b06c514c555971ab2f4f960d906d0989d";
    let path = "migrations/sqlite/0001_a.sql";
    let with = |listed: &str, text: &str| {
        let sums = Source::planted("migrations/SHA256SUMS", listed);
        rule(&[Source::planted(path, text), sums])
    };
    let listed = format!("{sum}  sqlite/0001_a.sql\n");
    assert_eq!(with(&listed, "-- why\n"), [""; 0]);
    assert!(with(&listed, "-- why not\n")[0].contains("write a new migration"));
    assert!(with("", "-- why\n")[0].contains("add its line"));
    let gone = format!("{listed}{sum}  sqlite/0002_b.sql\n");
    assert!(with(&gone, "-- why\n")[0].contains("is gone"));
    catches(rule, path, "-- why\n");
}
