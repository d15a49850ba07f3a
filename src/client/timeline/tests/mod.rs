mod beside;
mod branch;
mod erase;
mod pieces;
mod stretch;

use adda_protocol::{
    ConversationId, ErrorBody, ErrorCode, EventBody, MessageState, ServerFrame, UserId,
    events::Completed, frames::Streaming,
};

use super::{
    Change, Delivery, Key, Need, Timeline,
    fixtures::{client_id, conversation_id, delta, event, message, message_id, page},
};
use crate::outbox::{Entry, EntryState};

fn created(number: u8, seq: u64, state: MessageState) -> ServerFrame {
    event(seq, EventBody::MessageCreated { message: message(number, seq, state, "") })
}

fn started(number: u8, seq: u64, kept: u64) -> ServerFrame {
    let message = message_id(number);
    event(seq, EventBody::MessageStarted { message, kept, model: "m".to_owned() })
}

fn completed(number: u8, seq: u64, state: MessageState, text: &str) -> ServerFrame {
    let (message, text) = (message_id(number), text.to_owned());
    let done = Completed {
        message,
        text,
        reasoning: None,
        state,
        usage: None,
        cost: None,
        receipt: None,
        error: None,
    };
    event(seq, EventBody::MessageCompleted(done))
}

fn caught(head: u64, streaming: Option<(u64, &str)>) -> ServerFrame {
    let streaming = streaming.map(|(run, text)| snapshot(run, text));
    let (conversation, events) = (conversation_id(), Vec::new());
    ServerFrame::Caught { conversation, events, head, more: false, streaming, also: Vec::new() }
}

/// The text so far of message 1 in a run.
fn snapshot(run: u64, text: &str) -> Streaming {
    Streaming { message: message_id(1), run, text: text.to_owned(), reasoning: String::new() }
}

/// A timeline in which message 1 is being written and `text` has come.
fn streaming(text: &str) -> Timeline {
    let mut start = page(vec![message(1, 1, MessageState::Streaming, "")], 1);
    start.streaming = Some(snapshot(1, text));
    Timeline::from_page(start)
}

fn text(timeline: &Timeline) -> &str {
    &timeline.message(message_id(1)).unwrap().text
}

fn entry(number: u8, state: EntryState) -> Entry {
    Entry {
        client_id: client_id(number),
        user: UserId::new(1, [9; 10]),
        conversation: conversation_id(),
        text: "hello".to_owned(),
        model: None,
        plain: Vec::new(),
        edits: None,
        after: None,
        models: Vec::new(),
        begin: None,
        created_at: i64::from(number),
        attempts: 0,
        state,
    }
}

#[test]
fn page_shows_its_messages_and_the_text_so_far() {
    let timeline = streaming("so far");
    assert_eq!((timeline.len(), text(&timeline), timeline.last_seq()), (1, "so far", 1));
    assert!(timeline.answer_that(MessageState::is_open).is_some());
}

#[test]
fn event_after_a_gap_is_not_applied_and_asked_for() {
    let mut timeline = Timeline::from_page(page(Vec::new(), 4));
    let effects = timeline.apply(&created(1, 6, MessageState::Complete));
    assert_eq!(effects.need, Some(Need::Resync { after: 4 }));
    assert!(effects.changes.is_empty() && timeline.is_empty());
}

#[test]
fn event_seen_but_missing_from_the_answer_is_asked_for_again() {
    let mut timeline = Timeline::from_page(page(Vec::new(), 4));
    timeline.apply(&created(1, 6, MessageState::Complete));
    assert_eq!(timeline.apply(&caught(4, None)).need, Some(Need::Resync { after: 4 }));
    timeline.apply(&created(2, 5, MessageState::Complete));
    timeline.apply(&created(1, 6, MessageState::Complete));
    assert_eq!(timeline.apply(&caught(6, None)).need, None);
}

#[test]
fn event_already_known_changes_nothing() {
    let mut timeline = streaming("ab");
    assert!(timeline.apply(&completed(1, 1, MessageState::Complete, "x")).is_empty());
    assert_eq!(text(&timeline), "ab");
}

#[test]
fn frame_of_another_conversation_changes_nothing() {
    let mut timeline = streaming("ab");
    let conversation = ConversationId::new(1, [2; 10]);
    let message = message_id(1);
    let frame = ServerFrame::Delta { conversation, message, run: 1, offset: 2, text: "c".into() };
    assert!(timeline.apply(&frame).is_empty());
    assert!(timeline.apply(&ServerFrame::Gone { conversation }).is_empty());
    assert_eq!((text(&timeline), timeline.is_gone()), ("ab", false));
}

#[test]
fn older_messages_come_before_and_make_up_for_what_happened_to_them_since() {
    let mut start = page(vec![message(5, 5, MessageState::Complete, "")], 5);
    start.before = Some(5);
    let mut timeline = Timeline::from_page(start);
    assert!(timeline.apply(&started(1, 6, 0)).is_empty());
    assert!(
        timeline.apply(&delta(1, 6, 0, "new")).is_empty(),
        "not loaded, and nothing is missing"
    );
    timeline.apply(&completed(1, 7, MessageState::Complete, "new text"));
    let older = vec![
        message(1, 1, MessageState::Failed, ""),
        message(2, 2, MessageState::Complete, ""),
        message(5, 5, MessageState::Complete, ""),
    ];
    let effects = timeline.prepend(page(older, 5));
    assert_eq!(effects.changes.len(), 2);
    assert_eq!(text(&timeline), "new text");
    let order: Vec<_> = timeline.messages().filter_map(|view| Some(view.message()?.seq)).collect();
    assert_eq!((order, timeline.before()), (vec![1, 2, 5], None));
}

#[test]
fn echo_keeps_its_key_and_place_when_the_log_has_it() {
    let mut timeline = streaming("");
    let waiting = [entry(3, EntryState::Sending { since: 0 }), entry(4, EntryState::Queued)];
    timeline.set_echoes(&waiting);
    let keys = |timeline: &Timeline| timeline.messages().map(|view| view.key).collect::<Vec<_>>();
    let before = keys(&timeline);
    let effects = timeline.apply(&created(3, 2, MessageState::Complete));
    assert_eq!(effects.changes, [Change::Updated(Key::Client(client_id(3)))]);
    assert_eq!(keys(&timeline), before);
    assert_eq!(timeline.get(before[1]).unwrap().delivery(), &Delivery::Delivered);
    assert!(timeline.set_echoes(&waiting).is_empty(), "the log wins over a late outbox");
    assert_eq!(timeline.messages().next_back().unwrap().delivery(), &Delivery::Queued);
}

#[test]
fn echo_over_a_limit_says_until_when_it_is_held() {
    let mut timeline = streaming("");
    let wait = |code| EntryState::Waiting { until: 7_000, code };
    timeline.set_echoes(&[entry(3, wait(ErrorCode::RateLimited))]);
    let delivery =
        |timeline: &Timeline| timeline.messages().next_back().unwrap().delivery().clone();
    assert_eq!(delivery(&timeline), Delivery::Held { until: 7_000 });
    timeline.set_echoes(&[entry(3, wait(ErrorCode::Unavailable))]);
    assert_eq!(delivery(&timeline), Delivery::Queued);
}

#[test]
fn echo_acknowledged_across_a_gap_is_shown_until_the_gap_is_filled() {
    let mut timeline = Timeline::from_page(page(Vec::new(), 1));
    timeline.set_echoes(&[entry(3, EntryState::Sending { since: 0 })]);
    assert!(timeline.apply(&created(3, 3, MessageState::Complete)).need.is_some());
    assert!(timeline.set_echoes(&[]).is_empty());
    assert_eq!(timeline.len(), 1);
    timeline.apply(&created(2, 2, MessageState::Complete));
    timeline.apply(&created(3, 3, MessageState::Complete));
    assert_eq!(timeline.len(), 2);
    assert!(timeline.messages().all(|view| view.message().is_some()));
}

#[test]
fn echo_taken_out_of_the_outbox_is_no_longer_shown() {
    let mut timeline = Timeline::from_page(page(Vec::new(), 1));
    let error = ErrorBody::new(ErrorCode::TooLarge);
    timeline.set_echoes(&[entry(3, EntryState::Refused { error: error.clone() })]);
    assert_eq!(timeline.messages().next().unwrap().delivery(), &Delivery::Refused { error });
    assert_eq!(timeline.set_echoes(&[]).changes, [Change::Removed(Key::Client(client_id(3)))]);
}

#[test]
fn echoes_of_other_conversations_are_not_shown() {
    let mut timeline = Timeline::from_page(page(Vec::new(), 1));
    let other =
        Entry { conversation: ConversationId::new(1, [2; 10]), ..entry(3, EntryState::Queued) };
    assert!(timeline.set_echoes(&[other]).is_empty());
}

#[test]
fn messages_with_one_client_id_keep_keys_apart() {
    let mut timeline = Timeline::from_page(page(Vec::new(), 0));
    for (number, seq) in [(1, 1), (2, 2)] {
        let message = adda_protocol::Message {
            client_id: Some(client_id(1)),
            ..message(number, seq, MessageState::Complete, "")
        };
        timeline.apply(&event(seq, EventBody::MessageCreated { message }));
    }
    let keys: Vec<_> = timeline.messages().map(|view| view.key).collect();
    assert_eq!(keys, [Key::Client(client_id(1)), Key::Server(message_id(2))]);
}

#[test]
fn conversation_deleted_is_told() {
    let mut timeline = streaming("a");
    let effects = timeline.apply(&ServerFrame::Gone { conversation: conversation_id() });
    assert!(timeline.is_gone() && effects.changes.contains(&Change::Reset));
}
