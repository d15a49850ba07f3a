mod beginning;
mod deadlines;

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use adda_protocol::{
    Author, AuthorKind, ClientFrame, ClientMessageId, ConversationId, ErrorBody, ErrorCode, Event,
    EventBody, Message, MessageId, MessageState, ServerFrame, UserId, frames::Subject,
    limits::MESSAGE_BYTES,
};
use serde_json::json;

use super::*;

fn user(number: u8) -> UserId {
    UserId::new(1, [number; 10])
}

fn conversation(number: u8) -> ConversationId {
    ConversationId::new(1, [number; 10])
}

fn id(number: u8) -> ClientMessageId {
    ClientMessageId::new(1, [number; 10])
}

/// Entries 1, 2, ... of conversation 1.
fn outbox(entries: u8) -> Outbox {
    let mut outbox = Outbox::new(user(1));
    for number in 1..=entries {
        outbox.enqueue(conversation(1), id(number), format!("text {number}"), 0).unwrap();
    }
    outbox
}

fn sent(outbox: &mut Outbox, now: Millis) -> Vec<ClientMessageId> {
    let ids = outbox.to_send(true, now).into_iter().map(|frame| match frame {
        ClientFrame::SendMessage { client_id, .. } => client_id,
        other => panic!("{other:?}"),
    });
    ids.collect()
}

fn refuse(outbox: &mut Outbox, number: u8, code: ErrorCode, now: Millis) {
    let about = Some(Subject::ClientMessage(id(number)));
    assert!(outbox.frame(&ServerFrame::Error { error: ErrorBody::new(code), about }, now));
}

fn created(number: u8) -> Event {
    let author = Author { kind: AuthorKind::User, id: String::new(), name: String::new() };
    let message = Message {
        id: MessageId::new(1, [number; 10]),
        seq: 1,
        client_id: Some(id(number)),
        reply_to: None,
        parent: None,
        author,
        text: String::new(),
        state: MessageState::Complete,
        model: None,
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
        deleted: false,
        created_at: 0,
    };
    let body = EventBody::MessageCreated { message };
    Event { conversation: conversation(1), seq: 1, at: 0, body }
}

/// Runs a future of the memory store, which is never pending.
fn now_or_panic<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the memory store waits for nothing"),
    }
}

#[test]
fn outbox_sends_one_at_a_time_in_order_per_conversation() {
    let mut outbox = outbox(3);
    outbox.enqueue(conversation(2), id(9), "other".to_owned(), 0).unwrap();
    assert_eq!(sent(&mut outbox, 0), [id(1), id(9)]);
    assert_eq!(sent(&mut outbox, 1), []);
    assert!(outbox.frame(&ServerFrame::Event { event: created(1) }, 1));
    assert_eq!(sent(&mut outbox, 1), [id(2)]);
}

#[test]
fn outbox_sends_nothing_while_not_connected() {
    assert!(outbox(1).to_send(false, 0).is_empty());
}

#[test]
fn outbox_sends_again_with_the_same_id_after_a_lost_connection() {
    let mut outbox = outbox(2);
    assert_eq!(sent(&mut outbox, 0), [id(1)]);
    outbox.disconnected();
    assert_eq!(sent(&mut outbox, 1), [id(1)]);
    assert_eq!(outbox.get(id(1)).unwrap().attempts, 2);
}

#[test]
fn outbox_sends_again_what_is_never_answered() {
    let mut outbox = outbox(1);
    sent(&mut outbox, 0);
    assert_eq!(outbox.next_wake(), Some(ANSWER_WITHIN));
    assert_eq!(sent(&mut outbox, ANSWER_WITHIN - 1), []);
    assert_eq!(sent(&mut outbox, ANSWER_WITHIN), [id(1)]);
}

#[test]
fn refusal_that_passes_holds_the_conversation_until_it_is_sent_again() {
    let mut outbox = outbox(2);
    sent(&mut outbox, 0);
    let mut error = ErrorBody::new(ErrorCode::RateLimited);
    error.details = Some(json!({ "retry_after": 7 }));
    assert!(outbox.refused(id(1), error, 100));
    let waiting = EntryState::Waiting { until: 7_100, code: ErrorCode::RateLimited };
    assert_eq!(outbox.get(id(1)).unwrap().state, waiting);
    assert!(outbox.clone().discard(id(1)), "the person may think better of it");
    assert_eq!(outbox.next_wake(), Some(7_100));
    assert_eq!(sent(&mut outbox, 7_099), []);
    assert_eq!(sent(&mut outbox, 7_100), [id(1)]);
}

#[test]
fn refusal_that_passes_waits_longer_each_time_and_never_without_end() {
    let mut outbox = outbox(1);
    let mut now = 0;
    for expected in [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000] {
        assert_eq!(sent(&mut outbox, now), [id(1)]);
        refuse(&mut outbox, 1, ErrorCode::QueueFull, now);
        assert_eq!(outbox.next_wake(), Some(now + expected));
        now += expected;
    }
    for asked in [json!(1e300), json!(-5), json!("soon"), json!(null)] {
        sent(&mut outbox, now);
        let mut error = ErrorBody::new(ErrorCode::Unavailable);
        error.details = Some(json!({ "retry_after": asked }));
        outbox.refused(id(1), error, now);
        let wait = outbox.next_wake().unwrap() - now;
        assert!((1_000..=3_600_000).contains(&wait), "{wait}");
        now += wait;
    }
}

#[test]
fn refusal_that_stays_keeps_the_text_and_lets_the_next_go() {
    let mut outbox = outbox(2);
    sent(&mut outbox, 0);
    refuse(&mut outbox, 1, ErrorCode::TooLarge, 0);
    let entry = outbox.get(id(1)).unwrap();
    let error = ErrorBody::new(ErrorCode::TooLarge);
    assert_eq!((&entry.state, &*entry.text), (&EntryState::Refused { error }, "text 1"));
    assert_eq!(sent(&mut outbox, 0), [id(2)]);
}

#[test]
fn failures_of_the_server_do_not_hold_up_the_queue_for_ever() {
    let mut outbox = outbox(1);
    for _ in 0..8 {
        sent(&mut outbox, Millis::MAX);
        refuse(&mut outbox, 1, ErrorCode::Internal, 0);
    }
    assert!(outbox.get(id(1)).unwrap().is_refused());
}

#[test]
fn refused_entry_can_be_sent_again_edited_or_discarded() {
    let mut outbox = outbox(3);
    assert!(!outbox.resend(id(1)), "it is not refused");
    for number in 1..=3 {
        sent(&mut outbox, 0);
        refuse(&mut outbox, number, ErrorCode::Invalid, 0);
    }
    assert!(outbox.resend(id(2)));
    outbox.edit(id(1), id(11), "better".to_owned()).unwrap();
    assert!(outbox.discard(id(3)));
    assert_eq!(sent(&mut outbox, 0), [id(11)], "in its place, under a new id");
    assert_eq!(outbox.edit(id(11), id(12), "x".to_owned()), Err(EditError::NotHere));
    assert!(!outbox.discard(id(11)), "it may have arrived");
    assert!(outbox.acknowledged(id(11)));
    assert_eq!(sent(&mut outbox, 0), [id(2)]);
}

#[test]
fn acknowledgement_within_an_answer_to_a_resync_counts() {
    let mut outbox = outbox(1);
    sent(&mut outbox, 0);
    let (conversation, events) = (conversation(1), vec![created(2), created(1)]);
    let frame = ServerFrame::Caught {
        conversation,
        events,
        head: 1,
        more: false,
        streaming: None,
        also: Vec::new(),
    };
    assert!(outbox.frame(&frame, 0));
    assert!(outbox.all().is_empty());
    assert!(!outbox.frame(&frame, 0));
}

#[test]
fn message_that_cannot_be_sent_is_not_taken() {
    let mut outbox = outbox(1);
    let mut add = |text: String| outbox.enqueue(conversation(1), id(9), text, 0);
    assert_eq!(add(" \n".to_owned()), Err(EnqueueError::Empty));
    assert_eq!(add("x".repeat(MESSAGE_BYTES + 1)), Err(EnqueueError::TooLong));
    assert_eq!(add("x".repeat(MESSAGE_BYTES)), Ok(()));
    assert_eq!(add("again".to_owned()), Ok(()));
    assert_eq!(outbox.all().len(), 2);
}

#[test]
fn outbox_full_takes_no_more() {
    let mut outbox = Outbox::new(user(1));
    let mut add = |number: u64| {
        let id = ClientMessageId::new(i64::try_from(number).unwrap(), [0; 10]);
        outbox.enqueue(conversation(1), id, "x".to_owned(), 0)
    };
    assert!((0..ENTRIES as u64).all(|number| add(number).is_ok()));
    assert_eq!(add(9_999), Err(EnqueueError::Full));
}

#[test]
fn order_survives_a_reload_though_clocks_stand_still_or_go_back() {
    let mut before = Outbox::new(user(1));
    for (number, now) in [(7, 50), (3, 50), (5, 10)] {
        before.enqueue(conversation(1), id(number), "x".to_owned(), now).unwrap();
    }
    let mut stored = before.all().to_vec();
    stored.reverse();
    let mut after = Outbox::new(user(1));
    after.load(stored);
    assert_eq!(after.all(), before.all());
}

#[test]
fn entries_survive_the_page_through_a_store() {
    let store = MemoryStore::default();
    let mut first = outbox(3);
    sent(&mut first, 0);
    refuse(&mut first, 1, ErrorCode::TooLarge, 0);
    sent(&mut first, 0);
    first.acknowledged(id(3));
    now_or_panic(store.write(first.take_writes())).unwrap();
    assert!(first.take_writes().is_empty());

    let mut second = Outbox::new(user(1));
    second.load(now_or_panic(store.load_all()).unwrap());
    assert!(second.get(id(1)).unwrap().is_refused());
    assert_eq!(sent(&mut second, 0), [id(2)], "what was on its way goes out again");
    assert!(second.get(id(3)).is_none());
}

#[test]
fn entries_of_another_person_are_neither_loaded_nor_cleared() {
    let store = MemoryStore::default();
    let mut mine = outbox(1);
    let mut theirs = Outbox::new(user(2));
    theirs.enqueue(conversation(1), id(2), "theirs".to_owned(), 0).unwrap();
    now_or_panic(store.write(mine.take_writes())).unwrap();
    now_or_panic(store.write(theirs.take_writes())).unwrap();

    let mut again = Outbox::new(user(1));
    again.load(now_or_panic(store.load_all()).unwrap());
    assert_eq!(again.all().len(), 1);
    again.clear();
    assert!(again.all().is_empty());
    now_or_panic(store.write(again.take_writes())).unwrap();
    let left = now_or_panic(store.load_all()).unwrap();
    assert_eq!(left.iter().map(|entry| entry.user).collect::<Vec<_>>(), [user(2)]);
}

#[test]
fn second_tab_with_the_same_store_loses_and_doubles_nothing() {
    let store = MemoryStore::default();
    let (mut one, mut two) = (outbox(2), Outbox::new(user(1)));
    now_or_panic(store.write(one.take_writes())).unwrap();
    two.load(now_or_panic(store.load_all()).unwrap());
    two.load(now_or_panic(store.load_all()).unwrap());
    // Both send; the server takes the id once and tells both.
    assert_eq!((sent(&mut one, 0), sent(&mut two, 0)), (vec![id(1)], vec![id(1)]));
    for tab in [&mut one, &mut two] {
        tab.frame(&ServerFrame::Event { event: created(1) }, 0);
        now_or_panic(store.write(tab.take_writes())).unwrap();
    }
    let left = now_or_panic(store.load_all()).unwrap();
    assert_eq!(left.iter().map(|entry| entry.client_id).collect::<Vec<_>>(), [id(2)]);
}

#[test]
fn entry_round_trips_through_json() {
    let mut outbox = outbox(1);
    sent(&mut outbox, 5);
    refuse(&mut outbox, 1, ErrorCode::TooLarge, 5);
    let entry = outbox.get(id(1)).unwrap();
    let json = serde_json::to_string(entry).unwrap();
    assert_eq!(&serde_json::from_str::<Entry>(&json).unwrap(), entry);
}

#[test]
fn entry_keeps_its_place_beyond_the_page_and_one_saved_before_there_were_places_is_read() {
    let mut outbox = Outbox::new(user(1));
    let place = MessageId::new(1, [7; 10]);
    let words = Words { text: "x".to_owned(), after: Some(place), ..Words::default() };
    outbox.enqueue(conversation(1), id(1), words, 0).unwrap();
    let kept = serde_json::to_string(outbox.get(id(1)).unwrap()).unwrap();
    let mut again = Outbox::new(user(1));
    again.load(vec![adda_protocol::json::read(&kept).unwrap()]);
    let frames = again.to_send(true, 0);
    assert!(
        matches!(frames[..], [ClientFrame::SendMessage { after: Some(after), .. }] if after == place),
        "{frames:?}"
    );

    let mut old: serde_json::Value = serde_json::from_str(&kept).unwrap();
    old.as_object_mut().unwrap().remove("after");
    let read: Entry = adda_protocol::json::read(&old.to_string()).unwrap();
    assert_eq!(read, serde_json::from_value(old).unwrap());
    assert_eq!(read.after, None);
}
