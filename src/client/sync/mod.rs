//! The life of the live connection: connecting, staying alive, resuming, and knowing when not to try.

mod backoff;
mod heartbeat;
mod inputs;
mod subscriptions;

#[cfg(test)]
mod tests;

use adda_protocol::{ClientFrame, ConversationId, Millis, Seq};

use self::{backoff::Backoff, heartbeat::Heartbeat, subscriptions::Subscriptions};

/// What the driver (the code that owns the socket and the timer) is to do, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Open a socket; report [`Connection::opened`] or [`Connection::closed`].
    Connect,
    /// Send this on the open socket.
    Send(ClientFrame),
    /// Drop the socket. Nothing of it is reported any more, its end neither.
    Close,
    /// Call [`Connection::tick`] at this time. Replaces the former `WakeAt`.
    WakeAt(Millis),
}

/// What a person is told about the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The first connection is being made (or was not asked for yet).
    Connecting,
    /// Everything arrives as it happens.
    Live,
    /// Lost; the next attempt, the `attempt`th in a row, is made at `at` (or is being made).
    Reconnecting { attempt: u32, at: Millis },
    /// The browser says that there is no network, and the server has not shown the contrary. Attempts go on quietly.
    Offline,
    /// The session ended. Nothing is tried until [`Connection::retry`].
    SignedOut,
    /// The server speaks another version: the page has to be reloaded.
    OutOfDate,
}

#[derive(Clone, Debug)]
enum Phase {
    New,
    /// Waiting for the next attempt.
    Waiting {
        at: Millis,
    },
    /// Waiting for the socket to open, then for the server's Hello; given up at `deadline`.
    Connecting {
        deadline: Millis,
    },
    Greeting {
        deadline: Millis,
    },
    Live {
        since: Millis,
        heartbeat: Heartbeat,
    },
    SignedOut,
    OutOfDate,
}

/// The state machine of the one live connection. Every input returns what to do about it.
#[derive(Clone, Debug)]
pub struct Connection {
    phase: Phase,
    backoff: Backoff,
    subscriptions: Subscriptions,
    online: bool,
    /// When the last attempt was started.
    tried: Millis,
    nonce: u32,
    /// The time the driver was last told to wake us at.
    armed: Option<Millis>,
}

impl Connection {
    /// Not connected; [`Self::start`] begins. `seed` should be random: it spreads the attempts of many clients.
    pub fn new(seed: u64) -> Self {
        Self {
            phase: Phase::New,
            backoff: Backoff::new(seed),
            subscriptions: Subscriptions::default(),
            online: true,
            tried: Millis::MIN,
            nonce: 0,
            armed: None,
        }
    }

    /// What to tell the person.
    pub fn status(&self) -> Status {
        let attempt = self.backoff.attempt();
        match &self.phase {
            Phase::SignedOut => Status::SignedOut,
            Phase::OutOfDate => Status::OutOfDate,
            // The browser is believed until the server is heard.
            Phase::Live { heartbeat, .. } if self.online || !heartbeat.is_doubted() => Status::Live,
            _ if !self.online => Status::Offline,
            Phase::Waiting { at } => Status::Reconnecting { attempt, at: *at },
            Phase::Connecting { .. } | Phase::Greeting { .. } if attempt > 0 => {
                Status::Reconnecting { attempt, at: self.tried }
            }
            _ => Status::Connecting,
        }
    }

    /// Whether frames of the outbox can be sent now.
    pub fn is_live(&self) -> bool {
        self.status() == Status::Live
    }

    /// Shows a conversation of which everything up to `after` is known. Watching one twice only moves its place on.
    /// Past the server's limit the one shown longest is let go.
    pub fn subscribe(
        &mut self,
        conversation: ConversationId,
        after: Seq,
        now: Millis,
    ) -> Vec<Action> {
        let mut actions = Vec::new();
        if self.subscriptions.contains(conversation) {
            self.subscriptions.advance(conversation, after);
            return actions;
        }
        if let Some(evicted) = self.subscriptions.add(conversation, after)
            && self.has_greeted()
        {
            actions.push(Action::Send(ClientFrame::Unsubscribe { conversation: evicted }));
        }
        self.ask(conversation, Some(after), now, &mut actions);
        self.arm(now, &mut actions);
        actions
    }

    /// Shows a conversation no longer.
    pub fn unsubscribe(&mut self, conversation: ConversationId) -> Vec<Action> {
        let sent = self.subscriptions.remove(conversation) && self.has_greeted();
        sent.then_some(Action::Send(ClientFrame::Unsubscribe { conversation }))
            .into_iter()
            .collect()
    }

    /// Everything of a conversation up to `seq` is known, learnt in another way than by the frames given to
    /// [`Self::frame`], such as from a page.
    pub fn advance(&mut self, conversation: ConversationId, seq: Seq) {
        self.subscriptions.advance(conversation, seq);
    }

    /// A timeline lacks something: asks for the log after `after`. One question per conversation is open at a time, and the
    /// same is asked once a second at most; calling this again meanwhile is harmless.
    pub fn resync(&mut self, conversation: ConversationId, after: Seq, now: Millis) -> Vec<Action> {
        let mut actions = Vec::new();
        self.ask(conversation, Some(after), now, &mut actions);
        self.arm(now, &mut actions);
        actions
    }

    fn ask(
        &mut self,
        conversation: ConversationId,
        after: Option<Seq>,
        now: Millis,
        actions: &mut Vec<Action>,
    ) {
        if self.has_greeted() {
            actions.extend(self.subscriptions.ask(conversation, after, now).map(Action::Send));
        }
    }

    /// Whether our Hello is out, so that other frames may follow it.
    fn has_greeted(&self) -> bool {
        matches!(self.phase, Phase::Greeting { .. } | Phase::Live { .. })
    }

    /// Asks to be woken when that is needed earlier than the driver knows. Too early a call of `tick` does no harm.
    fn arm(&mut self, now: Millis, actions: &mut Vec<Action>) {
        let wake = match &self.phase {
            Phase::Waiting { at } => Some(*at),
            Phase::Connecting { deadline } | Phase::Greeting { deadline } => Some(*deadline),
            Phase::Live { heartbeat, .. } => {
                let question = self.subscriptions.wake().unwrap_or(Millis::MAX);
                Some(heartbeat.wake().min(question))
            }
            Phase::New | Phase::SignedOut | Phase::OutOfDate => None,
        };
        let Some(wake) = wake else { return };
        if self.armed.is_none_or(|armed| armed <= now || wake < armed) {
            self.armed = Some(wake);
            actions.push(Action::WakeAt(wake));
        }
    }
}
