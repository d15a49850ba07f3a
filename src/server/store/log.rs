use adda_protocol::{
    Author, ClientMessageId, ConversationId, Event, Message, MessageId, Millis, Seq, UserId,
    dto::{Chosen, Conversation},
    events::Completed,
};
use async_trait::async_trait;

use super::{NewUsage, Result};

/// A person's message and the placeholder of its answer.
#[derive(Clone, Debug)]
pub struct NewSend {
    pub conversation: ConversationId,
    pub user: UserId,
    /// Label of the person.
    pub author: Author,
    pub client_id: ClientMessageId,
    pub message: MessageId,
    /// What it follows.
    pub place: Place,
    pub text: String,
    pub answer: MessageId,
    /// Label of the AI; its `id` is the model's.
    pub answerer: Author,
    /// Others that answer at the same time. Then the sender is shown all answers side by side.
    pub beside: Vec<(MessageId, Author)>,
    /// Given to a conversation that has no title yet.
    pub title: String,
    /// Most answers that may be open at once, this one included.
    pub max_open: usize,
    pub at: Millis,
}

/// Where in its conversation's tree a message goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// After the last message of the path that its sender is shown.
    #[default]
    Leaf,
    After(MessageId),
    /// After what this message of the sender's follows.
    Beside(MessageId),
}

/// The placeholder of one more answer to a message.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    pub conversation: ConversationId,
    /// Who wants it.
    pub user: UserId,
    pub client_id: ClientMessageId,
    /// The person's message that is answered.
    pub question: MessageId,
    pub answer: MessageId,
    pub answerer: Author,
    pub max_open: usize,
    pub at: Millis,
}

#[derive(Clone, Debug)]
pub enum SendOutcome {
    /// Written. `answer` is `Streaming` when it is to be started now, `Pending` when it waits for another.
    Sent {
        conversation: Conversation,
        message: Message,
        answer: Message,
        /// The answers written at the same time.
        beside: Vec<Message>,
        events: Vec<Event>,
        /// Whose path goes on with it now, where that is a change.
        chosen: Vec<(UserId, Chosen)>,
    },
    /// The same author sent the same `client_id` before; nothing was written.
    Duplicate {
        message: Message,
        answer: Message,
    },
    QueueFull,
    /// What it is to follow, to stand beside or to answer is not there.
    Misplaced,
    /// What it is to stand beside or to answer was deleted.
    Deleted,
    /// The conversation is gone.
    Gone,
}

/// How an answer starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Keeps its text and goes on.
    Continue,
    /// Drops its text.
    Retry,
}

/// An answer that is now `Streaming`, to be run.
#[derive(Clone, Debug)]
pub struct Started {
    pub conversation: ConversationId,
    pub message: Message,
    pub event: Event,
}

/// What completing an answer brought about.
#[derive(Clone, Debug)]
pub struct Completion {
    pub event: Event,
    /// The next waiting answer, and those beside it, now `Streaming`.
    pub next: Vec<Started>,
}

/// What a restart found unfinished.
#[derive(Clone, Debug, Default)]
pub struct Recovered {
    /// Answers marked interrupted.
    pub interrupted: Vec<MessageId>,
    /// Waiting answers that are now `Streaming`.
    pub started: Vec<Started>,
}

#[async_trait]
pub trait LogStore: Send + Sync {
    /// Writes a send: dedupe on (conversation, user, client id), both messages, their events, the title where there
    /// is none yet, in one transaction.
    async fn append_send(&self, new: NewSend) -> Result<SendOutcome>;

    /// The same for one more answer to a message that is there. `message` in the outcome is the one answered.
    async fn append_answer(&self, new: NewAnswer) -> Result<SendOutcome>;

    /// What a send wrote before, with its answer as it is now.
    async fn sent(
        &self,
        id: ConversationId,
        user: UserId,
        client_id: ClientMessageId,
    ) -> Result<Option<(Message, Message)>>;

    /// Events after `after`, oldest first.
    async fn events(&self, id: ConversationId, after: Seq, limit: usize) -> Result<Vec<Event>>;

    /// The newest `limit` messages before `before` (or of all), oldest first.
    async fn messages(
        &self,
        id: ConversationId,
        before: Option<Seq>,
        limit: usize,
    ) -> Result<Vec<Message>>;

    /// The oldest `limit` messages after `after`, oldest first.
    async fn messages_after(
        &self,
        id: ConversationId,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Message>>;

    async fn message(&self, id: ConversationId, message: MessageId) -> Result<Option<Message>>;

    /// Saves the text so far of a streaming answer; not an event. False, and nothing written, when it no longer streams.
    async fn checkpoint(&self, id: ConversationId, message: MessageId, text: &str) -> Result<bool>;

    /// Sets a finished answer going again, by `answerer`. `None` when it is not in a state that allows it, or an answer to
    /// another message of the conversation is open.
    async fn restart_answer(
        &self,
        id: ConversationId,
        message: MessageId,
        start: Start,
        answerer: Author,
        at: Millis,
    ) -> Result<Option<Started>>;

    /// Gives an open answer its final state, accounts for its run, and starts the next waiting one. `None`, and nothing
    /// accounted for, when it was not open.
    async fn complete_answer(
        &self,
        id: ConversationId,
        done: Completed,
        run: Option<NewUsage>,
        at: Millis,
    ) -> Result<Option<Completion>>;

    /// After a restart: streaming answers become interrupted with their last checkpoint, and in each conversation
    /// the first waiting one is started, with those beside it.
    async fn recover(&self, at: Millis) -> Result<Recovered>;
}
