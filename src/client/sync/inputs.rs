//! What happens to the connection.

use adda_protocol::{
    ClientFrame, ErrorBody, ErrorCode, Millis, ServerFrame,
    frames::{Subject, VERSION, close},
};

use super::{Action, Connection, Phase, heartbeat::Heartbeat};

/// How long a socket may take to open, and then the server to greet, in milliseconds.
const PATIENCE: Millis = 15_000;
/// A connection that lasted this long was a good one: the next attempt counts as the first again.
const LASTING: Millis = 10_000;
/// Attempts made at once for a reason, such as the network being back, are at least this far apart, in milliseconds.
const APART: Millis = 1_000;
/// Wait before a question that was turned down is asked again, in milliseconds.
const TURNED_DOWN: Millis = 5_000;

impl Connection {
    /// Begins to connect.
    pub fn start(&mut self, now: Millis) -> Vec<Action> {
        self.answer(now, |this, actions| {
            if matches!(this.phase, Phase::New) {
                this.connect(now, actions);
            }
        })
    }

    /// Tries again at once: the session was refreshed, or the person asked for it. Nothing when connected.
    pub fn retry(&mut self, now: Millis) -> Vec<Action> {
        self.answer(now, |this, actions| {
            let idle = matches!(
                this.phase,
                Phase::New | Phase::Waiting { .. } | Phase::SignedOut | Phase::OutOfDate
            );
            if idle {
                this.connect(now, actions);
            }
        })
    }

    /// The socket is open.
    pub fn opened(&mut self, now: Millis) -> Vec<Action> {
        self.answer(now, |this, actions| {
            if matches!(this.phase, Phase::Connecting { .. }) {
                this.phase = Phase::Greeting { deadline: now.saturating_add(PATIENCE) };
                let heads = this.subscriptions.open(now);
                actions.push(Action::Send(ClientFrame::Hello { version: VERSION, heads }));
            }
        })
    }

    /// A frame came.
    pub fn frame(&mut self, frame: &ServerFrame, now: Millis) -> Vec<Action> {
        self.answer(now, |this, actions| {
            if let Phase::Live { heartbeat, .. } = &mut this.phase {
                heartbeat.heard(now);
            }
            if matches!(this.phase, Phase::Live { .. } | Phase::Greeting { .. }) {
                this.read(frame, now, actions);
            }
        })
    }

    /// The socket ended or never opened; `code` is the close frame's where there was one.
    pub fn closed(&mut self, code: Option<u16>, now: Millis) -> Vec<Action> {
        self.answer(now, |this, _| {
            if !this.has_socket() {
                return;
            }
            match code {
                Some(close::UNAUTHORIZED) => this.phase = Phase::SignedOut,
                Some(close::VERSION) => this.phase = Phase::OutOfDate,
                code => this.lost(code, now),
            }
        })
    }

    /// Time has passed.
    pub fn tick(&mut self, now: Millis) -> Vec<Action> {
        // The timer has gone off, perhaps a moment early.
        self.armed = None;
        self.answer(now, |this, actions| match &this.phase {
            Phase::Waiting { at } if now >= *at => this.connect(now, actions),
            Phase::Connecting { deadline } | Phase::Greeting { deadline } if now >= *deadline => {
                this.give_up(now, actions);
            }
            Phase::Live { heartbeat, .. } if heartbeat.is_dead(now) => this.give_up(now, actions),
            Phase::Live { heartbeat, .. } => {
                if heartbeat.ping_due(now) {
                    this.ping(now, actions);
                }
                actions.extend(this.subscriptions.due(now).into_iter().map(Action::Send));
            }
            _ => {}
        })
    }

    /// The browser says whether there is a network. When it says no, a connection to a server on the same machine or a
    /// local network may well go on: an open one is put to the test, and counts as offline until the server is heard.
    pub fn online(&mut self, online: bool, now: Millis) -> Vec<Action> {
        self.answer(now, |this, actions| {
            let back = online && !this.online;
            this.online = online;
            if back {
                this.hurry(now, actions);
            } else if !online {
                this.doubt(now, actions);
            }
        })
    }

    /// Something sent had no answer for too long: the connection is put to the test.
    pub fn unanswered(&mut self, now: Millis) -> Vec<Action> {
        self.answer(now, |this, actions| this.doubt(now, actions))
    }

    /// The page came to the front (or went behind: nothing is done then).
    pub fn visible(&mut self, visible: bool, now: Millis) -> Vec<Action> {
        self.answer(now, |this, actions| {
            if visible {
                this.hurry(now, actions);
            }
        })
    }

    fn answer(
        &mut self,
        now: Millis,
        act: impl FnOnce(&mut Self, &mut Vec<Action>),
    ) -> Vec<Action> {
        let mut actions = Vec::new();
        act(self, &mut actions);
        self.arm(now, &mut actions);
        actions
    }

    fn read(&mut self, frame: &ServerFrame, now: Millis, actions: &mut Vec<Action>) {
        let question = match frame {
            ServerFrame::Hello { version, heartbeat_ms, .. } => {
                self.greeted(*version, *heartbeat_ms, now, actions);
                None
            }
            ServerFrame::Event { event } => {
                self.subscriptions.follow(event);
                None
            }
            ServerFrame::Caught { conversation, events, more, .. } => {
                for event in events {
                    self.subscriptions.follow(event);
                }
                self.subscriptions.answered(*conversation, *more, now)
            }
            ServerFrame::Resync { conversation } => self.subscriptions.lost(*conversation, now),
            ServerFrame::Gone { conversation } => {
                self.subscriptions.remove(*conversation);
                None
            }
            ServerFrame::Error { error, about: Some(Subject::Conversation(conversation)) } => {
                self.turned_down(*conversation, error, now);
                None
            }
            ServerFrame::SignedOut => {
                self.phase = Phase::SignedOut;
                actions.push(Action::Close);
                None
            }
            ServerFrame::Ping { nonce } => Some(ClientFrame::Ping { nonce: *nonce }),
            _ => None,
        };
        actions.extend(question.map(Action::Send));
    }

    fn greeted(&mut self, version: u16, heartbeat_ms: u32, now: Millis, actions: &mut Vec<Action>) {
        if version == VERSION {
            let heartbeat = Heartbeat::new(heartbeat_ms, now);
            self.phase = Phase::Live { since: now, heartbeat };
        } else {
            self.phase = Phase::OutOfDate;
            actions.push(Action::Close);
        }
    }

    fn turned_down(
        &mut self,
        conversation: adda_protocol::ConversationId,
        error: &ErrorBody,
        now: Millis,
    ) {
        match error.code {
            ErrorCode::NotFound | ErrorCode::Forbidden => {
                self.subscriptions.remove(conversation);
            }
            _ => self.subscriptions.turned_down(conversation, TURNED_DOWN, now),
        }
    }

    fn has_socket(&self) -> bool {
        matches!(self.phase, Phase::Connecting { .. } | Phase::Greeting { .. } | Phase::Live { .. })
    }

    fn connect(&mut self, now: Millis, actions: &mut Vec<Action>) {
        self.phase = Phase::Connecting { deadline: now.saturating_add(PATIENCE) };
        self.tried = now;
        actions.push(Action::Connect);
    }

    fn give_up(&mut self, now: Millis, actions: &mut Vec<Action>) {
        actions.push(Action::Close);
        self.lost(None, now);
    }

    fn lost(&mut self, code: Option<u16>, now: Millis) {
        if let Phase::Live { since, .. } = self.phase
            && now.saturating_sub(since) >= LASTING
        {
            self.backoff.reset();
        }
        match code {
            // All clients of a server that stops come at once; those it finds too busy should stay away longer.
            Some(close::GOING_AWAY) => self.backoff.at_least(1),
            Some(close::FLOOD | close::BAD_FRAME) => self.backoff.at_least(4),
            _ => {}
        }
        let at = now.saturating_add(self.backoff.next_wait());
        self.phase = Phase::Waiting { at };
    }

    /// There is reason to think that an attempt succeeds now.
    fn hurry(&mut self, now: Millis, actions: &mut Vec<Action>) {
        match &mut self.phase {
            Phase::Waiting { at } => {
                let earliest = self.tried.saturating_add(APART);
                if now >= earliest {
                    self.connect(now, actions);
                } else {
                    *at = earliest.min(*at);
                }
            }
            Phase::Live { heartbeat, .. } if heartbeat.is_quiet(now) => self.doubt(now, actions),
            _ => {}
        }
    }

    /// There is reason to think that the connection is dead.
    fn doubt(&mut self, now: Millis, actions: &mut Vec<Action>) {
        if let Phase::Live { heartbeat, .. } = &mut self.phase {
            heartbeat.doubt(now);
            self.ping(now, actions);
        }
    }

    fn ping(&mut self, now: Millis, actions: &mut Vec<Action>) {
        if let Phase::Live { heartbeat, .. } = &mut self.phase {
            heartbeat.pinged(now);
            self.nonce = self.nonce.wrapping_add(1);
            actions.push(Action::Send(ClientFrame::Ping { nonce: self.nonce }));
        }
    }
}
