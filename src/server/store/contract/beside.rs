//! Answers of several models to the same message.

use adda_protocol::{MessageId, MessageState, dto::Chosen};

use super::{
    database::Database,
    samples::{complete, conversation, guide, id, new_send, send, user},
};
use crate::store::{NewSend, SendOutcome, Spot};

pub async fn answers_side_by_side_are_one_turn(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "ada@example.org").await.id;
    let talk = conversation(store, ana).await.id;
    let beside = vec![(id(MessageId::new), guide()), (id(MessageId::new), guide())];
    let new = NewSend { beside, ..new_send(talk, ana, "which?") };
    let outcome = store.append_send(new.clone()).await.unwrap();
    let SendOutcome::Sent { message, answer, beside, events, chosen, .. } = outcome else {
        panic!("{outcome:?}")
    };
    let apart = Chosen { leaf: Some(message.id), apart: true, version: 1 };
    assert_eq!((chosen, store.chosen(talk, ana).await.unwrap()), (vec![(ana, apart)], apart));
    assert_eq!(events.len(), 5, "the message, three answers, the title");
    let answers: Vec<_> = [&answer].into_iter().chain(&beside).collect();
    for answer in &answers {
        assert_eq!((answer.state, answer.parent), (MessageState::Streaming, Some(message.id)));
    }
    let after = store.after(talk, message.id, 4).await.unwrap();
    let ids: Vec<_> = answers.iter().map(|answer| answer.id).collect();
    assert_eq!(after.iter().map(|answer| answer.id).collect::<Vec<_>>(), ids);
    assert_eq!(store.after(talk, message.id, 1).await.unwrap()[0].id, ids[2], "the newest");
    let elsewhere = conversation(store, ana).await.id;
    assert_eq!(store.after(elsewhere, message.id, 4).await.unwrap(), []);

    // Three at most are open here.
    let full = store.append_send(new_send(talk, ana, "then?")).await.unwrap();
    assert!(matches!(full, SendOutcome::QueueFull), "{full:?}");
    let one = complete(store, talk, ids[0], "this").await.unwrap();
    assert!(one.next.is_empty());
    let (next, waiting) = send(store, talk, ana, "then?").await;
    assert_eq!((next.parent, waiting.state), (Some(ids[0]), MessageState::Pending));
    let now = store.chosen(talk, ana).await.unwrap();
    assert_eq!(now, Chosen { leaf: None, apart: false, version: 2 });
    assert!(complete(store, talk, ids[1], "that").await.unwrap().next.is_empty());
    let last = complete(store, talk, ids[2], "").await.unwrap().next;
    assert_eq!(last.iter().map(|it| it.message.id).collect::<Vec<_>>(), [waiting.id]);
    let (path, _) = store.path(talk, Spot::Newest, 9).await.unwrap();
    assert_eq!(path[2].id, ids[0]);
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn answers_side_by_side_wait_and_begin_together(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "ada@example.org").await.id;
    let talk = conversation(store, ana).await.id;
    let (_, first) = send(store, talk, ana, "one").await;
    let beside = vec![(id(MessageId::new), guide())];
    let new = NewSend { beside, ..new_send(talk, ana, "which?") };
    let ids = [new.answer, new.beside[0].0];
    store.append_send(new).await.unwrap();
    let next = complete(store, talk, first.id, "told").await.unwrap().next;
    assert_eq!(next.iter().map(|it| it.message.id).collect::<Vec<_>>(), ids);
    assert!(next.iter().all(|it| it.message.state == MessageState::Streaming));
    // One is kept: the other is its version.
    let kept = store.choose(talk, ana, ids[0]).await.unwrap().unwrap();
    assert_eq!((kept.leaf, kept.apart), (Some(ids[0]), false));

    let recovered = store.recover(0).await.unwrap();
    assert_eq!((recovered.interrupted.as_slice(), recovered.started.len()), (&ids[..], 0));
    assert_eq!(store.check().await.unwrap(), []);
}
