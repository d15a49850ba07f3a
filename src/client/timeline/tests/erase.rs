//! A message that is deleted.

use adda_protocol::{EventBody, Message, MessageState, dto::ConversationPage};

use super::{Change, Key, Timeline, client_id, event, message, message_id, page, text};

fn deleted(number: u8, seq: u64) -> adda_protocol::ServerFrame {
    event(seq, EventBody::MessageDeleted { message: message_id(number) })
}

fn said(number: u8, words: &str) -> Message {
    message(number, number.into(), MessageState::Complete, words)
}

#[test]
fn deleted_message_keeps_its_place_and_moves_no_chat_up() {
    let mut timeline = Timeline::from_page(page(vec![said(1, "one"), said(2, "two")], 2));
    let before = timeline.conversation().updated_at;
    let effects = timeline.apply(&deleted(1, 3));
    assert_eq!(effects.changes, [Change::Updated(Key::Client(client_id(1)))]);
    let texts: Vec<_> = timeline.messages().map(|view| view.text()).collect();
    assert_eq!(texts, ["", "two"]);
    assert!(timeline.message(message_id(1)).unwrap().deleted);
    assert_eq!((timeline.conversation().updated_at, timeline.last_seq()), (before, 3));
}

#[test]
fn deletion_heard_of_before_its_message_is_loaded_holds() {
    let mut timeline = Timeline::from_page(page(vec![said(2, "two")], 2));
    assert!(timeline.apply(&deleted(1, 3)).is_empty());
    // Read before the deletion, and slow to come.
    timeline.prepend(page(vec![said(1, "one")], 2));
    assert_eq!(text(&timeline), "");

    let mut timeline = Timeline::from_page(page(vec![said(2, "two")], 2));
    timeline.apply(&deleted(1, 3));
    let empty = Message { deleted: true, ..said(1, "") };
    timeline.prepend(page(vec![empty.clone()], 3));
    assert_eq!(timeline.message(message_id(1)), Some(&empty), "it was known to the page");
}

#[test]
fn message_erased_here_is_empty_before_its_event_and_after() {
    let mut timeline = Timeline::from_page(page(vec![said(1, "one")], 1));
    let changed = [Change::Updated(Key::Client(client_id(1)))];
    assert_eq!(timeline.erased(message_id(1)).changes, changed);
    assert_eq!((text(&timeline), timeline.last_seq()), ("", 1));
    timeline.apply(&deleted(1, 2));
    assert_eq!((text(&timeline), timeline.last_seq()), ("", 2));
    assert!(timeline.erased(message_id(9)).is_empty());
}

#[test]
fn answer_to_a_deleted_message_is_asked_by_nobody_be_that_loaded_or_not() {
    let half = message(2, 2, MessageState::Interrupted, "half");
    let answer = Message { reply_to: Some(message_id(1)), ..half };
    let asked = |timeline: &Timeline| timeline.messages().last().unwrap().asked;

    let erased = Some(message_id(1));
    let above = ConversationPage { erased, ..page(vec![answer.clone()], 3) };
    assert!(!asked(&Timeline::from_page(above)));

    for loaded in [vec![answer.clone()], vec![said(1, "one"), answer]] {
        let mut timeline = Timeline::from_page(page(loaded, 2));
        assert!(asked(&timeline));
        let effects = timeline.apply(&deleted(1, 3));
        assert!(effects.changes.contains(&Change::Updated(Key::Server(message_id(2)))));
        assert!(!asked(&timeline));
    }
}
