//! How far a reader has a conversation: the last event, and how much of the answer being written.

use std::ops::Range;

use adda_protocol::{Event, EventBody, MessageId, MessageState, Seq, StreamCursor};

/// What to do with something that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fit<T> {
    /// It is what comes next.
    Next(T),
    /// The reader has it already.
    Old,
    /// Something before it is missing.
    Gap,
}

/// A reader's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    seq: Seq,
    /// The answer being written, once something named it.
    message: Option<MessageId>,
    /// Bytes of it the reader has.
    written: u64,
    /// What was written in runs begun before this event is of no use any more.
    since: Seq,
}

impl Place {
    pub const fn at(cursor: StreamCursor) -> Self {
        let written = match cursor.offset {
            Some(offset) => offset,
            None => 0,
        };
        Self { seq: cursor.seq, message: None, written, since: 0 }
    }

    pub const fn seq(self) -> Seq {
        self.seq
    }

    /// What to hand out so that the reader can come back to here.
    pub const fn cursor(self) -> StreamCursor {
        let offset = if self.written > 0 { Some(self.written) } else { None };
        StreamCursor { seq: self.seq, offset }
    }

    /// Takes the event where it is the next one.
    pub fn event(&mut self, event: &Event) -> Fit<()> {
        if event.seq <= self.seq {
            return Fit::Old;
        }
        if event.seq > self.seq + 1 {
            return Fit::Gap;
        }
        self.seq = event.seq;
        match &event.body {
            EventBody::MessageCreated { message } if message.state == MessageState::Streaming => {
                self.begin(Some(message.id), 0);
            }
            EventBody::MessageStarted { message, kept, .. } => {
                self.begin(Some(*message), *kept);
            }
            // One that waited may be stopped while another is being written.
            EventBody::MessageCompleted(done)
                if self.message.is_none_or(|ours| ours == done.message) =>
            {
                self.begin(None, 0);
            }
            _ => {}
        }
        Fit::Next(())
    }

    /// Another run of writing begins here, or the last one ends.
    fn begin(&mut self, message: Option<MessageId>, kept: u64) {
        (self.message, self.written, self.since) = (message, kept, self.seq);
    }

    /// Takes the part of a delta that the reader lacks: a range of its bytes.
    pub fn delta(
        &mut self,
        (message, run): (MessageId, Seq),
        offset: u64,
        text: &str,
    ) -> Fit<Range<usize>> {
        if run > self.seq {
            return Fit::Gap;
        }
        if run < self.since || self.message.is_some_and(|ours| ours != message) {
            return Fit::Old;
        }
        let end = offset + text.len() as u64;
        if offset > self.written {
            return Fit::Gap;
        }
        if end <= self.written {
            return Fit::Old;
        }
        let skip = usize::try_from(self.written - offset).unwrap_or(text.len());
        // A cursor made up by hand may point into a character.
        let skip = text.floor_char_boundary(skip);
        (self.message, self.written) = (Some(message), end);
        Fit::Next(skip..text.len())
    }
}

#[cfg(test)]
mod tests {
    use adda_protocol::{ConversationId, Millis, events::Completed};

    use super::*;

    fn message(n: u8) -> MessageId {
        MessageId::new(1, [n; 10])
    }

    fn event(seq: Seq, body: EventBody) -> Event {
        let at: Millis = 1;
        Event { conversation: ConversationId::new(1, [0; 10]), seq, at, body }
    }

    fn started(n: u8, kept: u64) -> EventBody {
        EventBody::MessageStarted { message: message(n), kept, model: "m".to_owned() }
    }

    fn completed(n: u8) -> EventBody {
        EventBody::MessageCompleted(Completed {
            message: message(n),
            text: String::new(),
            state: MessageState::Complete,
            usage: None,
            cost: None,
            reasoning: None,
            receipt: None,
            error: None,
        })
    }

    fn place(seq: Seq, offset: Option<u64>) -> Place {
        Place::at(StreamCursor { seq, offset })
    }

    #[test]
    fn place_takes_events_in_order_only() {
        let mut place = place(3, None);
        assert_eq!(place.event(&event(3, started(1, 0))), Fit::Old);
        assert_eq!(place.event(&event(5, started(1, 0))), Fit::Gap);
        assert_eq!(place.event(&event(4, started(1, 0))), Fit::Next(()));
        assert_eq!(place.cursor().to_string(), "4");
    }

    #[test]
    fn place_cuts_what_the_reader_has_off_a_delta() {
        let mut place = place(4, Some(3));
        assert_eq!(place.delta((message(1), 4), 0, "abc"), Fit::Old);
        assert_eq!(place.delta((message(1), 4), 2, "cdef"), Fit::Next(1..4));
        assert_eq!(place.delta((message(1), 4), 7, "x"), Fit::Gap);
        assert_eq!(place.delta((message(2), 4), 6, "x"), Fit::Old);
        assert_eq!(place.cursor().to_string(), "4.6");
    }

    #[test]
    fn place_of_an_answer_ends_with_it() {
        let mut place = place(4, Some(3));
        assert_eq!(place.event(&event(5, completed(1))), Fit::Next(()));
        assert_eq!(place.cursor().to_string(), "5");
        assert_eq!(place.event(&event(6, started(2, 9))), Fit::Next(()));
        assert_eq!(place.cursor().to_string(), "6.9");
    }

    #[test]
    fn place_lets_no_text_of_an_earlier_run_pass() {
        let mut place = place(4, None);
        assert_eq!(place.delta((message(1), 4), 0, "first"), Fit::Next(0..5));
        assert_eq!(place.event(&event(5, completed(1))), Fit::Next(()));
        assert_eq!(place.delta((message(1), 4), 0, "first, late"), Fit::Old);
        assert_eq!(place.delta((message(1), 6), 0, "x"), Fit::Gap, "its start is to come");
        assert_eq!(place.event(&event(6, started(1, 0))), Fit::Next(()));
        assert_eq!(place.delta((message(1), 4), 0, "first"), Fit::Old);
        assert_eq!(place.delta((message(1), 6), 0, "second"), Fit::Next(0..6));
    }

    #[test]
    fn place_stays_in_the_answer_being_written_when_a_waiting_one_ends() {
        let mut place = place(3, None);
        assert_eq!(place.event(&event(4, started(1, 0))), Fit::Next(()));
        assert_eq!(place.delta((message(1), 4), 0, "ab"), Fit::Next(0..2));
        assert_eq!(place.event(&event(5, completed(2))), Fit::Next(()));
        assert_eq!(place.delta((message(1), 4), 2, "c"), Fit::Next(0..1));
    }

    #[test]
    fn place_forged_into_a_character_starts_before_it() {
        assert_eq!(place(4, Some(1)).delta((message(1), 4), 0, "é!"), Fit::Next(0..3));
        assert_eq!(place(4, Some(u64::MAX)).delta((message(1), 4), 0, "é!"), Fit::Old);
    }
}
