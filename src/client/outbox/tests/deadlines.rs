//! A send that gets no answer, with the connection it goes out on and a clock of the test's own.

use adda_protocol::frames::VERSION;

use super::*;
use crate::sync::{Action, Connection, Status};

/// What the page's driver does, with a server that can fall silent.
struct Page {
    now: Millis,
    connection: Connection,
    outbox: Outbox,
    wake: Millis,
    silent: bool,
    /// Times at which messages went out, and under which id.
    sends: Vec<(Millis, ClientMessageId)>,
    connects: Vec<Millis>,
}

impl Page {
    /// Connected at 0 to a server that answers.
    fn live() -> Self {
        let mut page = Self {
            now: 0,
            connection: Connection::new(1),
            outbox: Outbox::new(user(1)),
            wake: Millis::MAX,
            silent: false,
            sends: Vec::new(),
            connects: Vec::new(),
        };
        let actions = page.connection.start(0);
        page.perform(actions);
        assert_eq!(page.connection.status(), Status::Live);
        page
    }

    fn perform(&mut self, actions: Vec<Action>) {
        for action in actions {
            let more = match action {
                Action::Connect => {
                    self.connects.push(self.now);
                    self.connection.opened(self.now)
                }
                Action::Send(frame) => self.serve(&frame),
                Action::Close => Vec::new(),
                Action::WakeAt(at) => {
                    self.wake = at;
                    Vec::new()
                }
            };
            self.perform(more);
        }
        if !self.connection.is_live() {
            self.outbox.disconnected();
        }
    }

    /// What the server says to a frame of the connection's own.
    fn serve(&mut self, frame: &ClientFrame) -> Vec<Action> {
        let answer = match frame {
            _ if self.silent => return Vec::new(),
            ClientFrame::Hello { .. } => {
                let (user, build) = (user(1), String::new());
                ServerFrame::Hello { version: VERSION, user, build, heartbeat_ms: 25_000 }
            }
            ClientFrame::Ping { nonce } => ServerFrame::Pong { nonce: *nonce },
            other => panic!("{other:?}"),
        };
        self.connection.frame(&answer, self.now)
    }

    fn pump(&mut self) {
        if self.outbox.is_overdue(self.now) {
            let actions = self.connection.unanswered(self.now);
            self.perform(actions);
        }
        for frame in self.outbox.to_send(self.connection.is_live(), self.now) {
            if let ClientFrame::SendMessage { client_id, .. } = frame {
                self.sends.push((self.now, client_id));
            }
        }
    }

    /// Lets time pass, from one thing to do to the next.
    fn pass(&mut self, until: Millis) {
        loop {
            let next = self.wake.min(self.outbox.next_wake().unwrap_or(Millis::MAX));
            if next > until {
                break;
            }
            self.now = self.now.max(next);
            if self.now >= self.wake {
                self.wake = Millis::MAX;
                let actions = self.connection.tick(self.now);
                self.perform(actions);
            }
            self.pump();
        }
        self.now = until;
    }
}

#[test]
fn send_without_an_answer_ends_a_dead_connection_and_goes_out_on_the_next() {
    let mut page = Page::live();
    page.silent = true;
    page.outbox.enqueue(conversation(1), id(1), "hello".to_owned(), 0).unwrap();
    page.pump();
    page.pass(14_999);
    assert_eq!(page.sends, [(0, id(1))], "patient so far");
    page.pass(15_000);
    assert_eq!(page.sends.len(), 2, "once more where it may still arrive");
    page.pass(18_999);
    assert!(page.connection.is_live());
    page.pass(19_000);
    assert!(!page.connection.is_live(), "nothing came back, not even for a ping");

    page.silent = false;
    page.pass(21_000);
    assert_eq!((page.connects.len(), page.connection.is_live()), (2, true));
    assert_eq!(page.sends.len(), 3);
    assert!(page.sends.iter().all(|(_, sent)| *sent == id(1)), "one message, however often");
    assert!(page.outbox.frame(&ServerFrame::Event { event: created(1) }, page.now));
    page.pass(120_000);
    assert_eq!(page.sends.len(), 3, "answered is answered");
}

#[test]
fn send_without_an_answer_on_a_connection_that_lives_is_sent_again_on_it() {
    let mut page = Page::live();
    page.outbox.enqueue(conversation(1), id(1), "hello".to_owned(), 0).unwrap();
    page.pump();
    page.pass(31_000);
    let times: Vec<_> = page.sends.iter().map(|(at, _)| *at).collect();
    assert_eq!((times, page.connects.len()), (vec![0, 15_000, 30_000], 1));
}
