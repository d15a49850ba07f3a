use adda_protocol::{
    ClientFrame, ErrorBody, ErrorCode, ServerFrame, frames::Subject, limits::SUBSCRIPTIONS,
};

use super::{caught, conversation, event, live, sent, subscribe, wake, watching};

#[test]
fn resync_asks_once_until_it_is_answered() {
    let mut connection = watching();
    assert_eq!(sent(&connection.resync(conversation(1), 6, 10)), [subscribe(6)]);
    assert!(sent(&connection.resync(conversation(1), 6, 11)).is_empty());
    assert!(sent(&connection.resync(conversation(1), 7, 12)).is_empty());
    connection.frame(&caught(false), 20);
    assert_eq!(sent(&connection.resync(conversation(1), 9, 21)), [subscribe(9)]);
}

#[test]
fn resync_asks_the_same_once_a_second_at_most() {
    let mut connection = watching();
    connection.resync(conversation(1), 5, 5_000);
    connection.frame(&caught(false), 5_010);
    let actions = connection.resync(conversation(1), 5, 5_020);
    assert_eq!((sent(&actions), wake(&actions)), (vec![], Some(6_000)));
    assert_eq!(sent(&connection.tick(6_000)), [subscribe(5)]);
}

#[test]
fn resync_of_the_server_while_a_question_is_open_is_remembered() {
    let mut connection = watching();
    let lost = ServerFrame::Resync { conversation: conversation(1) };
    assert_eq!(sent(&connection.frame(&lost, 2_000)), [subscribe(5)]);
    assert!(sent(&connection.frame(&lost, 2_001)).is_empty());
    connection.frame(&event(6), 2_001);
    assert_eq!(sent(&connection.frame(&caught(false), 2_002)), [subscribe(6)]);
    assert!(sent(&connection.frame(&caught(false), 2_003)).is_empty());
}

#[test]
fn catching_up_goes_on_while_there_is_more() {
    let mut connection = watching();
    connection.resync(conversation(1), 5, 2_000);
    let ServerFrame::Event { event } = event(6) else { unreachable!() };
    let (conversation, events) = (conversation(1), vec![event]);
    let frame = ServerFrame::Caught {
        conversation,
        events,
        head: 9,
        more: true,
        streaming: None,
        also: Vec::new(),
    };
    assert_eq!(sent(&connection.frame(&frame, 2_001)), [subscribe(6)]);
}

#[test]
fn question_never_answered_or_turned_down_is_asked_again() {
    let mut connection = watching();
    connection.resync(conversation(1), 5, 2_000);
    assert_eq!(sent(&connection.tick(12_000)), [subscribe(5)]);
    let about = Some(Subject::Conversation(conversation(1)));
    let busy = |code| ServerFrame::Error { error: ErrorBody::new(code), about };
    connection.frame(&busy(ErrorCode::RateLimited), 12_001);
    assert_eq!(sent(&connection.tick(17_001)), [subscribe(5)]);
    connection.frame(&busy(ErrorCode::NotFound), 17_002);
    assert!(sent(&connection.resync(conversation(1), 5, 90_000)).is_empty());
}

#[test]
fn subscriptions_stay_within_the_servers_limit() {
    let mut connection = live();
    let mut unsubscribed = Vec::new();
    for number in 0..=u8::try_from(SUBSCRIPTIONS).unwrap() {
        let frames = sent(&connection.subscribe(conversation(number), 0, 0));
        let gone = |frame| matches!(frame, ClientFrame::Unsubscribe { .. }).then_some(frame);
        unsubscribed.extend(frames.into_iter().filter_map(gone));
    }
    assert_eq!(unsubscribed, [ClientFrame::Unsubscribe { conversation: conversation(0) }]);
    assert_eq!(sent(&connection.unsubscribe(conversation(9))).len(), 1);
    assert!(connection.unsubscribe(conversation(9)).is_empty());
    assert_eq!(connection.subscriptions.open(0).len(), SUBSCRIPTIONS - 1);
}
