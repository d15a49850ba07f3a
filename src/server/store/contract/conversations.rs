//! Conversations.

use adda_protocol::{
    ConversationId, EventBody, ListCursor, MessageState, UserId,
    dto::{Listing, UpdateConversation},
};

use super::{
    database::Database,
    samples::{NOW, conversation, id, log, made, new_conversation, send, user},
};
use crate::store::{Access, Creation, NewConversation};

pub async fn conversation_starts_with_its_greeting(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let first = conversation(store, person.id).await;
    assert_eq!((first.last_seq, first.updated_at, first.title.as_str()), (2, NOW, ""));
    let events = log(store, first.id).await;
    let created =
        EventBody::ConversationCreated { title: String::new(), model: "guide".to_owned() };
    assert_eq!(events[0].body, created);
    let greeting = store.messages(first.id, None, 10).await.unwrap().pop().unwrap();
    assert_eq!((greeting.text.as_str(), greeting.state), ("Hello.", MessageState::Complete));
    assert_eq!(events[1].body, EventBody::MessageCreated { message: greeting });

    let mut silent = new_conversation(person.id);
    silent.greeting = None;
    assert_eq!(made(store.create_conversation(silent).await.unwrap()).last_seq, 1);
}

pub async fn conversation_made_twice_is_one_and_never_somebody_elses(db: &Database) {
    let store = &*db.store;
    let (owner, other) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    let new = new_conversation(owner.id);
    let first = made(store.create_conversation(new.clone()).await.unwrap());
    send(store, first.id, owner.id, "hi").await;
    let now = store.conversation(first.id, owner.id).await.unwrap().unwrap().0;
    let mut again = new.clone();
    (again.title, again.greeting) = ("Another".to_owned(), None);
    assert_eq!(store.create_conversation(again).await.unwrap(), Creation::There(now.clone()));

    let claim = NewConversation { owner: other.id, ..new };
    assert_eq!(store.create_conversation(claim).await.unwrap(), Creation::Taken);
    assert_eq!(store.conversation(first.id, owner.id).await.unwrap().unwrap().0, now);
    assert!(store.conversation(first.id, other.id).await.unwrap().is_none());
    assert!(store.conversations(other.id, Listing::default(), None, 10).await.unwrap().is_empty());
    assert_eq!(db.number("SELECT count(*) FROM participants").await, 1);
}

pub async fn conversation_is_seen_by_its_owner_only(db: &Database) {
    let store = &*db.store;
    let (owner, other) = (user(store, "a@example.org").await, user(store, "b@example.org").await);
    let made = conversation(store, owner.id).await;
    let seen = store.conversation(made.id, owner.id).await.unwrap();
    assert_eq!(seen, Some((made.clone(), Access::Owner)));
    assert!(store.conversation(made.id, other.id).await.unwrap().is_none());
    assert!(store.conversation(id(ConversationId::new), owner.id).await.unwrap().is_none());
    assert!(store.conversations(other.id, Listing::default(), None, 10).await.unwrap().is_empty());
    assert!(
        store
            .conversations(id(UserId::new), Listing::default(), None, 10)
            .await
            .unwrap()
            .is_empty()
    );
}

pub async fn conversation_list_pages_through_equal_times(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    for n in 0..7 {
        let mut new = new_conversation(person.id);
        // Two groups of equal times.
        new.at = NOW + i64::from(n > 3);
        store.create_conversation(new).await.unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = store.conversations(person.id, Listing::default(), after, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(ListCursor { pinned: false, updated_at: last.updated_at, id: last.id });
        seen.extend(page.iter().map(|row| (row.updated_at, row.id)));
    }
    let mut sorted = seen.clone();
    sorted.sort_unstable();
    sorted.dedup();
    sorted.reverse();
    assert_eq!(seen, sorted);
    assert_eq!(seen.len(), 7);

    let oldest = seen.last().unwrap().1;
    send(store, oldest, person.id, "back to the top").await;
    assert_eq!(
        store.conversations(person.id, Listing::default(), None, 1).await.unwrap()[0].id,
        oldest
    );
}

pub async fn conversation_change_is_logged(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let made = conversation(store, person.id).await;
    let change = UpdateConversation { title: Some("Tea".to_owned()), ..Default::default() };
    let (now, event) = store.update_conversation(made.id, change, NOW + 5).await.unwrap().unwrap();
    assert_eq!((now.title.as_str(), now.model.as_str()), ("Tea", "guide"));
    assert_eq!((now.last_seq, now.updated_at, event.seq), (3, NOW, 3));
    let body = EventBody::ConversationChanged {
        title: Some("Tea".to_owned()),
        model: None,
        category: None,
    };
    assert_eq!(event.body, body);
    assert_eq!(log(store, made.id).await.last(), Some(&event));
    assert_eq!(store.conversation(made.id, person.id).await.unwrap().unwrap().0, now);

    let nowhere = id(ConversationId::new);
    let change = UpdateConversation::default();
    assert!(store.update_conversation(nowhere, change, NOW).await.unwrap().is_none());
}

pub async fn deleted_conversation_is_gone_with_its_log(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let made = conversation(store, person.id).await;
    let kept = conversation(store, person.id).await;
    send(store, made.id, person.id, "hi").await;
    assert!(store.delete_conversation(made.id, None).await.unwrap());
    assert!(!store.delete_conversation(made.id, None).await.unwrap());
    assert!(store.conversation(made.id, person.id).await.unwrap().is_none());
    assert!(store.events(made.id, 0, 10).await.unwrap().is_empty());
    assert!(store.messages(made.id, None, 10).await.unwrap().is_empty());
    assert_eq!(db.number("SELECT count(*) FROM messages").await, 1);
    assert_eq!(log(store, kept.id).await.len(), 2);
}
