//! What is remembered of people.

use adda_protocol::{MemoryId, memory::MemoryKind};
use futures::future::join_all;

use super::{
    database::Database,
    samples::{NOW, conversation, id, new_memory, send, user},
};
use crate::store::{NewMemory, Recall, Store};

async fn texts(store: &dyn Store, user: adda_protocol::UserId) -> Vec<String> {
    let all = store.memories(user, None, 1_000).await.unwrap();
    all.into_iter().map(|memory| memory.text).collect()
}

pub async fn memories_are_listed_changed_and_removed_for_their_person_only(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await.id, user(store, "e@example.org").await.id);
    let news = ["one", "two", "three"].map(new_memory);
    let ids = news.clone().map(|new| new.id);
    assert_eq!(store.add_memories(ana, news.to_vec(), 9, NOW).await.unwrap(), 3);
    assert_eq!(texts(store, ana).await, ["three", "two", "one"]);
    assert_eq!(texts(store, eve).await, [""; 0]);
    let page = store.memories(ana, Some(ids[2]), 1).await.unwrap();
    assert_eq!(page.iter().map(|memory| memory.id).collect::<Vec<_>>(), [ids[1]]);

    let change = (Some(MemoryKind::Goal), Some("a\0b".to_owned()));
    assert_eq!(store.change_memory(eve, ids[0], change.clone(), 5).await.unwrap(), None);
    assert!(!store.remove_memory(eve, ids[0]).await.unwrap());
    assert_eq!(store.forget(eve).await.unwrap(), 0);
    let changed = store.change_memory(ana, ids[0], change, NOW + 5).await.unwrap().unwrap();
    assert_eq!((changed.kind, changed.text.as_str()), (MemoryKind::Goal, "a\u{fffd}b"));
    assert_eq!((changed.created_at, changed.updated_at), (NOW, NOW + 5));
    let same = store.change_memory(ana, ids[0], (None, None), NOW + 6).await.unwrap().unwrap();
    assert_eq!((same.kind, same.text), (changed.kind, changed.text));

    assert!(store.remove_memory(ana, ids[0]).await.unwrap());
    assert!(!store.remove_memory(ana, ids[0]).await.unwrap());
    assert_eq!(store.change_memory(ana, id(MemoryId::new), (None, None), 1).await.unwrap(), None);
    assert_eq!(store.forget(ana).await.unwrap(), 2);
    assert_eq!(texts(store, ana).await, [""; 0]);
}

pub async fn memories_are_different_and_no_more_than_allowed(db: &Database) {
    let store = &*db.store;
    let (ana, bob) = (user(store, "a@example.org").await.id, user(store, "b@example.org").await.id);
    let same = vec![new_memory("one"), new_memory("one")];
    assert_eq!(store.add_memories(ana, same.clone(), 9, NOW).await.unwrap(), 1);
    assert_eq!(store.add_memories(ana, same, 9, NOW).await.unwrap(), 0);
    assert_eq!(store.add_memories(bob, vec![new_memory("one")], 9, NOW).await.unwrap(), 1);
    let tries =
        (0..12).map(|at| store.add_memories(ana, vec![new_memory(&format!("fact {at}"))], 4, NOW));
    let kept: usize = join_all(tries).await.into_iter().map(Result::unwrap).sum();
    assert_eq!((kept, texts(store, ana).await.len()), (3, 4), "however many come at once");
}

fn recall(words: &[&str], memories: usize) -> Recall {
    Recall { words: words.iter().map(|word| (*word).to_owned()).collect(), memories, since: 0 }
}

/// Whole words of all scripts, and nobody else's memories.
pub async fn a25_relevant_memories_are_the_persons_own(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await.id, user(store, "e@example.org").await.id);
    let mut news = [
        "Their dog is called Biscuit.",
        "They live in Pune.",
        "उनके कुत्ते का नाम बिस्कुट है।",
        "They prefer short answers.",
    ]
    .map(new_memory)
    .to_vec();
    news[3].kind = MemoryKind::Preference;
    store.add_memories(ana, news, 9, NOW).await.unwrap();
    store.add_memories(eve, vec![new_memory("Eve has a dog in Pune.")], 9, NOW).await.unwrap();

    let find =
        async |who, words: &[&str]| store.recall(who, recall(words, 9)).await.unwrap().memories;
    let usual = "They prefer short answers.";
    assert_eq!(find(ana, &["dog"]).await, ["Their dog is called Biscuit.", usual]);
    assert_eq!(find(ana, &["DOG", "biscu"]).await, ["Their dog is called Biscuit.", usual]);
    assert_eq!(find(ana, &["कुत्ते"]).await, ["उनके कुत्ते का नाम बिस्कुट है।", usual]);
    assert_eq!(find(ana, &["ते"]).await, [usual], "no part of a word");
    assert_eq!(find(eve, &["dog", "biscuit"]).await, ["Eve has a dog in Pune."]);
    assert_eq!(find(ana, &[]).await, [usual]);
    let hostile =
        ["\"", "'", "*", "OR", "owner:", "a\" OR \"b", "\\", "!&|()", "NEAR(", ":*", "<->", "\0"];
    for word in hostile {
        assert_eq!(find(eve, &[word]).await, [""; 0], "{word}");
    }
    let limited = store.recall(ana, recall(&["dog"], 1)).await.unwrap();
    assert_eq!(limited.memories, ["Their dog is called Biscuit."]);
}

pub async fn a26_memory_that_went_is_found_no_more(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let (first, second) = (new_memory("A dog."), new_memory("A cat."));
    let ids = (first.id, second.id);
    store.add_memories(ana, vec![first, second], 9, NOW).await.unwrap();
    let find = async |word| store.recall(ana, recall(&[word], 9)).await.unwrap().memories;
    let to_bird = (None, Some("A bird.".to_owned()));
    store.change_memory(ana, ids.0, to_bird, NOW).await.unwrap().unwrap();
    assert_eq!(find("dog").await, [""; 0]);
    assert_eq!(find("bird").await, ["A bird."]);
    assert!(store.remove_memory(ana, ids.1).await.unwrap());
    assert_eq!(find("cat").await, [""; 0]);
    store.delete_user(ana).await.unwrap();
    assert_eq!(find("bird").await, [""; 0]);
    if let super::database::Place::Sqlite(_) = db.place {
        // Nothing of it is left in the index either.
        let left = db.number("SELECT count(*) FROM _memories_fts").await;
        assert_eq!(left, 0);
        let words = "SELECT count(*) FROM _memories_fts_data
                     WHERE instr(CAST(block AS TEXT), 'bird') OR instr(CAST(block AS TEXT), 'cat')";
        assert_eq!(db.number(words).await, 0);
    }
}

pub async fn memories_outlive_their_conversation_unless_they_are_to_be_forgotten(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await.id, user(store, "e@example.org").await.id);
    for forget in [false, true] {
        let talk = conversation(store, ana).await.id;
        let (message, _) = send(store, talk, ana, "My dog is Biscuit").await;
        let told = NewMemory { from: Some((talk, message.id)), ..new_memory("From a chat") };
        assert_eq!(store.add_memories(eve, vec![told.clone()], 9, NOW).await.unwrap(), 0);
        assert_eq!(store.add_memories(ana, vec![told.clone()], 9, NOW).await.unwrap(), 1);
        let kept = &store.memories(ana, None, 1).await.unwrap()[0];
        assert_eq!((kept.conversation, kept.message), (Some(talk), Some(message.id)));
        assert_eq!(kept.title.as_deref(), Some("A title"));

        assert!(store.delete_conversation(talk, forget.then_some(ana)).await.unwrap());
        let left = store.memories(ana, None, 9).await.unwrap();
        assert_eq!(left.len(), usize::from(!forget));
        for memory in left {
            assert_eq!((memory.conversation, memory.title), (None, None));
        }
        assert_eq!(store.add_memories(ana, vec![told], 9, NOW).await.unwrap(), 0, "it is gone");
        store.forget(ana).await.unwrap();
    }
    assert_eq!(store.check().await.unwrap(), []);
}
