//! A server of one conversation for tests: it makes valid logs and answers questions about them.

use adda_protocol::{
    Author, AuthorKind, ClientMessageId, ConversationId, Event, EventBody, Message, MessageId,
    MessageState, Seq, ServerFrame,
    dto::{Chosen, Conversation, ConversationPage, Version},
    events::Completed,
    frames::Streaming,
};
use proptest::sample::Index;

/// Messages of a page, as few as make several usual.
const PAGE: usize = 3;
/// Events of one answer to a question, as few as make `more` usual.
const CATCH_UP: usize = 3;

pub(super) fn conversation_id() -> ConversationId {
    ConversationId::new(1, [1; 10])
}

pub(super) fn message_id(number: u8) -> MessageId {
    MessageId::new(1, [number; 10])
}

pub(super) fn client_id(number: u8) -> ClientMessageId {
    ClientMessageId::new(1, [number; 10])
}

pub(super) fn message(number: u8, seq: Seq, state: MessageState, text: &str) -> Message {
    let person = state == MessageState::Complete;
    let kind = if person { AuthorKind::User } else { AuthorKind::Ai };
    Message {
        id: message_id(number),
        seq,
        client_id: person.then(|| client_id(number)),
        reply_to: None,
        parent: None,
        author: Author { kind, id: "x".to_owned(), name: "X".to_owned() },
        text: text.to_owned(),
        state,
        model: None,
        usage: None,
        cost: None,
        reasoning: None,
        receipt: None,
        error: None,
        deleted: false,
        created_at: 1,
    }
}

pub(super) fn page(messages: Vec<Message>, last_seq: Seq) -> ConversationPage {
    ConversationPage {
        conversation: Conversation {
            id: conversation_id(),
            title: String::new(),
            model: "guide".to_owned(),
            category: String::new(),
            created_at: 0,
            updated_at: 0,
            last_seq,
            pinned: false,
            archived: false,
            unread: 0,
        },
        messages,
        versions: Vec::new(),
        chosen: Chosen::default(),
        beside: Vec::new(),
        erased: None,
        before: None,
        after: None,
        streaming: None,
        also: Vec::new(),
    }
}

pub(super) fn event(seq: Seq, body: EventBody) -> ServerFrame {
    let at = i64::try_from(seq).unwrap_or(i64::MAX);
    ServerFrame::Event { event: Event { conversation: conversation_id(), seq, at, body } }
}

pub(super) fn delta(number: u8, run: Seq, offset: u64, text: &str) -> ServerFrame {
    ServerFrame::Delta {
        conversation: conversation_id(),
        message: message_id(number),
        run,
        offset,
        text: text.to_owned(),
    }
}

/// What people and models do.
#[derive(Clone, Debug)]
pub(super) enum Op {
    Send,
    Write(String),
    End(MessageState),
    Continue,
    Retry,
    Rename(String),
    /// Another version of a person's message.
    Edit(Index),
    /// Another answer to a message.
    Again(Index),
    /// Another path is chosen, through this message.
    Choose(Index),
    /// A message is deleted, while no answer is open.
    Erase(Index),
}

/// The truth.
#[derive(Clone, Debug, Default)]
pub(super) struct Server {
    pub(super) events: Vec<Event>,
    pub(super) messages: Vec<Message>,
    /// What was written since an event, of each run there was: the last is the one of now.
    runs: Vec<(MessageId, Seq, String)>,
    frames: Vec<ServerFrame>,
    chosen: Chosen,
}

impl Server {
    /// Does one thing, where it is possible; returns the frames it sends.
    pub(super) fn step(&mut self, op: &Op) -> Vec<ServerFrame> {
        match op {
            Op::Send => self.send(self.leaf()),
            Op::Edit(index) => self.edit(*index),
            Op::Again(index) => self.again(*index),
            Op::Choose(index) => self.choose(*index),
            Op::Erase(index) => self.erase(*index),
            Op::Write(text) => self.write(text),
            Op::End(state) => self.end(*state),
            Op::Continue => self.start(true),
            Op::Retry => self.start(false),
            Op::Rename(title) => self.log(EventBody::ConversationChanged {
                title: Some(title.clone()),
                model: None,
                category: None,
            }),
        }
        std::mem::take(&mut self.frames)
    }

    fn log(&mut self, body: EventBody) {
        let frame = event(self.events.len() as u64 + 1, body);
        if let ServerFrame::Event { event } = &frame {
            self.events.push(event.clone());
        }
        self.frames.push(frame);
    }

    fn open(&mut self) -> Option<&mut Message> {
        self.messages.iter_mut().find(|message| message.state == MessageState::Streaming)
    }

    /// The last message of the path that is shown.
    fn leaf(&self) -> MessageId {
        let newest = self.messages.last().map_or(MessageId::BEGINNING, |newest| newest.id);
        self.chosen.leaf.unwrap_or(newest)
    }

    fn get(&self, id: MessageId) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    /// The path that is shown, oldest first, each message with all its versions.
    pub(super) fn path(&self) -> Vec<(Message, Vec<MessageId>)> {
        let up = |message: &&Message| self.get(message.parent?);
        let mut path: Vec<_> = std::iter::successors(self.get(self.leaf()), up)
            .map(|message| (message.clone(), self.versions(message)))
            .collect();
        path.reverse();
        path
    }

    fn versions(&self, of: &Message) -> Vec<MessageId> {
        let all = self.messages.iter().filter(|message| message.parent == of.parent);
        let all: Vec<_> = all.map(|message| message.id).collect();
        if all.len() > 1 { all } else { Vec::new() }
    }

    fn pick(&self, index: Index, kind: AuthorKind) -> Option<&Message> {
        let fitting: Vec<_> =
            self.messages.iter().filter(|message| message.author.kind == kind).collect();
        if fitting.is_empty() { None } else { Some(fitting[index.index(fitting.len())]) }
    }

    fn edit(&mut self, index: Index) {
        if let Some(parent) = self.pick(index, AuthorKind::User).and_then(|edited| edited.parent) {
            self.send(parent);
        }
    }

    fn again(&mut self, index: Index) {
        if let Some(question) = self.pick(index, AuthorKind::Ai).and_then(|answer| answer.parent) {
            self.answer(question);
            self.follow();
        }
    }

    fn choose(&mut self, index: Index) {
        if self.messages.is_empty() {
            return;
        }
        let through = self.messages[index.index(self.messages.len())].id;
        let mut below = vec![through];
        for message in &self.messages {
            if message.parent.is_some_and(|parent| below.contains(&parent)) {
                below.push(message.id);
            }
        }
        let newest = self.messages.last().map(|newest| newest.id);
        let leaf = below.last().copied().filter(|leaf| Some(*leaf) != newest);
        self.chosen = Chosen { leaf, apart: false, version: self.chosen.version + 1 };
        self.frames.extend(self.chosen());
    }

    /// Nothing of the text is left in the log.
    fn erase(&mut self, index: Index) {
        if self.messages.is_empty() || self.messages.iter().any(|it| it.state.is_open()) {
            return;
        }
        let at = index.index(self.messages.len());
        let message = &mut self.messages[at];
        if message.deleted {
            return;
        }
        message.wipe();
        let id = message.id;
        for event in &mut self.events {
            event.body.wipe(id);
        }
        self.log(EventBody::MessageDeleted { message: id });
    }

    /// What was just sent is shown.
    fn follow(&mut self) {
        if self.chosen.leaf.is_some() {
            self.chosen = Chosen { leaf: None, apart: false, version: self.chosen.version + 1 };
            self.frames.extend(self.chosen());
        }
    }

    /// What is told after the answer to `Subscribe`.
    pub(super) fn chosen(&self) -> Option<ServerFrame> {
        let (conversation, chosen) = (conversation_id(), self.chosen);
        (chosen.version > 0).then_some(ServerFrame::Chosen { conversation, chosen })
    }

    fn add(&mut self, state: MessageState, text: &str, parent: MessageId) -> MessageId {
        let number = u8::try_from(self.messages.len()).unwrap();
        let made = message(number, self.events.len() as u64 + 1, state, text);
        let made = Message { parent: Some(parent), ..made };
        let id = made.id;
        self.messages.push(made.clone());
        self.runs.push((made.id, made.seq, String::new()));
        self.log(EventBody::MessageCreated { message: made });
        id
    }

    fn send(&mut self, parent: MessageId) {
        let question = self.add(MessageState::Complete, "question", parent);
        self.answer(question);
        self.follow();
    }

    fn answer(&mut self, question: MessageId) {
        let state =
            if self.open().is_some() { MessageState::Pending } else { MessageState::Streaming };
        self.add(state, "", question);
    }

    fn write(&mut self, piece: &str) {
        let Some(open) = self.open() else { return };
        let (id, offset) = (open.id, open.text.len() as u64);
        open.text.push_str(piece);
        let text = open.text.clone();
        let Some(last) = self.runs.iter_mut().rfind(|run| run.0 == id) else { return };
        last.2 = text;
        self.frames.push(ServerFrame::Delta {
            conversation: conversation_id(),
            message: id,
            run: last.1,
            offset,
            text: piece.to_owned(),
        });
    }

    /// All that was written of a message in the run that had begun last when the log was at `seq`.
    pub(super) fn written(&self, id: MessageId, seq: Seq) -> Option<&str> {
        let run = self.runs.iter().rfind(|run| run.0 == id && run.1 <= seq)?;
        Some(&run.2)
    }

    fn end(&mut self, state: MessageState) {
        let Some(open) = self.open() else { return };
        open.state = state;
        let done = Completed {
            message: open.id,
            text: open.text.clone(),
            state,
            usage: None,
            cost: None,
            reasoning: None,
            receipt: None,
            error: None,
        };
        self.log(EventBody::MessageCompleted(done));
        let waiting = |message: &&mut Message| message.state == MessageState::Pending;
        if let Some(next) = self.messages.iter_mut().find(waiting) {
            let id = next.id;
            self.restart(id, false);
        }
    }

    fn start(&mut self, keep: bool) {
        let ended = |message: &&Message| {
            let written = message.author.kind == AuthorKind::Ai && !message.state.is_open();
            written && !message.deleted
        };
        if self.open().is_none()
            && let Some(id) = self.messages.iter().rev().find(ended).map(|message| message.id)
        {
            self.restart(id, keep);
        }
    }

    fn restart(&mut self, id: MessageId, keep: bool) {
        let Some(message) = self.messages.iter_mut().find(|message| message.id == id) else {
            return;
        };
        message.state = MessageState::Streaming;
        message.model = Some("x".to_owned());
        if !keep {
            message.text.clear();
        }
        let kept = message.text.len() as u64;
        self.runs.push((id, self.events.len() as u64 + 1, message.text.clone()));
        self.log(EventBody::MessageStarted { message: id, kept, model: "x".to_owned() });
    }

    /// The answer to `Subscribe`.
    pub(super) fn caught(&self, after: Seq) -> ServerFrame {
        let from = usize::try_from(after).unwrap().min(self.events.len());
        let events: Vec<_> = self.events[from..].iter().take(CATCH_UP).cloned().collect();
        let more = from + events.len() < self.events.len();
        ServerFrame::Caught {
            conversation: conversation_id(),
            events,
            head: self.events.len() as u64,
            more,
            streaming: self.streaming().filter(|_| !more),
            also: Vec::new(),
        }
    }

    fn streaming(&self) -> Option<Streaming> {
        let open = self.messages.iter().find(|message| message.state == MessageState::Streaming)?;
        let run = self.runs.iter().rfind(|run| run.0 == open.id)?.1;
        Some(Streaming { message: open.id, run, text: open.text.clone(), reasoning: String::new() })
    }

    /// The page of a conversation not renamed, or the one before it. Without the text so far it has what was saved last:
    /// nothing, here.
    pub(super) fn page(&self, with_text: bool, before: Option<Seq>) -> ConversationPage {
        let mut path = self.path();
        let end = path.iter().position(|(message, _)| Some(message.seq) == before);
        let after = end.map(|end| path.split_off(end)).unwrap_or_default();
        let older = path.len().saturating_sub(PAGE);
        let newest = path.split_off(older);
        let mut page = page(Vec::new(), self.events.len() as u64);
        for (message, versions) in newest.iter().chain(after.first()) {
            let version = |id: &MessageId| {
                let seq = self.get(*id)?.seq;
                Some(Version { id: *id, seq, parent: message.parent? })
            };
            page.versions.extend(versions.iter().filter_map(version));
        }
        page.messages = newest.into_iter().map(|(message, _)| message).collect();
        page.before = page.messages.first().filter(|_| older > 0).map(|first| first.seq);
        page.chosen = self.chosen;
        page.streaming = self.streaming().filter(|_| with_text);
        for message in page.messages.iter_mut().filter(|message| message.state.is_open()) {
            message.text.clear();
        }
        page
    }
}
