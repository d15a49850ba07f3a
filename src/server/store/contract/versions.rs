//! Versions of messages, and the paths among them.

use adda_protocol::{ConversationId, Message, MessageId, MessageState, UserId, dto::Chosen};

use super::{
    database::Database,
    samples::{NOW, complete, conversation, guide, id, log, new_send, send, user},
};
use crate::store::{NewAnswer, NewSend, Place, SendOutcome, Spot, Store};

/// A greeting, and so many questions answered: all messages, oldest first.
async fn talk(store: &dyn Store, user: UserId, turns: usize) -> (ConversationId, Vec<Message>) {
    let talk = conversation(store, user).await.id;
    for turn in 0..turns {
        let (_, answer) = send(store, talk, user, &format!("asked {turn}")).await;
        complete(store, talk, answer.id, &format!("told {turn}")).await.unwrap();
    }
    (talk, store.messages(talk, None, 100).await.unwrap())
}

async fn put(store: &dyn Store, new: NewSend) -> (Message, Message, Vec<(UserId, Chosen)>) {
    match store.append_send(new).await.unwrap() {
        SendOutcome::Sent { message, answer, chosen, .. } => (message, answer, chosen),
        other => panic!("not sent: {other:?}"),
    }
}

fn again(talk: ConversationId, user: UserId, question: MessageId) -> NewAnswer {
    NewAnswer {
        conversation: talk,
        user,
        client_id: id(adda_protocol::ClientMessageId::new),
        question,
        answer: id(MessageId::new),
        answerer: guide(),
        max_open: 3,
        at: NOW + 40,
    }
}

async fn path(store: &dyn Store, talk: ConversationId, spot: Spot) -> Vec<MessageId> {
    let (messages, _) = store.path(talk, spot, 100).await.unwrap();
    messages.into_iter().map(|message| message.id).collect()
}

fn ids(messages: &[&Message]) -> Vec<MessageId> {
    messages.iter().map(|message| message.id).collect()
}

pub async fn send_goes_on_the_path_and_beside_what_it_edits(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "ada@example.org").await.id;
    let (talk, all) = talk(store, ana, 2).await;
    let parents: Vec<_> = all.iter().map(|message| message.parent.unwrap()).collect();
    let expected = [&[MessageId::BEGINNING], &ids(&all.iter().collect::<Vec<_>>())[..4]].concat();
    assert_eq!(parents, expected, "one after the other");

    let edit = NewSend { place: Place::Beside(all[3].id), ..new_send(talk, ana, "other 1") };
    let (message, answer, chosen) = put(store, edit.clone()).await;
    assert_eq!((message.parent, answer.parent), (all[3].parent, Some(message.id)));
    assert_eq!(chosen, [], "the newest was shown before");
    let now = ids(&[&all[0], &all[1], &all[2], &message, &answer]);
    assert_eq!(path(store, talk, Spot::Newest).await, now);
    assert_eq!(path(store, talk, Spot::At(all[4].id)).await, ids(&all.iter().collect::<Vec<_>>()));

    let SendOutcome::Duplicate { message: same, .. } = store.append_send(edit).await.unwrap()
    else {
        panic!("written twice")
    };
    assert_eq!(same.id, message.id);
    let (_, versions) = store.path(talk, Spot::Newest, 100).await.unwrap();
    let versions: Vec<_> = versions.iter().map(|version| version.id).collect();
    assert_eq!(versions, ids(&[&all[3], &message]), "of the one message that has several");

    // After a message of the sender's choice.
    let after = NewSend { place: Place::After(all[4].id), ..new_send(talk, ana, "onwards") };
    let (onwards, ..) = put(store, after).await;
    assert_eq!(onwards.parent, Some(all[4].id));
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn answer_once_more_stands_beside_the_first(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "ada@example.org").await.id;
    let (talk, all) = talk(store, ana, 1).await;
    let new = again(talk, ana, all[1].id);
    let SendOutcome::Sent { message, answer, events, .. } =
        store.append_answer(new.clone()).await.unwrap()
    else {
        panic!()
    };
    assert_eq!(
        (message.id, answer.reply_to, answer.parent),
        (all[1].id, Some(all[1].id), Some(all[1].id))
    );
    assert_eq!((answer.state, events.len()), (MessageState::Streaming, 1));
    assert!(store.has_earlier_version(talk, answer.id).await.unwrap());
    assert!(!store.has_earlier_version(talk, all[2].id).await.unwrap());

    let SendOutcome::Duplicate { message, answer: same } =
        store.append_answer(new.clone()).await.unwrap()
    else {
        panic!("written twice")
    };
    assert_eq!((message.id, same.id), (all[1].id, answer.id));
    let sent = store.sent(talk, ana, new.client_id).await.unwrap().unwrap();
    assert_eq!((sent.0.id, sent.1.id), (all[1].id, answer.id));

    // It waits for the first, and at most so many wait.
    for open in 1..=3 {
        let outcome = store.append_answer(again(talk, ana, all[1].id)).await.unwrap();
        match outcome {
            SendOutcome::Sent { answer, .. } => assert_eq!(answer.state, MessageState::Pending),
            SendOutcome::QueueFull => assert_eq!(open, 3),
            other => panic!("{other:?}"),
        }
    }
    let answers = log(store, talk).await.len();
    for wrong in [all[0].id, all[2].id, id(MessageId::new)] {
        complete(store, talk, answer.id, "done").await;
        let outcome = store.append_answer(again(talk, ana, wrong)).await.unwrap();
        assert!(matches!(outcome, SendOutcome::Misplaced), "{outcome:?}");
    }
    assert!(log(store, talk).await.len() > answers, "only ends and starts");
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn path_pages_upwards_past_other_versions(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "ada@example.org").await.id;
    let (talk, all) = talk(store, ana, 4).await;
    let edit = NewSend { place: Place::Beside(all[3].id), ..new_send(talk, ana, "other 1") };
    let (message, answer, _) = put(store, edit).await;

    let (newest, versions) = store.path(talk, Spot::Newest, 2).await.unwrap();
    assert_eq!(ids(&newest.iter().collect::<Vec<_>>()), ids(&[&message, &answer]));
    assert_eq!(versions.len(), 2);
    let older = path(store, talk, Spot::Before(message.seq)).await;
    assert_eq!(older, ids(&[&all[0], &all[1], &all[2]]), "not what came between");
    assert_eq!(path(store, talk, Spot::Before(all[0].seq)).await, []);
    // The seq of an event that made no message.
    let odd = path(store, talk, Spot::Before(message.seq - 1)).await;
    assert_eq!(odd.last(), Some(&all[8].id));
    assert_eq!(path(store, talk, Spot::At(id(MessageId::new))).await, []);
    let elsewhere = conversation(store, ana).await.id;
    assert_eq!(path(store, elsewhere, Spot::At(message.id)).await, []);
    assert!(store.is_on_path(talk, answer.id, all[2].seq, 9).await.unwrap());
    assert!(!store.is_on_path(talk, answer.id, all[3].seq, 9).await.unwrap());
    assert!(store.path(talk, Spot::Newest, 0).await.unwrap().0.is_empty());
}

pub async fn path_is_chosen_down_to_its_newest_message(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "ada@example.org").await.id;
    let (talk, all) = talk(store, ana, 3).await;
    let edit = NewSend { place: Place::Beside(all[3].id), ..new_send(talk, ana, "other 1") };
    let (message, answer, _) = put(store, edit).await;
    complete(store, talk, answer.id, "told").await.unwrap();
    assert_eq!(store.chosen(talk, ana).await.unwrap(), Chosen::default());

    let chosen = store.choose(talk, ana, all[3].id).await.unwrap().unwrap();
    assert_eq!(
        chosen,
        Chosen { leaf: Some(all[6].id), apart: false, version: 1 },
        "down to the newest"
    );
    assert_eq!(store.chosen(talk, ana).await.unwrap(), chosen);
    let same = store.choose(talk, ana, all[5].id).await.unwrap().unwrap();
    assert_eq!(same, chosen, "no other path");

    // What is sent goes on there, and is the newest.
    let (onwards, _, changed) = put(store, new_send(talk, ana, "onwards")).await;
    assert_eq!(onwards.parent, Some(all[6].id));
    let newest = Chosen { leaf: None, apart: false, version: 2 };
    assert_eq!((changed, store.chosen(talk, ana).await.unwrap()), (vec![(ana, newest)], newest));
    let back = store.choose(talk, ana, message.id).await.unwrap().unwrap();
    assert_eq!(back, Chosen { leaf: Some(answer.id), apart: false, version: 3 });
    let on = store.choose(talk, ana, onwards.id).await.unwrap().unwrap();
    assert_eq!(on, Chosen { leaf: None, apart: false, version: 4 });

    let eve = user(store, "eve@example.org").await.id;
    assert_eq!(store.choose(talk, eve, message.id).await.unwrap(), None);
    assert_eq!(store.choose(talk, ana, id(MessageId::new)).await.unwrap(), None);
    let elsewhere = conversation(store, ana).await.id;
    assert_eq!(store.choose(elsewhere, ana, message.id).await.unwrap(), None);
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn message_has_no_place_elsewhere_or_beside_what_is_not_ones_own(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "ada@example.org").await.id;
    let (talk, all) = talk(store, ana, 1).await;
    let elsewhere = conversation(store, ana).await.id;
    let greeting = store.messages(elsewhere, None, 1).await.unwrap()[0].id;
    let before = log(store, talk).await.len();
    for place in [
        Place::After(greeting),
        Place::After(MessageId::BEGINNING),
        Place::Beside(greeting),
        Place::Beside(all[0].id),
        Place::Beside(all[2].id),
    ] {
        let outcome =
            store.append_send(NewSend { place, ..new_send(talk, ana, "x") }).await.unwrap();
        assert!(matches!(outcome, SendOutcome::Misplaced), "{place:?}: {outcome:?}");
    }
    let eve = user(store, "eve@example.org").await.id;
    let theirs = NewSend { place: Place::Beside(all[1].id), ..new_send(talk, eve, "x") };
    assert!(matches!(store.append_send(theirs).await.unwrap(), SendOutcome::Misplaced));
    assert_eq!(log(store, talk).await.len(), before);
}

pub async fn message_of_an_older_program_follows_the_one_before_it(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "ada@example.org").await.id;
    let (talk, all) = talk(store, ana, 3).await;
    db.execute("UPDATE messages SET parent = NULL").await;
    let everything = ids(&all.iter().collect::<Vec<_>>());
    assert_eq!(path(store, talk, Spot::Newest).await, everything);
    assert_eq!(path(store, talk, Spot::Before(all[3].seq)).await, everything[..3]);
    assert!(store.is_on_path(talk, all[6].id, all[1].seq, 9).await.unwrap());
    let edit = NewSend { place: Place::Beside(all[5].id), ..new_send(talk, ana, "other") };
    let (message, ..) = put(store, edit).await;
    assert_eq!(message.parent, Some(all[4].id));
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn path_is_read_downwards_from_a_place(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "ada@example.org").await.id;
    let (talk, all) = talk(store, ana, 3).await;
    let edit = NewSend { place: Place::Beside(all[3].id), ..new_send(talk, ana, "other 1") };
    let (message, answer, _) = put(store, edit).await;
    let places = |messages: &[&Message]| -> Vec<_> {
        messages.iter().map(|message| (message.seq, message.id)).collect()
    };

    let down = async |leaf, seq, limit| store.down(talk, leaf, seq, limit).await.unwrap();
    assert_eq!(down(None, all[2].seq, 2).await, places(&[&all[2], &message]), "the newest path");
    assert_eq!(down(None, all[2].seq, 9).await, places(&[&all[2], &message, &answer]));
    let old = Some(all[6].id);
    assert_eq!(down(old, all[2].seq, 2).await, places(&[&all[2], &all[3]]));
    assert_eq!(down(None, all[4].seq, 1).await, places(&[&message]), "it is on another path");
    assert_eq!(down(None, 0, 1).await, places(&[&all[0]]));
    assert_eq!(down(None, answer.seq + 1, 9).await, []);

    assert_eq!(store.leaf_below(talk, all[3].id).await.unwrap(), old);
    assert_eq!(store.leaf_below(talk, all[2].id).await.unwrap(), Some(answer.id));
    assert_eq!(store.leaf_below(talk, id(MessageId::new)).await.unwrap(), None);
    let elsewhere = conversation(store, ana).await.id;
    assert_eq!(store.leaf_below(elsewhere, all[3].id).await.unwrap(), None);
    assert_eq!(store.down(elsewhere, old, 0, 9).await.unwrap(), []);
}
