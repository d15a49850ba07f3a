//! Text that comes in pieces.

use adda_protocol::Usage;

use super::*;

#[test]
fn delta_adds_only_its_new_part() {
    let mut timeline = streaming("añ");
    assert_eq!(
        timeline.apply(&delta(1, 1, 1, "ño")).changes,
        [Change::Updated(Key::Server(message_id(1)))]
    );
    assert!(timeline.apply(&delta(1, 1, 0, "añ")).is_empty());
    assert_eq!(text(&timeline), "año");
}

#[test]
fn delta_that_does_not_fit_is_asked_for() {
    for (offset, piece) in [(4, "x"), (2, "x"), (1, "zz"), (u64::MAX, "x"), (0, "añz")] {
        let mut timeline = streaming("año");
        timeline.apply(&completed(2, 2, MessageState::Complete, ""));
        let fits = piece == "x" && offset == 4;
        let need = timeline.apply(&delta(1, 1, offset, piece)).need;
        assert_eq!(need.is_none(), fits, "{piece} at {offset}");
        assert_eq!(text(&timeline), if fits { "añox" } else { "año" });
    }
}

#[test]
fn delta_beyond_the_known_text_is_made_up_for_by_the_answer() {
    let mut timeline = streaming("a");
    assert!(timeline.apply(&delta(1, 1, 3, "d")).need.is_some());
    assert!(timeline.apply(&caught(1, Some((1, "ab")))).need.is_some(), "still too short");
    assert!(timeline.apply(&caught(1, Some((1, "abcde")))).need.is_none());
    assert_eq!(text(&timeline), "abcde");
}

#[test]
fn delta_after_the_end_is_ignored() {
    let mut timeline = streaming("ab");
    timeline.apply(&completed(1, 2, MessageState::Stopped, "ab"));
    assert!(timeline.apply(&delta(1, 1, 0, "ab")).is_empty());
    assert!(timeline.apply(&delta(1, 1, 2, "c")).is_empty());
    assert_eq!(text(&timeline), "ab");
}

#[test]
fn delta_of_an_answer_whose_start_was_missed_is_asked_for() {
    let mut timeline = Timeline::from_page(page(vec![message(1, 1, MessageState::Pending, "")], 1));
    assert_eq!(timeline.apply(&delta(1, 2, 0, "a")).need, Some(Need::Resync { after: 1 }));
    assert_eq!(timeline.apply(&delta(7, 3, 0, "a")).need, Some(Need::Resync { after: 1 }));
    assert_eq!(text(&timeline), "");
}

#[test]
fn answer_started_again_keeps_what_it_is_told_to() {
    let mut timeline = streaming("año");
    timeline.apply(&completed(1, 2, MessageState::Interrupted, "año"));
    assert!(timeline.apply(&started(1, 3, 4)).need.is_none());
    assert_eq!(text(&timeline), "año");
    timeline.apply(&started(1, 4, 2));
    assert_eq!(text(&timeline), "a", "never half a character");
    timeline.apply(&started(1, 5, 0));
    assert_eq!(
        (text(&timeline), timeline.message(message_id(1)).unwrap().state),
        ("", MessageState::Streaming)
    );
}

#[test]
fn text_of_an_earlier_run_is_ignored() {
    let mut timeline = streaming("first");
    timeline.apply(&started(1, 2, 0));
    assert!(timeline.apply(&delta(1, 1, 0, "first, late")).is_empty());
    assert!(timeline.apply(&delta(1, 1, 5, " and later")).is_empty());
    let (conversation, message, run) = (conversation_id(), message_id(1), 1);
    let late = "first idea".to_owned();
    let thought = ServerFrame::Thought { conversation, message, run, offset: 0, text: late };
    let usage = Usage { output: 9, ..Usage::default() };
    let metered = ServerFrame::Metered { conversation, message, run, usage, cost: None };
    assert!(timeline.apply(&thought).is_empty() && timeline.apply(&metered).is_empty());
    timeline.apply(&delta(1, 2, 0, "se"));
    timeline.apply(&caught(2, Some((1, "first attempt"))));
    assert_eq!(text(&timeline), "se");
    timeline.apply(&caught(2, Some((2, "second"))));
    timeline.apply(&caught(2, Some((2, "sec"))));
    assert_eq!(text(&timeline), "second", "never shorter");
}

#[test]
fn text_lacking_in_an_earlier_run_is_not_asked_for_again() {
    let mut timeline = streaming("a");
    assert!(timeline.apply(&delta(1, 1, 90, "far ahead")).need.is_some());
    timeline.apply(&started(1, 2, 0));
    assert_eq!(timeline.apply(&caught(2, Some((2, "b")))).need, None);
    assert_eq!(text(&timeline), "b");
}

#[test]
fn text_of_a_page_that_does_not_say_of_which_run_is_asked_for() {
    let mut timeline =
        Timeline::from_page(page(vec![message(1, 1, MessageState::Streaming, "saved")], 4));
    assert_eq!(timeline.apply(&delta(1, 3, 5, " on")).need, Some(Need::Resync { after: 4 }));
    assert_eq!(
        timeline.apply(&caught(2, Some((1, "an earlier run")))).need,
        Some(Need::Resync { after: 4 })
    );
    assert_eq!(timeline.apply(&caught(4, Some((3, "saved on")))).need, None);
    timeline.apply(&delta(1, 3, 8, "ward"));
    assert_eq!(text(&timeline), "saved onward");
}
