//! Deleting one message.

use adda_protocol::{
    ConversationId, EventBody, Message, MessageId, MessageState, Usage, UserId, events::Completed,
};
use futures::future::join_all;

use super::{
    database::Database,
    samples::{
        NOW, complete, completed, conversation, guide, id, log, new_memory, new_send, new_sent,
        new_share, new_summary, new_usage, send, user,
    },
};
use crate::{
    store::{
        Erasure, NewAnswer, NewErasure, NewMemory, NewSend, NewSummary, NewUsage, Place, Sealed,
        SendOutcome, SentRow, Sharing, Start, Store,
    },
    words::Query,
};

fn new(conversation: ConversationId, owner: UserId, message: MessageId) -> NewErasure {
    NewErasure { conversation, message, owner, titles: vec!["A title".to_owned()], at: NOW + 500 }
}

async fn erase(store: &dyn Store, new: NewErasure) -> Vec<EventBody> {
    match store.erase(new).await.unwrap() {
        Erasure::Done(events) => events.into_iter().map(|event| event.body).collect(),
        other => panic!("not deleted: {other:?}"),
    }
}

/// An exchange, with all that is made of it.
async fn talk(store: &dyn Store, chat: ConversationId, user: UserId) -> [Message; 2] {
    let (question, answer) = send(store, chat, user, "Does a rhinoceros swim?").await;
    let done = Completed {
        reasoning: Some("A hippopotamus does.".to_owned()),
        usage: Some(Usage { input: 9, ..Usage::default() }),
        ..completed(answer.id, "The hippopotamus swims.", MessageState::Complete)
    };
    let run = NewUsage { conversation: Some(chat), ..new_usage(user) };
    store.complete_answer(chat, done, Some(run), NOW + 20).await.unwrap().unwrap();
    let text = "They spoke of a rhinoceros.".to_owned();
    let summary = NewSummary { text, ..new_summary(chat, answer.seq) };
    assert!(store.save_summary(summary).await.unwrap());
    let sealed = Sealed(b"rhinoceros".to_vec());
    assert!(store.save_vault(chat, None, sealed.clone()).await.unwrap());
    store.keep_sent(SentRow { sealed, ..new_sent(user, chat, answer.id) }, 9).await.unwrap();
    let from = Some((chat, question.id));
    let memory = NewMemory { from, ..new_memory("Keeps a rhinoceros") };
    assert_eq!(store.add_memories(user, vec![memory], 9, NOW).await.unwrap(), 1);
    [question, answer]
}

async fn found(store: &dyn Store, user: UserId, word: &str) -> usize {
    store.search(user, Query::parse(word).unwrap(), None, 9).await.unwrap().len()
}

async fn shared(store: &dyn Store, link: u8) -> Option<(String, Vec<(u64, String)>)> {
    let share = store.share([link; 32], NOW).await.unwrap()?;
    let messages = store.shared_messages(share.id, 0, 9).await.unwrap();
    assert_eq!(share.messages, messages.len() as u64);
    Some((share.title, messages.into_iter().map(|it| (it.place, it.text)).collect()))
}

async fn take_share(store: &dyn Store, user: UserId, chat: ConversationId, link: u8) {
    let taken = store.create_share(new_share(user, chat, link), 9).await.unwrap();
    assert!(matches!(taken, Sharing::Taken(_)), "{taken:?}");
}

pub async fn a26_erased_message_is_nowhere_and_keeps_its_place(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let chat = conversation(store, ana).await.id;
    let [question, answer] = talk(store, chat, ana).await;
    take_share(store, ana, chat, 1).await;
    let listed = store.conversation(chat, ana).await.unwrap().unwrap().0;
    assert!(db.tables_with("rhinoceros").await.len() > 4, "it is looked for in the right places");

    let events = erase(store, new(chat, ana, question.id)).await;
    let untitled =
        EventBody::ConversationChanged { title: Some(String::new()), model: None, category: None };
    assert_eq!(events, [EventBody::MessageDeleted { message: question.id }, untitled]);
    assert_eq!(db.tables_with("rhinoceros").await, [""; 0]);
    assert_eq!(db.tables_with("A title").await, [""; 0], "it was made of the text");
    for table in ["memories", "sent_requests", "vaults"] {
        assert_eq!(db.number(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
    assert_eq!((found(store, ana, "rhinoceros").await, found(store, ana, "swims").await), (0, 1));
    assert!(store.summary(chat).await.unwrap().unwrap().stale);
    assert_eq!(
        shared(store, 1).await,
        Some((String::new(), vec![(1, "The hippopotamus swims.".to_owned())]))
    );

    let now = store.message(chat, question.id).await.unwrap().unwrap();
    assert_eq!(now, Message { text: String::new(), deleted: true, ..question });
    let now = store.message(chat, answer.id).await.unwrap().unwrap();
    assert_eq!((now.parent, now.text.as_str()), (Some(question.id), "The hippopotamus swims."));
    let after = store.conversation(chat, ana).await.unwrap().unwrap().0;
    assert_eq!((after.title.as_str(), after.updated_at), ("", listed.updated_at), "no news");
    log(store, chat).await;
    assert_eq!(store.check().await.unwrap(), []);

    erase(store, new(chat, ana, answer.id)).await;
    assert_eq!(db.tables_with("ippopotamus").await, [""; 0]);
    assert_eq!(shared(store, 1).await, None, "nothing is left of it");
    let now = store.message(chat, answer.id).await.unwrap().unwrap();
    assert!(now.usage.is_some() && now.reasoning.is_none(), "what it took stays");
    assert_eq!(db.number("SELECT count(*) FROM usage_entries").await, 1);
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn a26_every_text_a_message_ever_had_is_erased(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let chat = conversation(store, ana).await.id;
    let (_, answer) = send(store, chat, ana, "Which?").await;
    for (link, text, start) in [
        (1, "half a zebra", Some(Start::Retry)),
        (2, "an okapi", Some(Start::Continue)),
        (3, "an okapi, whole", None),
    ] {
        let state = if start.is_some() { MessageState::Stopped } else { MessageState::Complete };
        let done = completed(answer.id, text, state);
        store.complete_answer(chat, done, None, NOW + 20).await.unwrap().unwrap();
        take_share(store, ana, chat, link).await;
        if let Some(start) = start {
            store.restart_answer(chat, answer.id, start, guide(), NOW).await.unwrap().unwrap();
        }
    }
    let before = log(store, chat).await.len();
    erase(store, NewErasure { titles: Vec::new(), ..new(chat, ana, answer.id) }).await;
    for needle in ["zebra", "okapi"] {
        assert_eq!(db.tables_with(needle).await, [""; 0], "{needle}");
    }
    for link in 1..=3 {
        let left = Some(("A title".to_owned(), vec![(1, "Which?".to_owned())]));
        assert_eq!(shared(store, link).await, left);
    }
    assert_eq!(log(store, chat).await.len(), before + 1);
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn message_is_erased_once_and_not_while_an_answer_is_open(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let chat = conversation(store, ana).await.id;
    let (question, answer) = send(store, chat, ana, "rhinoceros").await;
    let before = log(store, chat).await;
    for message in [question.id, answer.id] {
        assert_eq!(store.erase(new(chat, ana, message)).await.unwrap(), Erasure::Open);
    }
    let elsewhere = conversation(store, ana).await.id;
    assert_eq!(store.erase(new(elsewhere, ana, question.id)).await.unwrap(), Erasure::Gone);
    assert_eq!(store.erase(new(chat, ana, id(MessageId::new))).await.unwrap(), Erasure::Gone);
    assert_eq!(log(store, chat).await, before);

    complete(store, chat, answer.id, "done").await.unwrap();
    let at_once = (0..4).map(|_| store.erase(new(chat, ana, question.id)));
    let outcomes: Vec<_> = join_all(at_once).await.into_iter().map(Result::unwrap).collect();
    assert_eq!(outcomes.iter().filter(|it| **it == Erasure::Already).count(), 3, "{outcomes:?}");
    let events = log(store, chat).await;
    let deletions = events.iter().filter(|it| matches!(it.body, EventBody::MessageDeleted { .. }));
    assert_eq!(deletions.count(), 1);
}

pub async fn a26_nothing_of_an_erased_message_is_written_behind_it(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let chat = conversation(store, ana).await.id;
    let (question, answer) = send(store, chat, ana, "rhinoceros").await;
    complete(store, chat, answer.id, "done").await.unwrap();
    erase(store, new(chat, ana, question.id)).await;

    let from = Some((chat, question.id));
    let memory = NewMemory { from, ..new_memory("Keeps a rhinoceros") };
    assert_eq!(store.add_memories(ana, vec![memory], 9, NOW).await.unwrap(), 0);
    // It left before the deletion.
    let sent = SentRow { at: NOW + 400, ..new_sent(ana, chat, answer.id) };
    store.keep_sent(sent.clone(), 9).await.unwrap();
    assert_eq!(store.sent_request(ana, answer.id).await.unwrap(), None);
    let later = SentRow { at: NOW + 501, ..sent };
    store.keep_sent(later.clone(), 9).await.unwrap();
    assert_eq!(store.sent_request(ana, answer.id).await.unwrap(), Some(later));
    // It was made of what was read before.
    assert!(!store.save_summary(new_summary(chat, answer.seq)).await.unwrap());
    while store.read_words(None, 9).await.unwrap().is_some() {}
    assert_eq!(found(store, ana, "rhinoceros").await, 0);
    take_share(store, ana, chat, 1).await;
    assert_eq!(shared(store, 1).await.unwrap().1, [(1, "done".to_owned())]);
}

pub async fn erased_message_has_no_versions_and_no_answers_made_any_more(db: &Database) {
    let store = &*db.store;
    let ana = user(store, "a@example.org").await.id;
    let chat = conversation(store, ana).await.id;
    let first = new_send(chat, ana, "rhinoceros");
    store.append_send(first.clone()).await.unwrap();
    let stopped = completed(first.answer, "half", MessageState::Stopped);
    store.complete_answer(chat, stopped, None, NOW).await.unwrap().unwrap();
    erase(store, new(chat, ana, first.message)).await;

    let edit = NewSend { place: Place::Beside(first.message), ..new_send(chat, ana, "x") };
    assert!(matches!(store.append_send(edit).await.unwrap(), SendOutcome::Deleted));
    let again = NewAnswer {
        conversation: chat,
        user: ana,
        client_id: id(adda_protocol::ClientMessageId::new),
        question: first.message,
        answer: id(MessageId::new),
        answerer: guide(),
        max_open: 3,
        at: NOW,
    };
    assert!(matches!(store.append_answer(again).await.unwrap(), SendOutcome::Deleted));
    for start in [Start::Continue, Start::Retry] {
        let started = store.restart_answer(chat, first.answer, start, guide(), NOW).await.unwrap();
        assert!(started.is_none(), "{started:?}");
    }
    // Sent again by a device that did not hear of it, it does not come back.
    let SendOutcome::Duplicate { message, .. } = store.append_send(first).await.unwrap() else {
        panic!("sent anew");
    };
    assert!(message.deleted && message.text.is_empty());
    // The talk goes on after it.
    let (next, answer) = send(store, chat, ana, "And then?").await;
    complete(store, chat, answer.id, "Then.").await.unwrap();
    erase(store, new(chat, ana, answer.id)).await;
    assert_eq!(send(store, chat, ana, "On").await.0.parent, Some(answer.id));
    assert_eq!(answer.parent, Some(next.id));
    assert_eq!(store.check().await.unwrap(), []);
}
