//! What requests to models are made of.

use adda_protocol::{ConversationId, MessageState, Seq, UserId};

use super::{
    database::Database,
    samples::{complete, completed, conversation, new_send, new_summary, send, user},
};
use crate::store::{Leaf, Line, NewSend, NewSummary, Place, Store, Stretch};

/// All of the path that ends with the newest message.
async fn all_of(store: &dyn Store, id: ConversationId) -> Stretch {
    let leaf = Leaf::At(store.messages(id, None, 1).await.unwrap()[0].id);
    Stretch { leaf, after: 0, before: Seq::MAX, lines: 1_000, bytes: 1_000_000 }
}

/// A greeting, and so many questions with their answers of eight bytes each.
pub async fn talk(store: &dyn Store, user: UserId, turns: usize) -> ConversationId {
    let talk = conversation(store, user).await.id;
    for turn in 0..turns {
        let (_, answer) = send(store, talk, user, &format!("asked {turn:02}")).await;
        complete(store, talk, answer.id, &format!("told  {turn:02}")).await.unwrap();
    }
    talk
}

fn texts(lines: &[Line]) -> Vec<&str> {
    assert!(lines.is_sorted_by_key(|line| line.seq));
    lines.iter().map(|line| line.text.as_str()).collect()
}

pub async fn newest_and_oldest_lines_are_bounded_and_in_order(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = talk(store, ana, 5).await;
    let whole = all_of(store, talk).await;
    let all = store.newest(talk, whole).await.unwrap();
    assert_eq!(all.len(), 11);
    assert_eq!(all, store.oldest(talk, whole).await.unwrap());

    let three = Stretch { lines: 3, ..whole };
    let newest = store.newest(talk, three).await.unwrap();
    assert_eq!(texts(&newest), ["told  03", "asked 04", "told  04"]);
    let oldest = store.oldest(talk, three).await.unwrap();
    assert_eq!(texts(&oldest), ["Hello.", "asked 00", "told  00"]);

    // The one that reaches the bytes is still among them.
    for (bytes, lines) in [(0, 0), (1, 1), (8, 1), (9, 2), (16, 2), (17, 3)] {
        let newest = store.newest(talk, Stretch { bytes, ..whole }).await.unwrap();
        assert_eq!(texts(&newest), texts(&all)[11 - lines..], "{bytes} bytes");
    }
    let few = store.oldest(talk, Stretch { bytes: 7, ..whole }).await.unwrap();
    assert_eq!(texts(&few), ["Hello.", "asked 00"]);

    let (after, before) = (all[3].seq, all[7].seq);
    let middle = Stretch { after, before, ..whole };
    for between in [store.newest(talk, middle), store.oldest(talk, middle)] {
        assert_eq!(between.await.unwrap(), all[4..7]);
    }
    let none = Stretch { after: before, before: after, ..whole };
    assert_eq!(store.newest(talk, none).await.unwrap(), []);
}

pub async fn lines_are_what_was_said_and_nothing_else(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let here = talk(store, ana, 0).await;
    let elsewhere = talk(store, ana, 1).await;
    for (text, state) in [
        ("half", MessageState::Stopped),
        ("broken", MessageState::Interrupted),
        ("never", MessageState::Failed),
        ("", MessageState::Stopped),
    ] {
        let (_, answer) = send(store, here, ana, "q").await;
        store.complete_answer(here, completed(answer.id, text, state), None, 1).await.unwrap();
    }
    send(store, here, ana, "waiting").await;
    let whole = all_of(store, here).await;
    let lines = store.newest(here, whole).await.unwrap();
    assert_eq!(texts(&lines), ["Hello.", "q", "half", "q", "broken", "q", "q", "waiting"]);
    let said = store.message(here, lines[1].id).await.unwrap().unwrap();
    assert_eq!((said.seq, said.author, said.created_at), {
        let line = &lines[1];
        (line.seq, line.author.clone(), line.at)
    });
    assert_eq!(store.newest(elsewhere, all_of(store, elsewhere).await).await.unwrap().len(), 3);
}

pub async fn lines_are_those_of_one_path(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = talk(store, ana, 2).await;
    let messages = store.messages(talk, None, 10).await.unwrap();
    let edited =
        NewSend { place: Place::Beside(messages[3].id), ..new_send(talk, ana, "other 01") };
    let answer = edited.answer;
    store.append_send(edited).await.unwrap();
    complete(store, talk, answer, "other answer").await.unwrap();

    let now = all_of(store, talk).await;
    let path = ["Hello.", "asked 00", "told  00", "other 01", "other answer"];
    let before = Stretch { leaf: Leaf::At(messages[4].id), ..now };
    let first = ["Hello.", "asked 00", "told  00", "asked 01", "told  01"];
    for (stretch, expected) in [(now, path), (before, first)] {
        assert_eq!(texts(&store.newest(talk, stretch).await.unwrap()), expected);
        assert_eq!(texts(&store.oldest(talk, stretch).await.unwrap()), expected);
        let two = Stretch { lines: 2, ..stretch };
        assert_eq!(texts(&store.newest(talk, two).await.unwrap()), expected[3..]);
        assert_eq!(texts(&store.oldest(talk, two).await.unwrap()), expected[..2]);
    }
    let elsewhere = all_of(store, conversation(store, ana).await.id).await;
    let foreign = Stretch { leaf: elsewhere.leaf, ..now };
    assert_eq!(store.newest(talk, foreign).await.unwrap(), [], "of another conversation");
}

pub async fn summary_is_written_over_the_version_that_was_read(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = talk(store, ana, 2).await;
    assert_eq!(store.summary(talk).await.unwrap(), None);
    let first = new_summary(talk, 3);
    assert!(store.save_summary(first.clone()).await.unwrap());
    assert!(!store.save_summary(first.clone()).await.unwrap(), "there is one already");
    let kept = store.summary(talk).await.unwrap().unwrap();
    assert_eq!((kept.covers_to, kept.text.as_str(), kept.stale), (3, first.text.as_str(), false));
    assert_eq!((kept.usage, kept.model, kept.made_at), (first.usage, first.model, first.at));

    let next = |over, text: &str| NewSummary {
        over: Some(over),
        covers_to: 5,
        text: text.to_owned(),
        usage: None,
        ..new_summary(talk, 5)
    };
    let (one, other) = futures::join!(
        store.save_summary(next(kept.version, "a\0b")),
        store.save_summary(next(kept.version, "a\0b"))
    );
    assert!(one.unwrap() != other.unwrap(), "one of two at once");
    let kept = store.summary(talk).await.unwrap().unwrap();
    assert_eq!((kept.covers_to, kept.text.as_str(), kept.usage), (5, "a\u{fffd}b", None));
}

pub async fn summary_is_spoilt_by_a_change_it_covers_and_by_no_other(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let (talk, other) = {
        let one = talk(store, ana, 3).await;
        (one, talk(store, ana, 3).await)
    };
    assert!(!store.spoil_summary(talk, 2).await.unwrap(), "there is none");
    for id in [talk, other] {
        assert!(store.save_summary(new_summary(id, 5)).await.unwrap());
    }
    assert!(!store.spoil_summary(talk, 6).await.unwrap(), "it comes after what is covered");
    let read = store.summary(talk).await.unwrap().unwrap();
    assert!(!read.stale);

    assert!(store.spoil_summary(talk, 5).await.unwrap());
    let spoilt = store.summary(talk).await.unwrap().unwrap();
    assert_eq!((spoilt.stale, spoilt.covers_to, spoilt.text.as_str()), (true, 0, ""));
    // What was being made from the old messages meanwhile comes too late.
    let late = NewSummary { over: Some(read.version), ..new_summary(talk, 7) };
    assert!(!store.save_summary(late).await.unwrap());
    let anew = NewSummary { over: Some(spoilt.version), ..new_summary(talk, 7) };
    assert!(store.save_summary(anew).await.unwrap());
    assert!(!store.summary(talk).await.unwrap().unwrap().stale);
    assert!(!store.summary(other).await.unwrap().unwrap().stale);
}

pub async fn summary_goes_with_its_conversation(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let talk = talk(store, ana, 1).await;
    assert!(store.save_summary(new_summary(talk, 3)).await.unwrap());
    assert!(store.delete_conversation(talk, None).await.unwrap());
    assert_eq!(store.summary(talk).await.unwrap(), None);
    assert!(!store.save_summary(new_summary(talk, 3)).await.unwrap(), "the conversation is gone");
    assert_eq!(store.check().await.unwrap(), []);
}
