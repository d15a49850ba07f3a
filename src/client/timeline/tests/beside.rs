//! Answers side by side.

use adda_protocol::{
    EventBody, Message, MessageId, MessageState, ServerFrame, dto::Chosen, frames::Streaming,
};

use super::completed;
use crate::timeline::{
    Change, Need, Timeline,
    fixtures::{conversation_id, delta, event, message, message_id, page},
};

fn answer(number: u8, seq: u64) -> Message {
    let question = Some(message_id(1));
    let answer = message(number, seq, MessageState::Streaming, "");
    Message { reply_to: question, parent: question, ..answer }
}

fn chosen(leaf: Option<u8>, apart: bool, version: u64) -> ServerFrame {
    let chosen = Chosen { leaf: leaf.map(message_id), apart, version };
    ServerFrame::Chosen { conversation: conversation_id(), chosen }
}

fn beside(timeline: &Timeline) -> Vec<(MessageId, &str)> {
    let answers = timeline.beside().filter_map(|view| view.message());
    answers.map(|answer| (answer.id, answer.text.as_str())).collect()
}

fn question() -> Message {
    Message {
        parent: Some(MessageId::BEGINNING),
        ..message(1, 1, MessageState::Complete, "which?")
    }
}

#[test]
fn answers_stand_side_by_side_and_are_written_at_the_same_time() {
    let mut timeline = Timeline::from_page(page(vec![question()], 1));
    for number in [2, 3] {
        let body = EventBody::MessageCreated { message: answer(number, number.into()) };
        timeline.apply(&event(number.into(), body));
    }
    assert!(beside(&timeline).is_empty());
    let effects = timeline.apply(&chosen(Some(1), true, 1));
    assert!(effects.changes.contains(&Change::Reset) && effects.need.is_none());
    assert_eq!(timeline.len(), 1, "the path ends before them");
    for (number, text) in [(2, "this"), (3, "that"), (2, " one")] {
        let offset = if text == " one" { 4 } else { 0 };
        let effects = timeline.apply(&delta(number, number.into(), offset, text));
        assert_eq!(effects.changes.len(), 1, "{text}: {effects:?}");
    }
    assert_eq!(beside(&timeline), [(message_id(2), "this one"), (message_id(3), "that")]);

    timeline.apply(&completed(2, 4, MessageState::Complete, "this one"));
    let effects = timeline.apply(&chosen(Some(2), false, 2));
    assert!(effects.changes.contains(&Change::Reset));
    assert!(beside(&timeline).is_empty());
    let shown: Vec<_> = timeline.messages().map(|view| view.text()).collect();
    assert_eq!(shown, ["which?", "this one"]);
}

#[test]
fn page_has_the_answers_and_what_is_written_of_each() {
    let so_far = |number: u8, text: &str| Streaming {
        message: message_id(number),
        run: number.into(),
        text: text.to_owned(),
        reasoning: String::new(),
    };
    let mut start = page(vec![question()], 3);
    start.chosen = Chosen { leaf: Some(message_id(1)), apart: true, version: 1 };
    start.beside = vec![answer(2, 2), answer(3, 3)];
    start.streaming = Some(so_far(2, "this"));
    start.also = vec![so_far(3, "that")];
    let timeline = Timeline::from_page(start.clone());
    assert_eq!(timeline.len(), 1);
    assert_eq!(beside(&timeline), [(message_id(2), "this"), (message_id(3), "that")]);

    // Chosen elsewhere, and not loaded here: a page tells.
    let mut timeline = Timeline::from_page(page(vec![question()], 3));
    let effects = timeline.apply(&chosen(Some(1), true, 1));
    assert_eq!(effects.need, Some(Need::Page));
    let effects = timeline.add(start);
    assert!(effects.need.is_none() && effects.changes.contains(&Change::Reset));
    assert_eq!(beside(&timeline).len(), 2);
}
