//! `SQLite`: copies made while the store is in use.

use std::{os::unix::fs::PermissionsExt, sync::Arc};

use adda_protocol::MessageId;
use tokio::sync::watch;

use super::{
    database::Database,
    samples::{conversation, new_send, user},
};
use crate::{
    config::DatabaseConfig,
    secret::Secret,
    store::{Error, SendOutcome, connect},
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backup_while_writing_is_whole_and_has_all_that_was_acknowledged() {
    let db = Database::sqlite().await;
    let person = user(&*db.store, "ada@example.org").await.id;
    let (stop, stopped) = watch::channel(false);
    let (progress, mut acknowledged) = watch::channel(Vec::<MessageId>::new());
    let progress = Arc::new(progress);
    let mut writers = Vec::new();
    let mut talks = Vec::new();
    for _ in 0..4 {
        let talk = conversation(&*db.store, person).await.id;
        talks.push(talk);
        let (store, stopped, progress) = (db.store.clone(), stopped.clone(), progress.clone());
        writers.push(tokio::spawn(async move {
            while !*stopped.borrow() {
                let mut new = new_send(talk, person, "while copying");
                new.max_open = usize::MAX;
                let id = new.message;
                let outcome = store.append_send(new).await.unwrap();
                assert!(matches!(outcome, SendOutcome::Sent { .. }));
                progress.send_modify(|acknowledged| acknowledged.push(id));
            }
        }));
    }
    acknowledged.wait_for(|acknowledged| acknowledged.len() > 40).await.unwrap();
    let before = acknowledged.borrow().clone();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.db");
    db.store.backup(&path).await.unwrap();
    stop.send(true).unwrap();
    for writer in writers {
        writer.await.unwrap();
    }

    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let url = Secret::new(format!("sqlite://{}", path.display()));
    let config = DatabaseConfig { url: Some(url), pool: 2 };
    let copy = connect(&config, folder.path()).await.unwrap();
    assert!(copy.migrate().await.unwrap().is_empty());
    assert_eq!(copy.check().await.unwrap(), []);
    let mut copied = Vec::new();
    for talk in talks {
        copied.extend(copy.messages(talk, None, usize::MAX).await.unwrap().iter().map(|m| m.id));
    }
    assert!(before.iter().all(|id| copied.contains(id)));
    copy.close().await;
    db.remove().await;
}

#[tokio::test]
async fn backup_over_an_existing_file_is_refused() {
    let db = Database::sqlite().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("precious");
    std::fs::write(&path, "precious").unwrap();
    for taken in [&path, &db.file(), &folder.path().join("no/such/folder")] {
        let refused = db.store.backup(taken).await.unwrap_err();
        assert!(matches!(refused, Error::Refused(_)), "{refused}");
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    assert_eq!(db.store.check().await.unwrap(), []);
    db.remove().await;
}

#[tokio::test]
async fn backup_of_postgres_is_refused_with_the_way_to_do_it() {
    let db = Database::postgres().await;
    let refused = db.store.backup("unused".as_ref()).await.unwrap_err();
    assert!(refused.to_string().contains("pg_dump"), "{refused}");
    db.remove().await;
}
