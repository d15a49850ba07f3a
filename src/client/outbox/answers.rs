//! What the server says about entries.

use adda_protocol::{
    ClientMessageId, ErrorBody, ErrorCode, Event, EventBody, Millis, ServerFrame, frames::Subject,
};

use super::{Entry, EntryState, Outbox, Write};

/// First wait before sending again where the server names none, in milliseconds; doubled each time.
const WAIT: Millis = 1_000;
/// Longest such wait.
const LONGEST_WAIT: Millis = 30_000;
/// Longest wait a server can ask for.
const LONGEST_ASKED: Millis = 3_600_000;
/// A message that makes the server fail this often is refused, so that it does not hold up those after it.
const FAILURES: u32 = 8;

impl Outbox {
    /// Takes in a frame of the live connection: events that carry an entry's id acknowledge it, errors that name it
    /// refuse it. Returns whether anything changed.
    pub fn frame(&mut self, frame: &ServerFrame, now: Millis) -> bool {
        match frame {
            ServerFrame::Listed { conversation } => {
                self.made(conversation.id);
                false
            }
            ServerFrame::Event { event } => self.event(event),
            ServerFrame::Caught { conversation, events, .. } => {
                self.made(*conversation);
                events.iter().filter(|event| self.event(event)).count() > 0
            }
            ServerFrame::Error { error, about: Some(Subject::ClientMessage(id)) } => {
                self.refused(*id, error.clone(), now)
            }
            _ => false,
        }
    }

    fn event(&mut self, event: &Event) -> bool {
        match &event.body {
            EventBody::MessageCreated { message } => {
                message.client_id.is_some_and(|id| self.acknowledged(id))
            }
            _ => false,
        }
    }

    /// The server has it, whichever tab sent it. False when there is no such entry.
    pub fn acknowledged(&mut self, id: ClientMessageId) -> bool {
        let Some(entry) = self.remove(id) else { return false };
        self.made(entry.conversation);
        true
    }

    /// The server did not take it. For reasons that pass it is sent again after a while; otherwise it is kept for the
    /// person to decide. False when there is no such entry.
    pub fn refused(&mut self, id: ClientMessageId, error: ErrorBody, now: Millis) -> bool {
        let Some(entry) = self.get_mut(id) else { return false };
        if passes(entry, &error) {
            let until = now.saturating_add(wait(entry, &error));
            entry.state = EntryState::Waiting { until, code: error.code };
        } else {
            entry.state = EntryState::Refused { error };
            let write = Write::Put(Box::new(entry.clone()));
            self.writes.push(write);
        }
        true
    }
}

fn passes(entry: &Entry, error: &ErrorBody) -> bool {
    match error.code {
        // Without a session the connection is about to end; the entry waits for the next one.
        ErrorCode::RateLimited
        | ErrorCode::Unavailable
        | ErrorCode::QueueFull
        | ErrorCode::Unauthorized => true,
        ErrorCode::Internal => entry.attempts < FAILURES,
        _ => false,
    }
}

fn wait(entry: &Entry, error: &ErrorBody) -> Millis {
    let asked = error.details.as_ref().and_then(|details| details.get("retry_after")?.as_f64());
    match asked {
        #[expect(clippy::cast_possible_truncation, reason = "clamped, and `as` saturates")]
        Some(seconds) => ((seconds * 1_000.0).ceil() as Millis).clamp(WAIT, LONGEST_ASKED),
        None => (WAIT << entry.attempts.saturating_sub(1).min(5)).min(LONGEST_WAIT),
    }
}
