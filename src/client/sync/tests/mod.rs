mod questions;

use adda_protocol::{
    ClientFrame, ConversationId, Event, EventBody, ServerFrame, UserId,
    frames::{Head, VERSION, close},
};

use super::*;

const HEARTBEAT: u32 = 20_000;

fn conversation(number: u8) -> ConversationId {
    ConversationId::new(1, [number; 10])
}

fn hello(version: u16) -> ServerFrame {
    let (user, build) = (UserId::new(1, [1; 10]), String::new());
    ServerFrame::Hello { version, user, build, heartbeat_ms: HEARTBEAT }
}

fn event(seq: Seq) -> ServerFrame {
    let body = EventBody::ConversationChanged { title: None, model: None, category: None };
    ServerFrame::Event { event: Event { conversation: conversation(1), seq, at: 0, body } }
}

fn caught(more: bool) -> ServerFrame {
    let (conversation, events) = (conversation(1), Vec::new());
    ServerFrame::Caught { conversation, events, head: 0, more, streaming: None, also: Vec::new() }
}

/// Live since 0, showing nothing.
fn live() -> Connection {
    let mut connection = Connection::new(7);
    connection.start(0);
    connection.opened(0);
    connection.frame(&hello(VERSION), 0);
    assert_eq!(connection.status(), Status::Live);
    connection
}

/// Live since 0, showing conversation 1 up to 5, with no question open.
fn watching() -> Connection {
    let mut connection = live();
    assert_eq!(sent(&connection.subscribe(conversation(1), 5, 0)), [subscribe(5)]);
    connection.frame(&caught(false), 0);
    connection
}

fn subscribe(after: Seq) -> ClientFrame {
    ClientFrame::Subscribe { conversation: conversation(1), after }
}

fn sent(actions: &[Action]) -> Vec<ClientFrame> {
    let frame = |action: &Action| match action {
        Action::Send(frame) => Some(frame.clone()),
        _ => None,
    };
    actions.iter().filter_map(frame).collect()
}

fn wake(actions: &[Action]) -> Option<Millis> {
    let at = |action: &Action| if let Action::WakeAt(at) = action { Some(*at) } else { None };
    actions.iter().find_map(at)
}

#[test]
fn connection_opens_with_what_it_shows_and_how_far() {
    let mut connection = Connection::new(1);
    connection.subscribe(conversation(1), 4, 0);
    connection.advance(conversation(1), 6);
    assert!(connection.start(0).contains(&Action::Connect));
    assert!(!connection.start(0).contains(&Action::Connect), "once");
    assert_eq!(connection.status(), Status::Connecting);
    let heads = vec![Head { conversation: conversation(1), seq: 6 }];
    assert_eq!(sent(&connection.opened(1)), [ClientFrame::Hello { version: VERSION, heads }]);
    assert!(!connection.is_live(), "not before the server greets");
    connection.frame(&hello(VERSION), 2);
    assert!(connection.is_live());
}

#[test]
fn connection_resumes_from_the_last_seq_it_was_given_in_order() {
    let mut connection = watching();
    connection.frame(&event(6), 1);
    connection.frame(&event(8), 1);
    connection.closed(None, 1);
    connection.online(false, 1);
    connection.online(true, 5_000);
    let heads = vec![Head { conversation: conversation(1), seq: 6 }];
    assert_eq!(sent(&connection.opened(5_001)), [ClientFrame::Hello { version: VERSION, heads }]);
}

#[test]
fn subscribing_between_the_two_hellos_is_not_forgotten() {
    let mut connection = Connection::new(1);
    connection.start(0);
    connection.opened(0);
    assert_eq!(sent(&connection.subscribe(conversation(1), 3, 0)), [subscribe(3)]);
}

#[test]
fn connection_lost_is_tried_again_after_a_growing_wait() {
    let mut connection = Connection::new(3);
    let mut now = 0;
    connection.start(now);
    for attempt in 1..40 {
        connection.closed(None, now);
        let Status::Reconnecting { attempt: told, at } = connection.status() else { panic!() };
        assert_eq!(told, attempt);
        assert!((0..=30_000).contains(&(at - now)));
        if at > now {
            assert!(!connection.tick(at - 1).contains(&Action::Connect));
        }
        now = at;
        assert!(connection.tick(now).contains(&Action::Connect));
    }
}

#[test]
fn connection_that_lasted_starts_over_with_short_waits() {
    let mut connection = Connection::new(3);
    connection.start(0);
    for now in 0..20 {
        connection.closed(None, now);
        connection.tick(100_000);
    }
    connection.opened(100_000);
    connection.frame(&hello(VERSION), 100_000);
    connection.closed(None, 120_000);
    assert!(matches!(connection.status(), Status::Reconnecting { attempt: 1, .. }));
}

#[test]
fn connection_that_never_opens_or_greets_is_given_up() {
    let mut connection = Connection::new(1);
    let at = wake(&connection.start(0)).unwrap();
    assert_eq!(connection.tick(at)[0], Action::Close);
    let Status::Reconnecting { at, .. } = connection.status() else { panic!() };
    connection.tick(at);
    connection.opened(at);
    assert_eq!(connection.tick(at + 15_000)[0], Action::Close);
}

#[test]
fn close_codes_say_whether_trying_again_makes_sense() {
    for (code, status) in
        [(close::UNAUTHORIZED, Status::SignedOut), (close::VERSION, Status::OutOfDate)]
    {
        let mut connection = live();
        connection.closed(Some(code), 1);
        assert_eq!(connection.status(), status);
        assert!(connection.tick(1_000_000).is_empty());
        connection.visible(true, 1_000_000);
        connection.online(true, 1_000_000);
        assert_eq!(connection.status(), status, "{code}");
        assert!(connection.retry(1_000_000).contains(&Action::Connect));
    }
    for code in [close::FLOOD, close::SLOW, close::BAD_FRAME, close::GOING_AWAY, 1006] {
        let mut connection = live();
        connection.closed(Some(code), 1);
        assert!(matches!(connection.status(), Status::Reconnecting { .. }), "{code}");
    }
}

#[test]
fn session_ended_by_a_frame_closes_and_stays_closed() {
    let mut connection = live();
    assert!(connection.frame(&ServerFrame::SignedOut, 1).contains(&Action::Close));
    connection.closed(None, 2);
    assert_eq!(connection.status(), Status::SignedOut);
}

#[test]
fn server_of_another_version_is_not_talked_to() {
    let mut connection = Connection::new(1);
    connection.start(0);
    connection.opened(0);
    assert_eq!(connection.frame(&hello(VERSION + 1), 0), [Action::Close]);
    assert_eq!(connection.status(), Status::OutOfDate);
}

#[test]
fn heartbeat_pings_and_gives_up_after_two_unanswered() {
    let mut connection = live();
    let every = Millis::from(HEARTBEAT);
    assert_eq!(connection.tick(every - 1), [Action::WakeAt(every)]);
    assert_eq!(sent(&connection.tick(every)).len(), 1);
    assert_eq!(sent(&connection.tick(2 * every)).len(), 1);
    assert!(sent(&connection.tick(every * 5 / 2)).is_empty() && connection.is_live());
    assert_eq!(connection.tick(every * 5 / 2 + 1)[0], Action::Close);
    assert!(matches!(connection.status(), Status::Reconnecting { attempt: 1, .. }));
}

#[test]
fn heartbeat_keeps_a_connection_on_which_anything_arrives() {
    let mut connection = live();
    let every = Millis::from(HEARTBEAT);
    for beat in 1..100 {
        connection.tick(beat * every);
        connection.frame(&ServerFrame::Pong { nonce: 1 }, beat * every);
    }
    assert!(connection.is_live());
}

#[test]
fn timer_that_goes_off_early_is_set_again() {
    let mut connection = Connection::new(1);
    let at = wake(&connection.start(0)).unwrap();
    assert_eq!(connection.tick(at - 1), [Action::WakeAt(at)]);
}

#[test]
fn heartbeat_wakes_the_driver_in_time_without_arming_for_every_frame() {
    let mut connection = live();
    let mut armed = 0;
    for now in 0..1_000 {
        armed += usize::from(wake(&connection.frame(&event(1), now)).is_some());
    }
    assert_eq!(armed, 0, "armed once, when it became live");
    let next = wake(&connection.tick(Millis::from(HEARTBEAT))).unwrap();
    assert_eq!(next, 2 * Millis::from(HEARTBEAT));
}

#[test]
fn server_ping_is_answered_by_a_ping() {
    let actions = live().frame(&ServerFrame::Ping { nonce: 42 }, 1);
    assert_eq!(sent(&actions), [ClientFrame::Ping { nonce: 42 }]);
}

#[test]
fn browser_offline_puts_the_connection_to_the_test() {
    let mut connection = live();
    assert_eq!(sent(&connection.online(false, 10)).len(), 1);
    assert_eq!((connection.status(), connection.is_live()), (Status::Offline, false), "at once");
    connection.frame(&ServerFrame::Pong { nonce: 1 }, 20);
    connection.tick(10_000);
    assert!(connection.is_live(), "a server on this machine needs no network");
    connection.online(false, 10_000);
    assert_eq!(connection.tick(14_000)[0], Action::Close);
    assert_eq!(connection.status(), Status::Offline);
}

#[test]
fn browser_online_again_before_the_server_was_heard_is_live() {
    let mut connection = live();
    connection.online(false, 10);
    connection.online(true, 20);
    assert_eq!(connection.status(), Status::Live);
    assert_eq!(connection.tick(4_010)[0], Action::Close, "the doubt stays");
}

#[test]
fn browser_back_online_or_in_front_tries_at_once_but_not_without_end() {
    let mut connection = live();
    connection.online(false, 0);
    connection.closed(None, 20_000);
    connection.backoff.at_least(20);
    connection.tick(30_000_000);
    connection.closed(None, 30_000_001);
    assert_eq!(connection.status(), Status::Offline);
    assert!(!connection.online(true, 30_000_002).contains(&Action::Connect), "tried just now");
    let Status::Reconnecting { at, .. } = connection.status() else { panic!() };
    assert!(at <= 30_001_000);
    assert!(connection.visible(true, 30_001_000).contains(&Action::Connect));
    assert!(!connection.visible(true, 30_001_000).contains(&Action::Connect));
}

#[test]
fn page_back_in_front_doubts_a_quiet_connection() {
    let mut connection = live();
    assert!(sent(&connection.visible(true, 1_000)).is_empty());
    assert_eq!(sent(&connection.visible(true, 30_000)).len(), 1);
    assert_eq!(connection.tick(34_000)[0], Action::Close);
}
