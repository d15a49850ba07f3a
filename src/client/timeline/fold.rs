//! Taking in events, pieces of text and answers to a resync.

use adda_protocol::{
    AuthorKind, Cost, Event, EventBody, Message, MessageId, MessageState, Seq, Usage,
    events::Completed, frames::Streaming,
};

use super::{
    Timeline,
    log::Item,
    view::{Change, Effects, Key, Need},
};

impl Timeline {
    pub(super) fn resync(&self, effects: &mut Effects) {
        effects.need = Some(Need::Resync { after: self.last_seq() });
    }

    /// Applies the event that follows the last one; older ones are known, later ones show a gap.
    pub(super) fn event(&mut self, event: &Event, effects: &mut Effects) {
        self.seen = self.seen.max(event.seq);
        if event.seq <= self.last_seq() {
            return;
        }
        if event.seq - self.last_seq() > 1 {
            if let EventBody::MessageCreated { message: Message { client_id: Some(id), .. } } =
                event.body
            {
                self.echoes.acknowledge(id);
            }
            return self.resync(effects);
        }
        self.conversation.last_seq = event.seq;
        self.conversation.updated_at = event.at;
        self.fold(event, effects);
    }

    fn fold(&mut self, event: &Event, effects: &mut Effects) {
        match &event.body {
            EventBody::ConversationCreated { title, model } => {
                self.conversation.title.clone_from(title);
                self.conversation.model.clone_from(model);
                self.conversation.created_at = event.at;
                effects.conversation();
            }
            EventBody::ConversationChanged { title, model, category } => {
                let conversation = &mut self.conversation;
                set(&mut conversation.title, title.as_ref());
                set(&mut conversation.model, model.as_ref());
                set(&mut conversation.category, category.as_ref());
                effects.conversation();
            }
            EventBody::MessageCreated { message } => {
                self.created(Message { seq: event.seq, ..message.clone() }, effects);
            }
            EventBody::MessageStarted { message, .. }
            | EventBody::MessageCompleted(Completed { message, .. }) => {
                if self.log.get(*message).is_some() {
                    self.answer(event, *message, effects);
                } else {
                    self.orphans.push(event.clone());
                }
            }
        }
    }

    fn created(&mut self, message: Message, effects: &mut Effects) {
        let known = self.log.get(message.id).is_some();
        let echo = message.client_id.and_then(|id| self.echoes.take(id));
        let attempt = message.seq;
        let (key, index) = self.log.insert(Item::new(message, attempt));
        match echo {
            _ if known => effects.updated(key),
            Some(0) if matches!(key, Key::Client(_)) => effects.updated(key),
            Some(_) => {
                effects.changes.extend([Change::Removed(key), Change::Inserted { key, index }]);
            }
            None => effects.changes.push(Change::Inserted { key, index }),
        }
    }

    /// What happens to an answer that is loaded.
    fn answer(&mut self, event: &Event, id: MessageId, effects: &mut Effects) {
        let Some(item) = self.log.get_mut(id) else { return };
        effects.updated(item.key);
        let message = &mut item.message;
        match &event.body {
            EventBody::MessageStarted { kept, model, .. } => {
                item.attempt = event.seq;
                let lacking = !cut(&mut message.text, *kept);
                message.state = MessageState::Streaming;
                message.error = None;
                if *kept == 0 {
                    message.reasoning = None;
                }
                written_by(message, model);
                if lacking {
                    self.resync(effects);
                }
            }
            EventBody::MessageCompleted(done) => {
                message.text.clone_from(&done.text);
                message.reasoning.clone_from(&done.reasoning);
                message.state = done.state;
                message.usage = done.usage;
                message.cost.clone_from(&done.cost);
                message.receipt = done.receipt;
                message.error.clone_from(&done.error);
            }
            _ => {}
        }
    }

    /// Makes up for what happened to messages just loaded since the page they came from was read at `at`.
    pub(super) fn adopt_orphans(&mut self, at: Seq, effects: &mut Effects) {
        for event in std::mem::take(&mut self.orphans) {
            match subject(&event) {
                Some(id) if self.log.get(id).is_none() => self.orphans.push(event),
                Some(id) if event.seq > at => self.answer(&event, id, effects),
                _ => {}
            }
        }
    }

    /// Adds the part of a piece of text that is new.
    pub(super) fn delta(&mut self, id: MessageId, offset: u64, text: &str, effects: &mut Effects) {
        let end = offset.saturating_add(text.len() as u64);
        let Some(item) = self.log.get_mut(id) else {
            // An answer older than what is loaded may be written anew; of any other the beginning is missing.
            if !self.orphans.iter().any(|event| subject(event) == Some(id)) {
                self.resync(effects);
            }
            return;
        };
        let known = item.message.text.len() as u64;
        if item.message.state != MessageState::Streaming {
            // A straggler of a finished text is no news; more text than that is, so its start was missed.
            if end > known {
                self.resync(effects);
            }
            return;
        }
        match new_part(&item.message.text, offset, text) {
            Some("") => {}
            Some(tail) => {
                item.message.text.push_str(tail);
                effects.updated(item.key);
            }
            None => {
                self.ahead = Some((id, end));
                self.resync(effects);
            }
        }
    }

    /// Adds the part of a piece of reasoning that is new. What is missing comes with the end of the answer.
    pub(super) fn thought(
        &mut self,
        id: MessageId,
        offset: u64,
        text: &str,
        effects: &mut Effects,
    ) {
        let Some(item) = self.writing(id) else { return };
        let known = item.message.reasoning.get_or_insert_default();
        if let Some(tail) = new_part(known, offset, text) {
            known.push_str(tail);
            effects.updated(item.key);
        }
    }

    /// Takes over the figures so far of the answer being written.
    pub(super) fn metered(
        &mut self,
        id: MessageId,
        usage: Usage,
        cost: Option<&Cost>,
        effects: &mut Effects,
    ) {
        let Some(item) = self.writing(id) else { return };
        item.message.usage = Some(usage);
        item.message.cost = cost.cloned();
        effects.updated(item.key);
    }

    fn writing(&mut self, id: MessageId) -> Option<&mut Item> {
        self.log.get_mut(id).filter(|item| item.message.state == MessageState::Streaming)
    }

    /// Takes in the answer to a resync.
    pub(super) fn caught(
        &mut self,
        events: &[Event],
        head: Seq,
        more: bool,
        streaming: Option<&Streaming>,
        effects: &mut Effects,
    ) {
        let id = self.conversation.id;
        for event in events.iter().filter(|event| event.conversation == id) {
            self.event(event, effects);
        }
        self.seen = self.seen.max(head);
        if let Some(streaming) = streaming {
            self.snapshot(streaming, head, effects);
        }
        if more || self.last_seq() < self.seen || self.lacks_text() {
            self.resync(effects);
        } else {
            effects.need = None;
            self.ahead = None;
            self.drop_acknowledged(effects);
        }
    }

    fn lacks_text(&self) -> bool {
        self.ahead.and_then(|(id, end)| Some((self.message(id)?, end))).is_some_and(
            |(message, end)| {
                message.state == MessageState::Streaming && (message.text.len() as u64) < end
            },
        )
    }

    /// Takes over the text so far of an answer as the server had it when the log's last seq was `at`.
    pub(super) fn snapshot(&mut self, streaming: &Streaming, at: Seq, effects: &mut Effects) {
        let last = self.last_seq();
        let Some(item) = self.log.get_mut(streaming.message) else { return };
        // Of another attempt, or of one whose start is not known here yet.
        if item.message.state != MessageState::Streaming || at < item.attempt || at > last {
            return;
        }
        if !streaming.reasoning.is_empty() {
            item.message.reasoning = Some(streaming.reasoning.clone());
            effects.updated(item.key);
        }
        if !item.message.text.starts_with(&streaming.text) {
            item.message.text.clone_from(&streaming.text);
            effects.updated(item.key);
        }
    }
}

fn subject(event: &Event) -> Option<MessageId> {
    match &event.body {
        EventBody::MessageStarted { message, .. } => Some(*message),
        EventBody::MessageCompleted(done) => Some(done.message),
        _ => None,
    }
}

fn set(field: &mut String, value: Option<&String>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}

/// Cuts to `kept` bytes (at the character before, should one be cut in two). False when there are fewer.
fn cut(text: &mut String, kept: u64) -> bool {
    let Ok(kept) = usize::try_from(kept) else { return false };
    text.truncate(text.floor_char_boundary(kept));
    text.len() >= kept
}

/// Another model may go on; events name it by its id only.
fn written_by(message: &mut Message, model: &str) {
    message.model = Some(model.to_owned());
    if message.author.kind == AuthorKind::Ai && message.author.id != model {
        model.clone_into(&mut message.author.id);
        model.clone_into(&mut message.author.name);
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
