//! The conversations shown: how far each has come, and which questions about it are open.

use adda_protocol::{
    ClientFrame, ConversationId, Event, Millis, Seq, frames::Head, limits::SUBSCRIPTIONS,
};

/// A question not answered for this long is asked again, in milliseconds.
const ANSWER_WITHIN: Millis = 10_000;
/// The same question is not asked more often than this, in milliseconds.
const APART: Millis = 1_000;

#[derive(Clone, Copy, Debug)]
struct Asked {
    after: Seq,
    at: Millis,
}

#[derive(Clone, Debug)]
struct Subscription {
    conversation: ConversationId,
    seq: Seq,
    /// The question that is open.
    open: Option<Asked>,
    /// The last question, open or answered.
    last: Option<Asked>,
    /// Something was lost after the open question was asked.
    again: bool,
    /// A question put off until then.
    later: Option<Millis>,
}

/// Every conversation shown, longest shown first.
#[derive(Clone, Debug, Default)]
pub(super) struct Subscriptions(Vec<Subscription>);

impl Subscriptions {
    fn find(&mut self, conversation: ConversationId) -> Option<&mut Subscription> {
        self.0.iter_mut().find(|known| known.conversation == conversation)
    }

    pub(super) fn contains(&self, conversation: ConversationId) -> bool {
        self.0.iter().any(|known| known.conversation == conversation)
    }

    /// Adds one; returns the one that has to go because there are too many.
    pub(super) fn add(&mut self, conversation: ConversationId, seq: Seq) -> Option<ConversationId> {
        let evicted = (self.0.len() >= SUBSCRIPTIONS).then(|| self.0.remove(0).conversation);
        self.0.push(Subscription {
            conversation,
            seq,
            open: None,
            last: None,
            again: false,
            later: None,
        });
        evicted
    }

    pub(super) fn remove(&mut self, conversation: ConversationId) -> bool {
        let before = self.0.len();
        self.0.retain(|known| known.conversation != conversation);
        self.0.len() < before
    }

    pub(super) fn advance(&mut self, conversation: ConversationId, seq: Seq) {
        if let Some(known) = self.find(conversation) {
            known.seq = known.seq.max(seq);
        }
    }

    /// Follows the log as a timeline does: only by the event that comes next.
    pub(super) fn follow(&mut self, event: &Event) {
        if let Some(known) = self.find(event.conversation)
            && known.seq.checked_add(1) == Some(event.seq)
        {
            known.seq = event.seq;
        }
    }

    /// How far each has come, as the opening question of a connection.
    pub(super) fn open(&mut self, now: Millis) -> Vec<Head> {
        let ask = |known: &mut Subscription| {
            let asked = Some(Asked { after: known.seq, at: now });
            (known.open, known.last, known.again, known.later) = (asked, asked, false, None);
            Head { conversation: known.conversation, seq: known.seq }
        };
        self.0.iter_mut().map(ask).collect()
    }

    /// Asks for what comes after `after`, unless a question is open or was just answered.
    pub(super) fn ask(
        &mut self,
        conversation: ConversationId,
        after: Option<Seq>,
        now: Millis,
    ) -> Option<ClientFrame> {
        let known = self.find(conversation)?;
        let after = after.unwrap_or(known.seq);
        if known.open.is_some() {
            return None;
        }
        if let Some(last) = known.last
            && last.after == after
            && now < last.at.saturating_add(APART)
        {
            known.later = Some(last.at.saturating_add(APART));
            return None;
        }
        let asked = Some(Asked { after, at: now });
        (known.open, known.last, known.again, known.later) = (asked, asked, false, None);
        Some(ClientFrame::Subscribe { conversation, after })
    }

    /// The server says that something was lost.
    pub(super) fn lost(
        &mut self,
        conversation: ConversationId,
        now: Millis,
    ) -> Option<ClientFrame> {
        let known = self.find(conversation)?;
        known.again = known.open.is_some();
        self.ask(conversation, None, now)
    }

    /// The open question was answered; asks the next where there is one.
    pub(super) fn answered(
        &mut self,
        conversation: ConversationId,
        more: bool,
        now: Millis,
    ) -> Option<ClientFrame> {
        let known = self.find(conversation)?;
        known.open = None;
        (more || std::mem::take(&mut known.again)).then(|| self.ask(conversation, None, now))?
    }

    /// The open question was turned down: asks it again after `wait`.
    pub(super) fn turned_down(&mut self, conversation: ConversationId, wait: Millis, now: Millis) {
        if let Some(known) = self.find(conversation)
            && known.open.take().is_some()
        {
            known.later = Some(now.saturating_add(wait));
        }
    }

    /// The questions whose time has come.
    pub(super) fn due(&mut self, now: Millis) -> Vec<ClientFrame> {
        let mut frames = Vec::new();
        for known in self.0.iter_mut().filter(|known| known.wake().is_some_and(|at| at <= now)) {
            let asked = Some(Asked { after: known.seq, at: now });
            (known.open, known.last, known.again, known.later) = (asked, asked, false, None);
            frames.push(ClientFrame::Subscribe {
                conversation: known.conversation,
                after: known.seq,
            });
        }
        frames
    }

    /// When the next question is due.
    pub(super) fn wake(&self) -> Option<Millis> {
        self.0.iter().filter_map(Subscription::wake).min()
    }
}

impl Subscription {
    fn wake(&self) -> Option<Millis> {
        match self.open {
            Some(asked) => Some(asked.at.saturating_add(ANSWER_WITHIN)),
            None => self.later,
        }
    }
}
