//! What is kept sealed beside a conversation.

use super::{
    database::Database,
    samples::{NOW, complete, conversation, send, user},
};
use crate::store::{Sealed, SentRow};

pub async fn vault_is_written_over_the_version_that_was_read(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = conversation(store, ana).await.id;
    assert_eq!(store.vault(talk).await.unwrap(), None);
    let first = |bytes: u8| store.save_vault(talk, None, Sealed(vec![bytes, 0, 255]));
    let (one, other) = futures::join!(first(1), first(2));
    assert!(one.unwrap() != other.unwrap(), "one of two at once");
    let (_, version) = store.vault(talk).await.unwrap().unwrap();
    let (one, other) = futures::join!(
        store.save_vault(talk, Some(version), Sealed(vec![3])),
        store.save_vault(talk, Some(version), Sealed(vec![3]))
    );
    assert!(one.unwrap() != other.unwrap());
    assert_eq!(store.vault(talk).await.unwrap().unwrap().0, Sealed(vec![3]));

    store.delete_conversation(talk, None).await.unwrap();
    assert_eq!(store.vault(talk).await.unwrap(), None);
    assert!(!store.save_vault(talk, None, Sealed(vec![1])).await.unwrap());
}

pub async fn sent_requests_are_the_newest_and_their_persons_own(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await.id, user(store, "e@example.org").await.id);
    let talk = conversation(store, ana).await.id;
    let mut sent = Vec::new();
    for at in 0..4 {
        let (question, answer) = send(store, talk, ana, "q").await;
        complete(store, talk, answer.id, "a").await.unwrap();
        let row = SentRow {
            message: answer.id,
            conversation: talk,
            user: ana,
            sealed: Sealed(vec![9]),
            at: NOW + at,
        };
        store.keep_sent(row.clone(), 3).await.unwrap();
        sent.push((question.id, row));
    }
    let (question, last) = sent[3].clone();
    assert_eq!(store.sent_request(ana, last.message).await.unwrap().as_ref(), Some(&last));
    assert_eq!(store.sent_request(ana, question).await.unwrap().as_ref(), Some(&last));
    assert_eq!(store.sent_request(ana, sent[0].1.message).await.unwrap(), None, "too long ago");
    assert_eq!(store.sent_request(ana, sent[0].0).await.unwrap(), None);
    for message in [last.message, question] {
        assert_eq!(store.sent_request(eve, message).await.unwrap(), None);
    }
    // Asked again, it is the later one.
    let again = SentRow { sealed: Sealed(vec![7]), at: NOW + 9, ..last.clone() };
    store.keep_sent(again.clone(), 3).await.unwrap();
    assert_eq!(store.sent_request(ana, last.message).await.unwrap(), Some(again));
    // Somewhere else the message is not there.
    let other = conversation(store, eve).await.id;
    let strange = SentRow { conversation: other, ..sent[0].1.clone() };
    store.keep_sent(strange, 3).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM sent_requests").await, 3);
    store.keep_sent(last, 0).await.unwrap();
    assert_eq!(db.number("SELECT count(*) FROM sent_requests").await, 0);
}
