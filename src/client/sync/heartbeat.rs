//! Signs of life.

use adda_protocol::Millis;

/// Where the server names no interval, or one that cannot be meant.
const SHORTEST: Millis = 1_000;
const LONGEST: Millis = 300_000;
/// How long a connection in doubt has to show that it lives, in milliseconds.
const PROBE: Millis = 4_000;

/// Keeps count of when the server was heard and when it heard from us.
#[derive(Clone, Debug)]
pub struct Heartbeat {
    every: Millis,
    heard: Millis,
    pinged: Millis,
    /// Something has to be heard by then.
    probe: Option<Millis>,
}

impl Heartbeat {
    /// `every_ms` as the server's Hello says.
    pub fn new(every_ms: u32, now: Millis) -> Self {
        let every = Millis::from(every_ms).clamp(SHORTEST, LONGEST);
        Self { every, heard: now, pinged: now, probe: None }
    }

    /// Any frame is a sign of life.
    pub fn heard(&mut self, now: Millis) {
        self.heard = now;
        self.probe = None;
    }

    /// We sent a ping.
    pub fn pinged(&mut self, now: Millis) {
        self.pinged = now;
    }

    /// There is reason for doubt: something must be heard soon.
    pub fn doubt(&mut self, now: Millis) {
        self.probe.get_or_insert(now.saturating_add(PROBE));
    }

    /// Whether something still has to be heard after a doubt.
    pub fn is_doubted(&self) -> bool {
        self.probe.is_some()
    }

    /// Whether nothing has been heard for longer than usual.
    pub fn is_quiet(&self, now: Millis) -> bool {
        now.saturating_sub(self.heard) > self.every
    }

    /// Whether it is time to send a ping.
    pub fn ping_due(&self, now: Millis) -> bool {
        now >= self.pinged.saturating_add(self.every)
    }

    /// Whether the connection has to be given up: silent for two and a half intervals, or no answer to a doubt.
    pub fn is_dead(&self, now: Millis) -> bool {
        now >= self.dead_at()
    }

    /// When to look again.
    pub fn wake(&self) -> Millis {
        self.dead_at().min(self.pinged.saturating_add(self.every))
    }

    fn dead_at(&self) -> Millis {
        let silent = self.heard.saturating_add(self.every * 5 / 2 + 1);
        self.probe.map_or(silent, |probe| probe.min(silent))
    }
}
