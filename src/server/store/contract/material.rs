//! Everything at once that a request needs.

use adda_protocol::{ClientMessageId, Seq};

use super::{
    context::talk,
    database::Database,
    samples::{complete, conversation, id, new_memory, new_send, new_summary, send, user},
};
use crate::store::{Leaf, Line, NewSend, Place, Recall, Sealed, Stretch};

const fn whole(leaf: Leaf) -> Stretch {
    Stretch { leaf, after: 0, before: Seq::MAX, lines: 1_000, bytes: 1_000_000 }
}

fn texts(lines: &[Line]) -> Vec<&str> {
    lines.iter().map(|line| line.text.as_str()).collect()
}

pub async fn material_is_of_the_persons_path_with_what_is_kept_beside_it(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = talk(store, ana, 2).await;
    let messages = store.messages(talk, None, 10).await.unwrap();
    let next = whole(Leaf::Next(ana, id(ClientMessageId::new)));
    let read = store.material(talk, ana, next, None).await.unwrap().unwrap();
    assert_eq!((read.leaf, &read.summary, &read.vault), (messages[4].id, &None, &None));
    assert_eq!(read.situation, store.situation(talk, ana).await.unwrap().unwrap());
    assert_eq!(texts(&read.lines), ["Hello.", "asked 00", "told  00", "asked 01", "told  01"]);

    // Of another version, the one that is shown.
    let edited =
        NewSend { place: Place::Beside(messages[3].id), ..new_send(talk, ana, "other 01") };
    let answer = edited.answer;
    store.append_send(edited).await.unwrap();
    complete(store, talk, answer, "other answer").await.unwrap();
    assert!(store.save_summary(new_summary(talk, 3)).await.unwrap());
    assert!(store.save_vault(talk, None, Sealed(vec![7])).await.unwrap());
    let read =
        store.material(talk, ana, Stretch { lines: 2, ..next }, None).await.unwrap().unwrap();
    assert_eq!((read.leaf, texts(&read.lines)), (answer, vec!["other 01", "other answer"]));
    assert_eq!(read.summary, store.summary(talk).await.unwrap());
    assert_eq!(read.vault.map(|(sealed, _)| sealed), Some(Sealed(vec![7])));
    store.choose(talk, ana, messages[3].id).await.unwrap().unwrap();
    let read =
        store.material(talk, ana, Stretch { lines: 2, ..next }, None).await.unwrap().unwrap();
    assert_eq!((read.leaf, texts(&read.lines)), (messages[4].id, vec!["asked 01", "told  01"]));

    // With what a question brings to mind of what is remembered of them.
    store.add_memories(ana, vec![new_memory("A dog."), new_memory("A cat.")], 9, 0).await.unwrap();
    store.add_mood(ana, 9, 30).await.unwrap();
    let recall = Recall { words: vec!["dog".to_owned()], memories: 9, since: 9 };
    let read = store.material(talk, ana, next, Some(recall.clone())).await.unwrap().unwrap();
    assert_eq!(read.recalled.as_ref().unwrap().memories, ["A dog."]);
    assert_eq!(read.recalled.as_ref().unwrap().moods.len(), 1);
    assert_eq!(read.recalled, Some(store.recall(ana, recall).await.unwrap()));

    // A message by its id, wherever they are.
    let at = Stretch { lines: 1, ..whole(Leaf::At(answer)) };
    let read = store.material(talk, ana, at, None).await.unwrap().unwrap();
    assert_eq!((read.leaf, texts(&read.lines)), (answer, vec!["other answer"]));
}

pub async fn material_is_absent_for_strangers_and_where_nothing_would_be_answered(db: &Database) {
    let store = &*db.store;
    let (ana, eve) = (user(store, "a@example.org").await.id, user(store, "e@example.org").await.id);
    let talk = conversation(store, ana).await.id;
    let first = new_send(talk, ana, "once");
    let (again, answer) = (first.client_id, first.answer);
    let new = id(ClientMessageId::new);
    let next =
        |user, client_id| store.material(talk, user, whole(Leaf::Next(user, client_id)), None);
    assert!(next(ana, again).await.unwrap().is_some(), "it is still to be sent");
    assert!(next(eve, new).await.unwrap().is_none(), "not hers");

    store.append_send(first).await.unwrap();
    assert!(next(ana, new).await.unwrap().is_none(), "an answer is open");
    complete(store, talk, answer, "told").await.unwrap();
    assert!(next(ana, new).await.unwrap().is_some());
    assert!(next(ana, again).await.unwrap().is_none(), "it was sent");
    assert!(store.material(talk, eve, whole(Leaf::At(answer)), None).await.unwrap().is_none());
    send(store, talk, ana, "more").await;
    let open = store.material(talk, ana, whole(Leaf::At(answer)), None).await.unwrap();
    assert!(open.is_some(), "what is asked for by its id is there whatever else is open");

    store.delete_conversation(talk, None).await.unwrap();
    assert!(next(ana, new).await.unwrap().is_none());
    assert!(store.material(talk, ana, whole(Leaf::At(answer)), None).await.unwrap().is_none());
}

pub async fn material_is_of_one_moment_while_a_message_is_written(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = talk(store, ana, 1).await;
    for turn in 0..60 {
        let sent = new_send(talk, ana, &format!("asked {turn}"));
        let (answer, next) = (sent.answer, whole(Leaf::Next(ana, sent.client_id)));
        let (read, sent) =
            futures::join!(store.material(talk, ana, next, None), store.append_send(sent));
        sent.unwrap();
        if let Some(read) = read.unwrap() {
            let last = read.lines.last().map(|line| line.id);
            assert_eq!(last, Some(read.leaf), "what was written meanwhile is not among it");
        }
        complete(store, talk, answer, "told").await.unwrap();
    }
}
