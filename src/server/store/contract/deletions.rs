use adda_protocol::{
    ConversationId, MemoryId, UserId,
    dto::{Conversation, Listing},
};

use super::{
    database::Database,
    samples::{NOW, conversation, id, new_conversation, new_memory, send, user},
};
use crate::store::{Creation, Store};

async fn listed(store: &dyn Store, user: UserId) -> Vec<Conversation> {
    store.conversations(user, Listing::default(), None, 10).await.unwrap()
}

pub async fn marked_conversation_is_found_by_nobody_until_it_is_restored(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let new = new_conversation(person.id);
    store.create_conversation(new.clone()).await.unwrap();
    send(store, new.id, person.id, "hi").await;
    let before = store.conversation(new.id, person.id).await.unwrap();
    assert!(store.mark_for_deletion(new.id, NOW + 10, false).await.unwrap());
    assert!(!store.mark_for_deletion(new.id, NOW + 99, true).await.unwrap(), "marked already");
    assert!(store.conversation(new.id, person.id).await.unwrap().is_none());
    assert!(listed(store, person.id).await.is_empty());
    assert!(store.categories(person.id).await.unwrap().is_empty());
    let again = store.create_conversation(new.clone()).await.unwrap();
    assert_eq!(again, Creation::Taken);
    let leaving = store.leaving(person.id, NOW + 9).await.unwrap();
    assert_eq!(leaving.iter().map(|it| (it.id, it.at)).collect::<Vec<_>>(), [(new.id, NOW + 10)]);
    assert!(store.restore_conversation(new.id, person.id, NOW + 9).await.unwrap());
    assert_eq!(store.conversation(new.id, person.id).await.unwrap(), before);
    assert_eq!(listed(store, person.id).await, [before.unwrap().0]);
    assert!(store.leaving(person.id, NOW).await.unwrap().is_empty());
    assert!(!store.delete_marked(new.id, NOW + 1_000).await.unwrap(), "it is marked no longer");
}

pub async fn marked_conversation_is_deleted_when_its_time_has_come(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    let (first, second) =
        (conversation(store, person.id).await, conversation(store, person.id).await);
    let kept = conversation(store, person.id).await;
    send(store, first.id, person.id, "hi").await;
    store.mark_for_deletion(first.id, NOW + 20, false).await.unwrap();
    store.mark_for_deletion(second.id, NOW + 10, false).await.unwrap();
    let marked = store.marked(10).await.unwrap();
    let order: Vec<_> = marked.iter().map(|it| (it.id, it.owner, it.forget)).collect();
    assert_eq!(order, [(second.id, person.id, false), (first.id, person.id, false)]);
    assert_eq!(store.marked(1).await.unwrap().len(), 1);
    assert!(!store.delete_marked(first.id, NOW + 19).await.unwrap());
    assert!(store.delete_marked(first.id, NOW + 20).await.unwrap());
    assert!(!store.delete_marked(first.id, NOW + 20).await.unwrap());
    assert!(store.events(first.id, 0, 10).await.unwrap().is_empty());
    assert!(!store.delete_marked(kept.id, NOW + 1_000).await.unwrap());
    assert_eq!(listed(store, person.id).await.len(), 1);
    assert_eq!(store.marked(10).await.unwrap().len(), 1);
}

pub async fn marked_conversation_comes_back_for_its_owner_in_time_only(db: &Database) {
    let store = &*db.store;
    let (person, other) =
        (user(store, "ada@example.org").await, user(store, "eve@example.org").await);
    let made = conversation(store, person.id).await;
    assert!(!store.restore_conversation(made.id, person.id, NOW).await.unwrap(), "not marked");
    store.mark_for_deletion(made.id, NOW + 10, false).await.unwrap();
    assert!(!store.restore_conversation(made.id, other.id, NOW).await.unwrap());
    assert!(store.leaving(other.id, NOW).await.unwrap().is_empty());
    assert!(!store.restore_conversation(made.id, person.id, NOW + 10).await.unwrap(), "too late");
    assert!(store.leaving(person.id, NOW + 10).await.unwrap().is_empty());
    let nowhere = id(ConversationId::new);
    assert!(!store.restore_conversation(nowhere, person.id, NOW).await.unwrap());
    assert!(!store.mark_for_deletion(nowhere, NOW, false).await.unwrap());
}

pub async fn marked_conversation_takes_its_memories_along_where_asked(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    for (forget, left) in [(false, 1), (true, 0)] {
        let made = conversation(store, person.id).await;
        let (message, _) = send(store, made.id, person.id, "I keep bees").await;
        let mut memory = new_memory("keeps bees");
        (memory.id, memory.from) = (id(MemoryId::new), Some((made.id, message.id)));
        store.add_memories(person.id, vec![memory], 10, NOW).await.unwrap();
        store.mark_for_deletion(made.id, NOW, forget).await.unwrap();
        assert_eq!(db.number("SELECT count(*) FROM memories").await, 1);
        assert!(store.delete_marked(made.id, NOW).await.unwrap());
        assert_eq!(db.number("SELECT count(*) FROM memories").await, left);
        db.execute("DELETE FROM memories").await;
    }
}

pub async fn restore_and_deletion_at_once_are_one_of_both(db: &Database) {
    let store = &*db.store;
    let person = user(store, "ada@example.org").await;
    for _ in 0..8 {
        let made = conversation(store, person.id).await;
        store.mark_for_deletion(made.id, NOW, false).await.unwrap();
        // For one of them the time has come, for the other it has not: two clocks a little apart.
        let (restored, deleted) = tokio::join!(
            store.restore_conversation(made.id, person.id, NOW - 1),
            store.delete_marked(made.id, NOW),
        );
        let there = store.conversation(made.id, person.id).await.unwrap().is_some();
        assert_eq!((restored.unwrap(), deleted.unwrap()), (there, !there));
    }
}
