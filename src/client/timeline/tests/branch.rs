//! A message sent after an earlier one: another branch beside what follows that.

use super::*;

/// Message `number` of the log, after the one before it.
fn said(number: u8, after: u8) -> adda_protocol::Message {
    let made = message(number, u64::from(number), MessageState::Complete, "");
    let parent = if after == 0 { adda_protocol::MessageId::BEGINNING } else { message_id(after) };
    adda_protocol::Message { parent: Some(parent), ..made }
}

fn three() -> Timeline {
    Timeline::from_page(page(vec![said(1, 0), said(2, 1), said(3, 2)], 3))
}

fn after(number: u8, before: u8, state: EntryState) -> Entry {
    Entry { after: Some(message_id(before)), ..entry(number, state) }
}

fn shown(timeline: &Timeline) -> Vec<Key> {
    timeline.messages().map(|view| view.key).collect()
}

fn keys(numbers: &[u8]) -> Vec<Key> {
    numbers.iter().map(|number| Key::Client(client_id(*number))).collect()
}

#[test]
fn branch_on_its_way_stands_after_its_message_and_what_follows_that_gives_way() {
    let mut timeline = three();
    let effects = timeline.set_echoes(&[after(9, 1, EntryState::Queued)]);
    assert_eq!(effects.changes.last(), Some(&Change::Reset));
    assert_eq!(shown(&timeline), keys(&[1, 9]));
    // What is written meanwhile waits behind it.
    timeline.set_echoes(&[after(9, 1, EntryState::Queued), entry(10, EntryState::Queued)]);
    assert_eq!(shown(&timeline), keys(&[1, 9, 10]));
    let effects = timeline.set_echoes(&[]);
    assert_eq!(effects.changes.last(), Some(&Change::Reset), "thrown away");
    assert_eq!(shown(&timeline), keys(&[1, 2, 3]));
}

#[test]
fn branch_in_the_log_is_shown_as_a_version_of_what_followed_before() {
    let mut timeline = three();
    timeline.set_echoes(&[after(4, 1, EntryState::Sending { since: 0 })]);
    timeline.apply(&event(4, EventBody::MessageCreated { message: said(4, 1) }));
    timeline.set_echoes(&[]);
    assert_eq!(shown(&timeline), keys(&[1, 4]));
    let newest = timeline.messages().next_back().unwrap();
    let versions: Vec<_> = newest.versions.iter().map(|(_, id)| *id).collect();
    assert_eq!(versions, [message_id(2), message_id(4)]);
}

#[test]
fn branch_after_the_last_message_is_like_any_other() {
    let mut timeline = three();
    let effects = timeline.set_echoes(&[after(9, 3, EntryState::Queued)]);
    let key = Key::Client(client_id(9));
    assert_eq!(effects.changes, [Change::Inserted { key, index: 3 }]);
    // Nor does one whose message is not shown hide anything.
    timeline.set_echoes(&[after(9, 7, EntryState::Queued)]);
    assert_eq!(shown(&timeline), keys(&[1, 2, 3, 9]));
}
