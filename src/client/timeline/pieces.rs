//! Text that comes in pieces while an answer is written, and what is told beside it.

use adda_protocol::{Cost, MessageId, MessageState, Seq, Usage, frames::Streaming};

use super::{Timeline, log::Item, view::Effects};

/// A piece of an answer's text.
pub(super) struct Piece<'a> {
    pub(super) message: MessageId,
    pub(super) run: Seq,
    pub(super) offset: u64,
    pub(super) text: &'a str,
}

/// How far a text is known to go, though what is before is missing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ahead {
    message: MessageId,
    run: Seq,
    /// In bytes.
    end: u64,
}

impl Timeline {
    /// Adds the part of a piece of text that is new.
    pub(super) fn delta(&mut self, piece: &Piece<'_>, effects: &mut Effects) {
        let last = self.last_seq();
        // The event that began this run is in the log.
        self.seen = self.seen.max(piece.run);
        if piece.run > last {
            return self.lacking(piece, effects);
        }
        // Answers older than what is loaded are written anew, too; a finished text has stragglers.
        let Some(item) = self.log.get_mut(piece.message) else { return };
        if item.message.state != MessageState::Streaming || item.run > Some(piece.run) {
            return;
        }
        if item.run < Some(piece.run) {
            return self.lacking(piece, effects);
        }
        match new_part(&item.message.text, piece.offset, piece.text) {
            Some("") => {}
            Some(tail) => {
                item.message.text.push_str(tail);
                self.updated(piece.message, effects);
            }
            None => self.lacking(piece, effects),
        }
    }

    /// Asks for what comes before `piece`.
    fn lacking(&mut self, piece: &Piece<'_>, effects: &mut Effects) {
        let end = piece.offset.saturating_add(piece.text.len() as u64);
        self.ahead = Some(Ahead { message: piece.message, run: piece.run, end });
        self.resync(effects);
    }

    /// Adds the part of a piece of reasoning that is new. What is missing comes with the end of the answer.
    pub(super) fn thought(&mut self, piece: &Piece<'_>, effects: &mut Effects) {
        let Some(item) = self.writing(piece.message, piece.run) else { return };
        let known = item.message.reasoning.get_or_insert_default();
        if let Some(tail) = new_part(known, piece.offset, piece.text) {
            known.push_str(tail);
            self.updated(piece.message, effects);
        }
    }

    /// Takes over the figures so far of the answer being written.
    pub(super) fn metered(
        &mut self,
        (id, run): (MessageId, Seq),
        usage: Usage,
        cost: Option<&Cost>,
        effects: &mut Effects,
    ) {
        let Some(item) = self.writing(id, run) else { return };
        item.message.usage = Some(usage);
        item.message.cost = cost.cloned();
        self.updated(id, effects);
    }

    fn writing(&mut self, id: MessageId, run: Seq) -> Option<&mut Item> {
        let item = self.log.get_mut(id)?;
        (item.message.state == MessageState::Streaming && item.run == Some(run)).then_some(item)
    }

    pub(super) fn lacks_text(&self) -> bool {
        let lacks = |ahead: &Ahead| {
            let item = self.log.get(ahead.message)?;
            let known = (item.run, item.message.text.len() as u64);
            let streams = item.message.state == MessageState::Streaming;
            Some(streams && known < (Some(ahead.run), ahead.end))
        };
        self.ahead.as_ref().and_then(lacks) == Some(true)
    }

    /// Takes over the text so far of an answer as the server had it when the log's last seq was at least `at`.
    pub(super) fn snapshot(&mut self, streaming: &Streaming, at: Seq, effects: &mut Effects) {
        let (run, last) = (Some(streaming.run), self.last_seq());
        let Some(item) = self.log.get_mut(streaming.message) else { return };
        // Of an earlier run, or of one whose start is not known here yet.
        if item.message.state != MessageState::Streaming || run < item.run || streaming.run > last {
            return;
        }
        // With no run to compare it with, it must be as new as the log.
        if item.run.is_none() && at < last {
            return;
        }
        let thought = !streaming.reasoning.is_empty();
        if thought {
            item.message.reasoning = Some(streaming.reasoning.clone());
        }
        let known = item.run == run && item.message.text.starts_with(&streaming.text);
        item.run = run;
        if !known {
            item.message.text.clone_from(&streaming.text);
        }
        if thought || !known {
            self.updated(streaming.message, effects);
        }
    }
}

/// What of `piece`, which begins at byte `offset`, comes after `text`. `None` when something between is missing, or
/// the two differ where they overlap.
fn new_part<'a>(text: &str, offset: u64, piece: &'a str) -> Option<&'a str> {
    let overlap = text.get(usize::try_from(offset).ok()?..)?;
    if overlap.len() >= piece.len() {
        return overlap.starts_with(piece).then_some("");
    }
    piece.strip_prefix(overlap)
}
