//! Taking in events and answers to a resync.

use adda_protocol::{
    AuthorKind, Event, EventBody, Message, MessageId, MessageState, Seq, events::Completed,
    frames::Streaming,
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
        if event.body.is_news() {
            self.conversation.updated_at = event.at;
        }
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
            EventBody::MessageDeleted { message } => self.erase(*message, effects),
            EventBody::MessageStarted { message, .. }
            | EventBody::MessageCompleted(Completed { message, .. }) => {
                if self.log.get(*message).is_some() {
                    self.change(event, *message, effects);
                } else {
                    self.orphans.push(event.clone());
                }
            }
        }
    }

    fn created(&mut self, message: Message, effects: &mut Effects) {
        let (id, seq) = (message.id, message.seq);
        let known = self.log.get(id).is_some();
        let (whole, shown) = (self.is_whole(), self.visible().len());
        let echo = message.client_id.and_then(|id| self.echoes.take(id));
        // Written by an older server it says nothing: it follows the message before it.
        let before = || self.path.newest().or(self.path.ids().last().copied());
        let parent = message.parent.or_else(before).unwrap_or(MessageId::BEGINNING);
        let key = self.log.insert(Item::new(message, Some(seq), Some(parent)));
        if known {
            if self.visible().len() != shown {
                effects.changes.push(Change::Reset);
            }
            return self.updated(id, effects);
        }
        self.path.saw(seq, id);
        self.path.part(parent);
        if self.is_beside(id) {
            effects.changes.push(Change::Reset);
        }
        if !self.path.extend(&self.log, id) {
            let top = self.path.ids().first().copied();
            self.repath(effects);
            if self.path.ids().first().copied() != top {
                self.look_up(effects);
            }
            if echo.is_some() {
                effects.changes.push(Change::Reset);
            }
        } else if !whole || !self.is_whole() {
            effects.changes.push(Change::Reset);
        } else {
            let index = self.path.ids().len() - 1;
            match echo {
                Some(0) if matches!(key, Key::Client(_)) => effects.updated(key),
                Some(_) => {
                    effects.changes.extend([Change::Removed(key), Change::Inserted { key, index }]);
                }
                None => effects.changes.push(Change::Inserted { key, index }),
            }
        }
        if self.log.after(parent).len() > 1 {
            self.counted(parent, effects);
        }
    }

    /// What was said in a message is gone, and its answers are nobody's any more.
    pub(super) fn erase(&mut self, id: MessageId, effects: &mut Effects) {
        self.log.erase(id);
        self.updated(id, effects);
        for item in self.log.items().filter(|item| item.message.reply_to == Some(id)) {
            self.updated(item.message.id, effects);
        }
    }

    /// What happens to a message that is loaded.
    fn change(&mut self, event: &Event, id: MessageId, effects: &mut Effects) {
        self.updated(id, effects);
        let Some(item) = self.log.get_mut(id) else { return };
        let message = &mut item.message;
        match &event.body {
            EventBody::MessageStarted { kept, model, .. } => {
                item.run = Some(event.seq);
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
                Some(id) if event.seq > at => self.change(&event, id, effects),
                _ => {}
            }
        }
    }

    /// Takes in the answer to a resync.
    pub(super) fn caught<'a>(
        &mut self,
        events: &[Event],
        head: Seq,
        more: bool,
        streaming: impl Iterator<Item = &'a Streaming>,
        effects: &mut Effects,
    ) {
        let id = self.conversation.id;
        for event in events.iter().filter(|event| event.conversation == id) {
            self.event(event, effects);
        }
        self.seen = self.seen.max(head);
        for streaming in streaming {
            self.snapshot(streaming, head, effects);
        }
        if more || self.last_seq() < self.seen || self.lacks_text() {
            self.resync(effects);
        } else {
            effects.need = None;
            self.want_page(effects);
            self.ahead = None;
            self.drop_acknowledged(effects);
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
