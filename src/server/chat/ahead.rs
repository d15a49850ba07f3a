//! Asking the service while the message is still being written down: what a request needs is read, and the call is made, beside
//! the commit. The commit alone decides what becomes of it: nothing of the answer is shown before, and without a commit,
//! or where the message came to stand elsewhere than expected, the call is dropped.

use std::{
    pin::Pin,
    sync::{Arc, OnceLock},
};

use adda_protocol::{Author, ClientMessageId, ConversationId, MessageId, Seq, UserId};
use futures::{
    FutureExt,
    future::{BoxFuture, MaybeDone, maybe_done},
};
use tokio::{sync::watch, time::Instant};
use tracing::{Instrument, Span};

use super::{
    Engine,
    call::Call,
    told::End,
    turn::asking::{Found, Result, Wanted, ask, prepare},
};
use crate::{
    privacy::Written,
    store::{Leaf, Line, NewSend, Place},
    telemetry::traces,
};

/// What came of asking.
pub(super) struct Opened {
    pub begun: Instant,
    pub found: Found,
    pub call: Result<Call>,
}

/// A service being asked. Dropping it cancels the call.
pub(super) struct Ahead {
    opening: Pin<Box<MaybeDone<BoxFuture<'static, Opened>>>>,
    /// The turn's, made by whoever needs it first.
    trace: Arc<OnceLock<Span>>,
    written: watch::Sender<bool>,
    parent: Option<MessageId>,
    /// Where the message is expected in the log.
    seq: Seq,
}

impl Ahead {
    /// Begins where the message is expected to be answered at once, by one model; `last` is the conversation's last seq.
    pub fn of(engine: &Arc<Engine>, new: &NewSend, last: Seq) -> Option<Self> {
        if new.place != Place::Leaf || !new.beside.is_empty() {
            return None;
        }
        let (written, is_written) = watch::channel(false);
        let trace = Arc::default();
        let question = Question::of(new, last);
        let opening = question.ask(engine.clone(), Written::at(is_written), Arc::clone(&trace));
        let opening = Box::pin(maybe_done(opening.boxed()));
        Some(Self { opening, trace, written, parent: None, seq: last + 1 })
    }

    /// Goes on while `writing` is under way, whose outcome is returned as soon as it is there.
    pub async fn beside<T>(&mut self, writing: impl Future<Output = T>) -> T {
        let mut writing = std::pin::pin!(writing);
        tokio::select! {
            // The write first: it is the one that everybody waits for.
            biased;
            outcome = &mut writing => return outcome,
            () = &mut self.opening => {}
        }
        writing.await
    }

    /// Whether a message with this seq is the next after what was read.
    pub fn is_next(&self, seq: Seq) -> bool {
        self.seq == seq
    }

    /// The message is written down, and follows `parent`.
    pub fn is_written(&mut self, parent: Option<MessageId>) {
        self.parent = parent;
        self.written.send_replace(true);
    }

    pub fn trace(&self, conversation: ConversationId, answer: MessageId) -> Span {
        self.trace.get_or_init(|| traces::turn(conversation, answer, || 0)).clone()
    }

    /// What came of it, where the message came to stand where it was expected to.
    pub async fn opened(mut self) -> Option<Opened> {
        self.opening.as_mut().await;
        let opened = self.opening.as_mut().take_output()?;
        // Nothing was read where it was not expected to be answered at once.
        (opened.found.leaf.is_some() && opened.found.leaf == self.parent).then_some(opened)
    }
}

/// What is to be answered, without what the store will say of it.
struct Question {
    conversation: ConversationId,
    user: UserId,
    client_id: ClientMessageId,
    said: Line,
    answer: MessageId,
    answerer: Author,
}

impl Question {
    fn of(new: &NewSend, last: Seq) -> Self {
        Self {
            conversation: new.conversation,
            user: new.user,
            client_id: new.client_id,
            said: Line {
                id: new.message,
                seq: last + 1,
                author: new.author.clone(),
                text: new.text.clone(),
                at: new.at,
            },
            answer: new.answer,
            answerer: new.answerer.clone(),
        }
    }

    async fn ask(
        self,
        engine: Arc<Engine>,
        written: Written,
        trace: Arc<OnceLock<Span>>,
    ) -> Opened {
        let begun = Instant::now();
        let Self { conversation, user, client_id, said, answer, answerer } = self;
        let end = End {
            answer,
            partial: String::new(),
            leaf: Leaf::Next(user, client_id),
            before: Seq::MAX,
            said: Some(said),
        };
        let model = Some(answerer.id);
        let wanted = Wanted { user, conversation, model, end, fresh: false, written };
        let mut found = Found::default();
        let call = match prepare(&engine, &wanted, &mut found).await {
            // Only now it is known that it will be answered at once.
            Ok(prepared) => {
                let span = trace.get_or_init(|| traces::turn(conversation, answer, || 0)).clone();
                ask(&engine, wanted, prepared).instrument(span).await
            }
            Err(error) => Err(error),
        };
        Opened { begun, found, call }
    }
}
