//! Text and numbers meant to break the store.

use adda_protocol::{
    ListCursor, MessageState, UserId,
    dto::{Listing, UpdateConversation},
    limits::MESSAGE_BYTES,
};

use super::{
    database::Database,
    samples::{NOW, complete, completed, conversation, log, new_send, new_user, send, user},
};
use crate::store::SendOutcome;

pub async fn a18_hostile_text_is_kept_as_it_came(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let long = "🦀\"'\\\n".repeat(MESSAGE_BYTES / 8);
    for text in [
        "'; DROP TABLE users; --",
        "\"quoted\" \\ back\\slash \u{1}\u{7f}\u{85}",
        "👩‍👩‍👧‍👦 \u{202e}rtl\u{202c} \u{200b}zero\u{feff} e\u{301} é",
        "$1 ?1 %s {} %_ ${x}",
        "",
        &long,
    ] {
        let talk = conversation(store, person.id).await;
        let (message, answer) = send(store, talk.id, person.id, text).await;
        store.checkpoint(talk.id, answer.id, text).await.unwrap();
        complete(store, talk.id, answer.id, text).await.unwrap();
        for id in [message.id, answer.id] {
            assert_eq!(store.message(talk.id, id).await.unwrap().unwrap().text, text);
        }
        let change = UpdateConversation { title: Some(text.to_owned()), ..Default::default() };
        let (now, _) = store.update_conversation(talk.id, change, NOW).await.unwrap().unwrap();
        assert_eq!(now.title, text);
        assert_eq!(log(store, talk.id).await.len(), 7);
    }
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn nul_becomes_the_replacement_character(db: &Database) {
    let store = &*db.store;
    let mut new = new_user("nul\0@example.org");
    new.name = "A\0da".to_owned();
    let person = store.create_user(new).await.unwrap();
    assert_eq!(
        (person.name.as_str(), person.email.as_str()),
        ("A\u{fffd}da", "nul\u{fffd}@example.org")
    );
    assert!(store.user_by_email("nul\0@example.org").await.unwrap().is_some());

    let talk = conversation(store, person.id).await;
    let mut new = new_send(talk.id, person.id, "a\0b");
    new.title = "\0".to_owned();
    let outcome = store.append_send(new.clone()).await.unwrap();
    let SendOutcome::Sent { conversation, message, answer, .. } = outcome else { panic!() };
    assert_eq!((message.text.as_str(), conversation.title.as_str()), ("a\u{fffd}b", "\u{fffd}"));
    store.checkpoint(talk.id, answer.id, "c\0d").await.unwrap();
    let done = completed(answer.id, "c\0d", MessageState::Complete);
    store.complete_answer(talk.id, done, None, NOW).await.unwrap().unwrap();
    let saved = store.message(talk.id, answer.id).await.unwrap().unwrap();
    assert_eq!(saved.text, "c\u{fffd}d");
    let repeated = store.append_send(new).await.unwrap();
    assert!(matches!(repeated, SendOutcome::Duplicate { .. }));
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn hostile_ids_and_limits_are_harmless(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    assert!(store.events(talk.id, u64::MAX, usize::MAX).await.unwrap().is_empty());
    assert_eq!(store.events(talk.id, 0, usize::MAX).await.unwrap().len(), 2);
    assert_eq!(store.messages(talk.id, Some(u64::MAX), usize::MAX).await.unwrap().len(), 1);
    assert!(store.messages(talk.id, Some(0), 10).await.unwrap().is_empty());
    assert!(store.messages(talk.id, None, 0).await.unwrap().is_empty());
    for updated_at in [i64::MIN, -1, 0, i64::MAX] {
        let after = Some(ListCursor { pinned: false, updated_at, id: talk.id });
        let page =
            store.conversations(person.id, Listing::default(), after, usize::MAX).await.unwrap();
        assert_eq!(page.len(), usize::from(updated_at == i64::MAX));
    }
    assert!(store.user(UserId::from(uuid::Uuid::nil())).await.unwrap().is_none());
}
