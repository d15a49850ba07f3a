//! The life of an answer.

use adda_protocol::{
    Author, Cost, ErrorCode, EventBody, MessageError, MessageState, Usage, dto::User,
};
use futures::future::join_all;

use super::{
    database::Database,
    samples::{NOW, complete, completed, conversation, guide, log, send, user},
};
use crate::store::{Error, Start, Store};
use adda_protocol::dto::Conversation;

async fn talking(store: &dyn Store) -> (User, Conversation) {
    let person = user(store, "ada@example.org").await;
    let talk = conversation(store, person.id).await;
    (person, talk)
}

pub async fn completed_answer_starts_the_next(db: &Database) {
    let store = &*db.store;
    let (person, talk) = talking(store).await;
    let (_, first) = send(store, talk.id, person.id, "one").await;
    let (_, second) = send(store, talk.id, person.id, "two").await;
    let (_, third) = send(store, talk.id, person.id, "three").await;

    let mut done = completed(first.id, "answer", MessageState::Complete);
    done.usage = Some(Usage { input: 3, output: 5, ..Usage::default() });
    done.cost = Some(Cost { micros: 42, currency: "EUR".to_owned() });
    let completion =
        store.complete_answer(talk.id, done.clone(), None, NOW + 20).await.unwrap().unwrap();
    assert_eq!(completion.event.body, EventBody::MessageCompleted(done.clone()));
    let saved = store.message(talk.id, first.id).await.unwrap().unwrap();
    assert_eq!((saved.text.as_str(), saved.state), ("answer", MessageState::Complete));
    assert_eq!((saved.usage, saved.cost), (done.usage, done.cost));

    let [next] = completion.next.as_slice() else { panic!("{:?}", completion.next) };
    assert_eq!((next.message.id, next.message.state), (second.id, MessageState::Streaming));
    let body = EventBody::MessageStarted { message: second.id, kept: 0, model: "guide".to_owned() };
    assert_eq!(next.event.body, body);
    assert_eq!(next.event.seq, completion.event.seq + 1);
    assert_eq!(log(store, talk.id).await.last(), Some(&next.event));

    let next = complete(store, talk.id, second.id, "").await.unwrap().next;
    assert_eq!(next[0].message.id, third.id);
    assert!(complete(store, talk.id, third.id, "").await.unwrap().next.is_empty());
}

pub async fn stopped_waiting_answer_starts_nothing(db: &Database) {
    let store = &*db.store;
    let (person, talk) = talking(store).await;
    let (_, first) = send(store, talk.id, person.id, "one").await;
    let (_, second) = send(store, talk.id, person.id, "two").await;
    let (_, third) = send(store, talk.id, person.id, "three").await;
    let stopped = completed(second.id, "", MessageState::Stopped);
    let completion = store.complete_answer(talk.id, stopped, None, NOW).await.unwrap().unwrap();
    assert!(completion.next.is_empty(), "the first is still being written");
    let next = complete(store, talk.id, first.id, "").await.unwrap().next;
    assert_eq!(next[0].message.id, third.id);
}

pub async fn completed_answer_cannot_be_completed_again(db: &Database) {
    let store = &*db.store;
    let (person, talk) = talking(store).await;
    let other = conversation(store, person.id).await;
    let (question, answer) = send(store, talk.id, person.id, "one").await;
    assert!(complete(store, other.id, answer.id, "x").await.is_none(), "of another conversation");
    assert!(complete(store, talk.id, question.id, "x").await.is_none(), "no answer");
    assert!(complete(store, talk.id, answer.id, "first").await.is_some());
    assert!(complete(store, talk.id, answer.id, "second").await.is_none());
    let saved = store.message(talk.id, answer.id).await.unwrap().unwrap();
    assert_eq!(saved.text, "first");
    assert!(store.message(other.id, answer.id).await.unwrap().is_none());
    store.delete_conversation(talk.id, None).await.unwrap();
    assert!(complete(store, talk.id, answer.id, "third").await.is_none());
}

pub async fn completion_with_an_open_state_is_refused(db: &Database) {
    let store = &*db.store;
    let (person, talk) = talking(store).await;
    let (_, answer) = send(store, talk.id, person.id, "one").await;
    let open = completed(answer.id, "text", MessageState::Streaming);
    let refused = store.complete_answer(talk.id, open, None, NOW).await.unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused}");
    assert_eq!(log(store, talk.id).await.len(), 5);
}

pub async fn completed_answers_at_once_start_each_next_once(db: &Database) {
    let store = &*db.store;
    let (person, talk) = talking(store).await;
    let (_, first) = send(store, talk.id, person.id, "one").await;
    send(store, talk.id, person.id, "two").await;
    // Two ends of one answer race: a stop and the provider's last word.
    let ends = (0..10).map(|_| complete(store, talk.id, first.id, "end"));
    let done: Vec<_> = join_all(ends).await.into_iter().flatten().collect();
    assert_eq!(done.len(), 1);
    assert!(!done[0].next.is_empty());
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn checkpoint_saves_a_streaming_answer_only(db: &Database) {
    let store = &*db.store;
    let (person, talk) = talking(store).await;
    let (_, streaming) = send(store, talk.id, person.id, "one").await;
    let (_, waiting) = send(store, talk.id, person.id, "two").await;
    let before = log(store, talk.id).await;
    assert!(store.checkpoint(talk.id, streaming.id, "so far").await.unwrap());
    assert!(!store.checkpoint(talk.id, waiting.id, "nothing").await.unwrap());
    let text = async |id| store.message(talk.id, id).await.unwrap().unwrap().text;
    assert_eq!(text(streaming.id).await, "so far");
    assert_eq!(text(waiting.id).await, "");
    assert_eq!(log(store, talk.id).await, before, "a checkpoint is no event");
    complete(store, talk.id, streaming.id, "all").await.unwrap();
    assert!(!store.checkpoint(talk.id, streaming.id, "late").await.unwrap());
    assert_eq!(text(streaming.id).await, "all");
}

pub async fn restart_continues_or_retries_as_the_state_allows(db: &Database) {
    use MessageState::{Complete, Failed, Interrupted, Stopped};
    let store = &*db.store;
    let (person, talk) = talking(store).await;
    let other = Author { id: "other-model".to_owned(), ..guide() };
    for (state, start, kept) in [
        (Complete, Start::Continue, None),
        (Complete, Start::Retry, None),
        (Stopped, Start::Continue, Some("häl")),
        (Stopped, Start::Retry, Some("")),
        (Interrupted, Start::Continue, Some("häl")),
        (Interrupted, Start::Retry, Some("")),
        (Failed, Start::Continue, None),
        (Failed, Start::Retry, Some("")),
    ] {
        let (_, answer) = send(store, talk.id, person.id, "one").await;
        let mut done = completed(answer.id, "häl", state);
        let code = ErrorCode::ProviderNetwork;
        done.error = Some(MessageError { code, message: "broke".to_owned() });
        store.complete_answer(talk.id, done, None, NOW).await.unwrap().unwrap();
        let started =
            store.restart_answer(talk.id, answer.id, start, other.clone(), NOW).await.unwrap();
        assert_eq!(started.as_ref().map(|s| s.message.text.as_str()), kept, "{state:?} {start:?}");
        let Some(started) = started else { continue };
        let body = EventBody::MessageStarted {
            message: answer.id,
            kept: started.message.text.len() as u64,
            model: "other-model".to_owned(),
        };
        assert_eq!(started.event.body, body);
        let saved = store.message(talk.id, answer.id).await.unwrap().unwrap();
        assert_eq!(saved, started.message);
        assert_eq!((saved.state, saved.error), (MessageState::Streaming, None));
        assert_eq!(saved.author, other);
        complete(store, talk.id, answer.id, "done").await.unwrap();
    }
    assert_eq!(store.check().await.unwrap(), []);
}

pub async fn restart_waits_for_open_answers(db: &Database) {
    let store = &*db.store;
    let (person, talk) = talking(store).await;
    let (question, answer) = send(store, talk.id, person.id, "one").await;
    let failed = completed(answer.id, "", MessageState::Failed);
    store.complete_answer(talk.id, failed, None, NOW).await.unwrap().unwrap();
    let retry = async |conversation, id| {
        store.restart_answer(conversation, id, Start::Retry, guide(), NOW).await.unwrap()
    };
    assert!(retry(talk.id, question.id).await.is_none(), "a person's message is no answer");
    let other = conversation(store, person.id).await;
    assert!(retry(other.id, answer.id).await.is_none());
    let (_, open) = send(store, talk.id, person.id, "two").await;
    assert!(retry(talk.id, answer.id).await.is_none());
    complete(store, talk.id, open.id, "done").await.unwrap();
    let tries = join_all((0..5).map(|_| retry(talk.id, answer.id))).await;
    assert_eq!(tries.into_iter().flatten().count(), 1);
}

pub async fn recovery_interrupts_what_streamed_and_starts_what_waited(db: &Database) {
    let store = &*db.store;
    let (person, talk) = talking(store).await;
    let quiet = conversation(store, person.id).await;
    let (_, streamed) = send(store, talk.id, person.id, "one").await;
    let (_, waited) = send(store, talk.id, person.id, "two").await;
    let (_, later) = send(store, talk.id, person.id, "three").await;
    store.checkpoint(talk.id, streamed.id, "so far").await.unwrap();

    let recovered = store.recover(NOW + 50).await.unwrap();
    assert_eq!(recovered.interrupted, [streamed.id]);
    assert_eq!(recovered.started.len(), 1);
    assert_eq!(recovered.started[0].message.id, waited.id);
    assert_eq!(recovered.started[0].conversation, talk.id);

    let saved = store.message(talk.id, streamed.id).await.unwrap().unwrap();
    assert_eq!((saved.text.as_str(), saved.state), ("so far", MessageState::Interrupted));
    assert_eq!(saved.error.unwrap().code, ErrorCode::ServerRestarted);
    let state = async |id| store.message(talk.id, id).await.unwrap().unwrap().state;
    assert_eq!(state(waited.id).await, MessageState::Streaming);
    assert_eq!(state(later.id).await, MessageState::Pending);
    let events = log(store, talk.id).await;
    let EventBody::MessageCompleted(done) = &events[events.len() - 2].body else { panic!() };
    assert_eq!((done.message, done.text.as_str()), (streamed.id, "so far"));
    assert_eq!(log(store, quiet.id).await.len(), 2, "nothing happened there");
    assert_eq!(store.check().await.unwrap(), []);
}
