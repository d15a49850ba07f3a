//! Files being taken over, and the conversations in them.

use adda_protocol::{
    Author, AuthorKind, ConversationId, ImportId, Message, MessageId, MessageState, UserId, day,
    dto::{ImportFault, ImportProgress, ImportReason, ImportState, Listing},
};

use super::{
    database::Database,
    samples::{NOW, conversation, guide, id, log, user},
};
use crate::{store::NewTalk, words::Query};

/// A conversation of before, with so many questions and answers.
fn talk(owner: UserId, pairs: usize) -> NewTalk {
    let mut messages: Vec<Message> = Vec::new();
    for n in 0..pairs * 2 {
        let ai = n % 2 == 1;
        let user = Author { kind: AuthorKind::User, id: owner.to_string(), name: "Ada".to_owned() };
        messages.push(Message {
            id: id(MessageId::new),
            seq: 0,
            client_id: None,
            parent: Some(messages.last().map_or(MessageId::BEGINNING, |last| last.id)),
            reply_to: messages.last().filter(|_| ai).map(|last| last.id),
            author: if ai { guide() } else { user },
            text: format!("Number {n} about treasure\0"),
            reasoning: ai.then(|| "Hm.".to_owned()),
            state: MessageState::Complete,
            model: ai.then(|| "gpt-4o".to_owned()),
            usage: None,
            cost: None,
            receipt: None,
            error: None,
            deleted: false,
            created_at: NOW - 9_000 + i64::try_from(n).unwrap(),
        });
    }
    NewTalk {
        id: id(ConversationId::new),
        owner,
        title: "Of before".to_owned(),
        model: "guide".to_owned(),
        category: "tax".to_owned(),
        pinned: true,
        archived: false,
        created_at: NOW - 10_000,
        messages,
    }
}

pub async fn talk_is_taken_over_whole_and_once(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let new = talk(person.id, 3);
    assert!(store.add_talk(new.clone()).await.unwrap());
    assert!(!store.add_talk(new.clone()).await.unwrap());
    let (found, _) = store.conversation(new.id, person.id).await.unwrap().unwrap();
    assert_eq!((found.title.as_str(), found.category.as_str()), ("Of before", "tax"));
    assert_eq!((found.created_at, found.updated_at), (NOW - 10_000, NOW - 8_995));
    assert_eq!((found.last_seq, found.pinned, found.unread), (7, true, 0));
    let messages = store.messages(new.id, None, 99).await.unwrap();
    assert_eq!(messages.len(), 6);
    assert_eq!(messages[1].text, "Number 1 about treasure\u{fffd}");
    assert_eq!(messages[1].reasoning.as_deref(), Some("Hm."));
    assert_eq!(messages[1].reply_to, Some(messages[0].id));
    assert_eq!(log(store, new.id).await.len(), 7);
    assert_eq!(store.check().await.unwrap(), []);
    let listed = store.conversations(person.id, Listing::default(), None, 9).await.unwrap();
    assert_eq!(listed, [found]);
}

pub async fn talk_stands_in_the_list_where_its_last_message_was_said(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let now = conversation(store, person.id).await;
    let mut brought = Vec::new();
    for days in [3, 1, 2] {
        let mut new = NewTalk { pinned: false, ..talk(person.id, 2) };
        // Begun in the other order than gone on with.
        new.created_at -= (9 - days) * day::MILLIS;
        new.messages.iter_mut().for_each(|message| message.created_at -= days * day::MILLIS);
        store.add_talk(new.clone()).await.unwrap();
        brought.push(new.id);
    }
    let listed = store.conversations(person.id, Listing::default(), None, 9).await.unwrap();
    let ids: Vec<_> = listed.iter().map(|listed| listed.id).collect();
    assert_eq!(ids, [now.id, brought[1], brought[2], brought[0]]);
}

pub async fn talk_is_found_by_its_words_once_they_are_read(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await, user(store, "e@example.org").await);
    store.add_talk(talk(ana.id, 2)).await.unwrap();
    let found = async |person: UserId| {
        let query = Query::parse("treasure").unwrap();
        store.search(person, query, None, 99).await.unwrap().len()
    };
    let mut before = None;
    loop {
        before = store.read_words(before, 3).await.unwrap();
        if before.is_none() {
            break;
        }
    }
    assert_eq!((found(ana.id).await, found(eve.id).await), (4, 0));
}

pub async fn import_runs_one_at_a_time_until_it_ends_or_is_silent(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let (first, second) = (id(ImportId::new), id(ImportId::new));
    assert!(store.import(person.id).await.unwrap().is_none());
    assert!(store.begin_import(person.id, first, 7, (NOW, NOW - 5)).await.unwrap());
    assert!(!store.begin_import(person.id, second, 7, (NOW + 1, NOW - 4)).await.unwrap());
    let reason = ImportReason::Empty;
    let fault = ImportFault { entry: 3, title: "T\0".to_owned(), reason };
    let progress = ImportProgress { read: 5, faults: vec![fault], ..ImportProgress::default() };
    assert!(
        store.note_import(first, ImportState::Running, progress.clone(), NOW + 2).await.unwrap()
    );
    let found = store.import(person.id).await.unwrap().unwrap();
    assert_eq!((found.id, found.state, found.bytes), (first, ImportState::Running, 7));
    assert_eq!(found.progress.faults[0].reason, reason);
    assert_eq!((found.progress.read, found.created_at, found.updated_at), (5, NOW, NOW + 2));
    // Nobody has been heard of it since then.
    assert!(store.begin_import(person.id, second, 9, (NOW + 9, NOW + 3)).await.unwrap());
    assert!(!store.note_import(first, ImportState::Done, progress.clone(), NOW).await.unwrap());
    assert!(store.note_import(second, ImportState::Done, progress.clone(), NOW).await.unwrap());
    assert!(!store.note_import(second, ImportState::Running, progress, NOW).await.unwrap());
    assert!(store.begin_import(person.id, first, 7, (NOW, NOW)).await.unwrap());
}

pub async fn a01_import_is_its_persons_alone(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await, user(store, "e@example.org").await);
    let import = id(ImportId::new);
    store.begin_import(ana.id, import, 7, (NOW, NOW)).await.unwrap();
    assert!(store.import(eve.id).await.unwrap().is_none());
    assert!(!store.cancel_import(eve.id, import, NOW).await.unwrap());
    assert!(store.cancel_import(ana.id, import, NOW).await.unwrap());
    assert!(!store.cancel_import(ana.id, import, NOW).await.unwrap());
    let noted = store.note_import(import, ImportState::Running, ImportProgress::default(), NOW);
    assert!(!noted.await.unwrap(), "who reads it is told so");
    let state = store.import(ana.id).await.unwrap().unwrap().state;
    assert_eq!(state, ImportState::Cancelled);
}
