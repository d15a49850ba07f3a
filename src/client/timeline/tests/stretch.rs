//! A stretch of earlier messages, read apart from the end of the conversation.

use adda_protocol::{Message, MessageId, MessageState, dto::ConversationPage};

use adda_protocol::{EventBody, Seq};

use super::{Change, Timeline, event, message, message_id, page};

/// A message that follows the one before it.
fn linked(number: u8) -> Message {
    let parent = if number > 1 { message_id(number - 1) } else { MessageId::BEGINNING };
    Message { parent: Some(parent), ..message(number, number.into(), MessageState::Complete, "") }
}

/// Some of ten messages.
fn stretch(from: u8, to: u8) -> ConversationPage {
    let mut page = page((from..=to).map(linked).collect(), 10);
    page.before = (from > 1).then_some(from.into());
    page.after = (to < 10).then_some(to.into());
    page
}

fn seqs(timeline: &Timeline) -> Vec<Seq> {
    timeline.messages().filter_map(|view| Some(view.message()?.seq)).collect()
}

fn created(message: Message) -> adda_protocol::ServerFrame {
    event(message.seq, EventBody::MessageCreated { message })
}

#[test]
fn stretch_grows_on_both_sides_and_ends_with_the_newest() {
    let mut timeline = Timeline::from_page(stretch(5, 6));
    assert_eq!((timeline.before(), timeline.after()), (Some(5), Some(6)));
    timeline.append(stretch(7, 8));
    timeline.prepend(stretch(3, 4));
    assert_eq!(seqs(&timeline), [3, 4, 5, 6, 7, 8]);
    assert_eq!((timeline.before(), timeline.after()), (Some(3), Some(8)));
    timeline.append(stretch(9, 10));
    timeline.prepend(stretch(1, 2));
    assert_eq!(seqs(&timeline), (1..=10).collect::<Vec<_>>());
    assert_eq!((timeline.before(), timeline.after()), (None, None));
}

#[test]
fn stretch_shows_what_came_live_once_it_reaches_the_end() {
    let mut timeline = Timeline::from_page(stretch(5, 6));
    let effects = timeline.apply(&created(linked(11)));
    assert_eq!((effects.need, seqs(&timeline)), (None, vec![5, 6]));
    timeline.append(stretch(7, 10));
    assert_eq!((seqs(&timeline), timeline.after()), ((5..=11).collect(), None));
    timeline.apply(&created(linked(12)));
    assert_eq!(seqs(&timeline).last(), Some(&12));
}

#[test]
fn stretch_gives_way_to_the_newest_page_when_that_is_asked_for_only() {
    let mut timeline = Timeline::from_page(stretch(3, 4));
    assert!(timeline.add(stretch(8, 10)).is_empty(), "an answer that came late");
    assert_eq!(seqs(&timeline), [3, 4]);
    timeline.join(stretch(8, 10));
    assert_eq!((seqs(&timeline), timeline.before()), (vec![8, 9, 10], Some(8)));
    timeline.prepend(stretch(5, 7));
    assert_eq!(seqs(&timeline), (3..=10).collect::<Vec<_>>(), "what was loaded is shown again");
}

#[test]
fn stretch_ends_where_a_new_version_parts_from_it() {
    let mut timeline = Timeline::from_page(stretch(4, 6));
    let version = Message { parent: Some(message_id(4)), ..linked(11) };
    let effects = timeline.apply(&created(version));
    assert!(effects.changes.contains(&Change::Reset));
    assert_eq!((seqs(&timeline), timeline.after()), (vec![4, 11], None));
}
