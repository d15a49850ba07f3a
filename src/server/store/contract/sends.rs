//! Sends.

use std::collections::HashSet;

use adda_protocol::{EventBody, MessageState};
use futures::future::join_all;

use super::{
    database::Database,
    samples::{NOW, complete, conversation, log, new_send, send, user},
};
use crate::store::SendOutcome;

pub async fn send_writes_messages_events_and_title(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    let new = new_send(talk.id, person.id, "hi");
    let SendOutcome::Sent { conversation, message, answer, events, chosen, .. } =
        store.append_send(new.clone()).await.unwrap()
    else {
        panic!()
    };
    assert_eq!(chosen, [], "nobody had chosen another path");
    assert_eq!((message.id, message.client_id), (new.message, Some(new.client_id)));
    assert_eq!((message.seq, message.state), (3, MessageState::Complete));
    assert_eq!((answer.id, answer.reply_to), (new.answer, Some(new.message)));
    assert_eq!((answer.seq, answer.state), (4, MessageState::Streaming));
    assert_eq!(answer.model.as_deref(), Some("guide"));
    assert_eq!((conversation.title.as_str(), conversation.last_seq), ("A title", 5));
    assert_eq!(conversation.updated_at, NOW + 10);

    assert_eq!(log(store, talk.id).await[2..], events);
    assert_eq!(events[0].body, EventBody::MessageCreated { message: message.clone() });
    assert_eq!(events[1].body, EventBody::MessageCreated { message: answer.clone() });
    assert!(matches!(&events[2].body, EventBody::ConversationChanged { title: Some(_), .. }));
    assert_eq!(store.message(talk.id, message.id).await.unwrap(), Some(message));
    let seen = store.conversation(talk.id, person.id).await.unwrap().unwrap().0;
    assert_eq!(seen, conversation);

    complete(store, talk.id, answer.id, "hello").await.unwrap();
    let SendOutcome::Sent { events, .. } =
        store.append_send(new_send(talk.id, person.id, "again")).await.unwrap()
    else {
        panic!()
    };
    assert_eq!(events.len(), 2, "a conversation is named once");
}

pub async fn send_repeated_returns_what_it_made(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    let new = new_send(talk.id, person.id, "hi");
    store.append_send(new.clone()).await.unwrap();
    complete(store, talk.id, new.answer, "hello").await.unwrap();
    send(store, talk.id, person.id, "another").await;
    let before = log(store, talk.id).await.len();

    let mut again = new_send(talk.id, person.id, "other text");
    again.client_id = new.client_id;
    assert_eq!(
        store.sent(talk.id, person.id, again.client_id).await.unwrap().unwrap().0.id,
        new.message
    );
    let stranger = user(store, "bob@example.org").await;
    assert!(store.sent(talk.id, stranger.id, again.client_id).await.unwrap().is_none());
    let SendOutcome::Duplicate { message, answer } =
        store.append_send(again.clone()).await.unwrap()
    else {
        panic!()
    };
    let seen = store.sent(talk.id, person.id, again.client_id).await.unwrap();
    assert_eq!(seen, Some((message.clone(), answer.clone())));
    assert_eq!((message.id, message.text.as_str()), (new.message, "hi"));
    assert_eq!((answer.id, answer.text.as_str()), (new.answer, "hello"));
    assert_eq!(answer.state, MessageState::Complete, "as it is now");
    assert_eq!(log(store, talk.id).await.len(), before);
}

pub async fn send_repeated_at_once_is_one_message(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    let client_id = new_send(talk.id, person.id, "").client_id;
    let outcomes = join_all((0..50).map(|n| {
        let mut new = new_send(talk.id, person.id, &format!("text {n}"));
        new.client_id = client_id;
        store.append_send(new)
    }))
    .await;
    let (mut sent, mut ids) = (0, HashSet::new());
    for outcome in outcomes {
        match outcome.unwrap() {
            SendOutcome::Sent { message, answer, .. } => {
                sent += 1;
                ids.insert((message.id, answer.id));
            }
            SendOutcome::Duplicate { message, answer } => {
                ids.insert((message.id, answer.id));
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((sent, ids.len()), (1, 1));
    assert_eq!(db.number("SELECT count(*) FROM messages").await, 3);
    assert_eq!(log(store, talk.id).await.len(), 5);
}

pub async fn send_by_another_person_may_have_the_same_client_id(db: &Database) {
    let store = &*db.store;
    let (a, b) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    let talk = conversation(store, a.id).await;
    let first = new_send(talk.id, a.id, "from a");
    let mut second = new_send(talk.id, b.id, "from b");
    second.client_id = first.client_id;
    for new in [first, second] {
        let outcome = store.append_send(new).await.unwrap();
        assert!(matches!(outcome, SendOutcome::Sent { .. }), "{outcome:?}");
    }
}

pub async fn sends_queue_up_to_the_limit(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    let states = [MessageState::Streaming, MessageState::Pending, MessageState::Pending];
    for state in states {
        assert_eq!(send(store, talk.id, person.id, "hi").await.1.state, state);
    }
    let before = log(store, talk.id).await.len();
    let outcome = store.append_send(new_send(talk.id, person.id, "too many")).await.unwrap();
    assert!(matches!(outcome, SendOutcome::QueueFull));
    assert_eq!(log(store, talk.id).await.len(), before);
}

pub async fn sends_at_once_have_dense_seqs(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let mut talks = Vec::new();
    for _ in 0..4 {
        talks.push(conversation(store, person.id).await.id);
    }
    let outcomes = join_all((0..200).map(|n| {
        let mut new = new_send(talks[n % 4], person.id, &format!("message {n}"));
        new.max_open = 1_000;
        store.append_send(new)
    }))
    .await;
    for outcome in outcomes {
        let outcome = outcome.unwrap();
        let SendOutcome::Sent { conversation, message, answer, .. } = outcome else { panic!() };
        assert!(message.seq + 1 == answer.seq && answer.seq <= conversation.last_seq);
    }
    for talk in talks {
        // Created, greeting, title, and two for each of fifty sends.
        assert_eq!(log(store, talk).await.len(), 103);
        let messages = store.messages(talk, None, 1_000).await.unwrap();
        let streaming = messages.iter().filter(|m| m.state == MessageState::Streaming).count();
        assert_eq!((messages.len(), streaming), (101, 1));
    }
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn send_into_a_deleted_conversation_is_gone(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    store.delete_conversation(talk.id, None).await.unwrap();
    let outcome = store.append_send(new_send(talk.id, person.id, "hi")).await.unwrap();
    assert!(matches!(outcome, SendOutcome::Gone));
    assert_eq!(db.number("SELECT count(*) FROM messages").await, 0);
}

pub async fn messages_page_backwards(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    for n in 0..3 {
        send(store, talk.id, person.id, &n.to_string()).await;
    }
    let all = store.messages(talk.id, None, 100).await.unwrap();
    assert_eq!(all.len(), 7);
    assert!(all.is_sorted_by_key(|message| message.seq));
    let newest = store.messages(talk.id, None, 3).await.unwrap();
    assert_eq!(newest, all[4..]);
    let older = store.messages(talk.id, Some(newest[0].seq), 3).await.unwrap();
    assert_eq!(older, all[1..4]);
    assert_eq!(store.events(talk.id, 2, 2).await.unwrap().len(), 2);
    let after: Vec<_> = store.events(talk.id, 7, 100).await.unwrap();
    assert_eq!(after[0].seq, 8);
}
