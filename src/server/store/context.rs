use adda_protocol::{
    Author, ClientMessageId, ConversationId, Cost, MessageId, Millis, Seq, Usage, UserId,
};
use async_trait::async_trait;

use super::{Recall, Recalled, Result, Sealed, Situation};

/// A message as a model may be told it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub id: MessageId,
    pub seq: Seq,
    pub author: Author,
    pub text: String,
    pub at: Millis,
}

/// Where a path ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    At(MessageId),
    /// Where this person's next message would follow, and its client id.
    Next(UserId, ClientMessageId),
}

/// A stretch of a path: strictly after the first seq and before the second, and how much of it.
#[derive(Clone, Copy, Debug)]
pub struct Stretch {
    pub leaf: Leaf,
    pub after: Seq,
    pub before: Seq,
    pub lines: usize,
    /// Reading stops with the message that reaches this many bytes of text.
    pub bytes: usize,
}

/// What every request of a conversation needs.
#[derive(Clone, Debug)]
pub struct Material {
    pub situation: Situation,
    pub summary: Option<Summary>,
    /// Where the path ends.
    pub leaf: MessageId,
    pub lines: Vec<Line>,
    /// The conversation's placeholders and their version.
    pub vault: Option<(Sealed, i64)>,
    /// What the question brings to mind, where that was asked for.
    pub recalled: Option<Recalled>,
}

/// The running summary of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The last message it covers.
    pub covers_to: Seq,
    pub text: String,
    /// Empty where it was extracted without a model.
    pub model: String,
    /// Of the call that made it last.
    pub usage: Option<Usage>,
    pub cost: Option<Cost>,
    pub made_at: Millis,
    /// Something it covered was changed: there is no text, and it is to be made anew.
    pub stale: bool,
    pub version: i64,
}

/// A summary about to be written over the version that was read.
#[derive(Clone, Debug)]
pub struct NewSummary {
    pub conversation: ConversationId,
    /// The version it was made from; `None` where there was none.
    pub over: Option<i64>,
    pub covers_to: Seq,
    pub text: String,
    pub model: String,
    pub usage: Option<Usage>,
    pub cost: Option<Cost>,
    pub at: Millis,
}

/// What requests to models are made of. Only messages that are part of the talk count: those of people and finished
/// answers that have a text.
#[async_trait]
pub trait ContextStore: Send + Sync {
    /// What every request of the conversation on behalf of `user` needs, with the newest messages of the stretch, read at once.
    /// `None` where the conversation is gone or not theirs, or where [`Leaf::Next`] would not be answered at once: it was sent
    /// before, or another answer is open. Holds nothing: when it is sent it may be otherwise.
    async fn material(
        &self,
        id: ConversationId,
        user: UserId,
        stretch: Stretch,
        recall: Option<Recall>,
    ) -> Result<Option<Material>>;

    /// The newest messages of the stretch, oldest first. Reads what it gives and what is no part of the talk between, however
    /// long the conversation is.
    async fn newest(&self, id: ConversationId, stretch: Stretch) -> Result<Vec<Line>>;

    /// The oldest messages of the stretch, oldest first. Reads the stretch.
    async fn oldest(&self, id: ConversationId, stretch: Stretch) -> Result<Vec<Line>>;

    async fn summary(&self, id: ConversationId) -> Result<Option<Summary>>;

    /// Writes a summary. False, and nothing written, when it was changed since it was read, or the conversation is gone.
    async fn save_summary(&self, new: NewSummary) -> Result<bool>;

    /// A message was edited or deleted: drops what the summary says where it covers it, to be made anew. True when it did.
    async fn spoil_summary(&self, id: ConversationId, message: Seq) -> Result<bool>;
}
