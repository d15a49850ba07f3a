//! The answers being written now. A turn is owned by this registry and by no socket: readers come and go.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use adda_protocol::{ConversationId, Message, MessageId, Seq, frames::Streaming};
use parking_lot::Mutex;
use tokio::task::JoinHandle;
use tokio_util::{
    sync::CancellationToken,
    task::{TaskTracker, task_tracker::TaskTrackerToken},
};

use crate::telemetry::metrics::OpenTurn;

/// How long interrupted turns get to write their text down.
const LAST_WORDS: Duration = Duration::from_secs(5);

/// Why a turn was cancelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    /// A person stopped it.
    Stopped = 1,
    /// The server stops.
    Shutdown = 2,
    /// The conversation is gone; nothing is to be written.
    Deleted = 3,
}

/// One answer being written.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) conversation: ConversationId,
    pub(super) message: MessageId,
    /// Seq of the event that began this run of writing.
    pub(super) run: Seq,
    /// The whole text so far.
    pub(super) text: Mutex<String>,
    /// What this run thought so far.
    pub(super) reasoning: Mutex<String>,
    pub(super) cancelled: CancellationToken,
    cause: AtomicU8,
    /// Its end is written down.
    ended: CancellationToken,
}

impl Running {
    pub(super) fn cause(&self) -> Cause {
        match self.cause.load(Ordering::Acquire) {
            1 => Cause::Stopped,
            3 => Cause::Deleted,
            _ => Cause::Shutdown,
        }
    }

    fn so_far(&self) -> Streaming {
        let (text, reasoning) = (self.text.lock().clone(), self.reasoning.lock().clone());
        Streaming { message: self.message, run: self.run, text, reasoning }
    }

    /// The first cause counts.
    pub(super) fn cancel(&self, cause: Cause) {
        let _ = self.cause.compare_exchange(0, cause as u8, Ordering::AcqRel, Ordering::Acquire);
        self.cancelled.cancel();
    }
}

#[derive(Default)]
pub(super) struct Turns {
    // Nothing awaits while this is held.
    running: Mutex<HashMap<MessageId, Arc<Running>>>,
    tasks: TaskTracker,
    /// The grace of a stop is over.
    interrupted: CancellationToken,
}

impl Turns {
    /// Registers an answer of `conversation` that the event `run` began to have written, and runs `work` for it.
    pub(super) fn spawn<F>(
        &self,
        conversation: ConversationId,
        answer: &Message,
        run: Seq,
        work: impl FnOnce(Arc<Running>) -> F,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        let running = Arc::new(Running {
            conversation,
            message: answer.id,
            run,
            text: Mutex::new(answer.text.clone()),
            reasoning: Mutex::default(),
            cancelled: CancellationToken::new(),
            cause: AtomicU8::new(0),
            ended: CancellationToken::new(),
        });
        self.running.lock().insert(answer.id, running.clone());
        let _detached = self.beside(work(running));
    }

    /// Runs work that a stop waits for.
    pub(super) fn beside<F>(&self, work: F) -> JoinHandle<F::Output>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        // Until the one that follows it is counted as well.
        let open = OpenTurn::begin();
        self.tasks.spawn(async move {
            let _open = open;
            work.await
        })
    }

    /// A stop waits for whoever holds one.
    pub(super) fn token(&self) -> TaskTrackerToken {
        self.tasks.token()
    }

    /// Waits until whoever holds a token has to end.
    pub(super) async fn interrupted(&self) {
        self.interrupted.cancelled().await;
    }

    pub(super) fn remove(&self, running: &Arc<Running>) {
        let mut all = self.running.lock();
        // A retry may have registered the message anew.
        if all.get(&running.message).is_some_and(|registered| Arc::ptr_eq(registered, running)) {
            all.remove(&running.message);
        }
        running.ended.cancel();
    }

    /// The answer being written in a conversation, with its text so far, and others that are written at the same time.
    pub(super) fn streaming(
        &self,
        conversation: ConversationId,
    ) -> (Option<Streaming>, Vec<Streaming>) {
        let all = self.running.lock();
        let running = all.values().filter(|running| running.conversation == conversation);
        let mut streaming: Vec<_> = running.map(|running| running.so_far()).collect();
        streaming.sort_by_key(|streaming| streaming.run);
        let also = streaming.split_off(streaming.len().min(1));
        (streaming.pop(), also)
    }

    /// False when the answer is not being written here.
    pub(super) fn cancel(&self, message: MessageId, cause: Cause) -> bool {
        let running = self.running.lock().get(&message).cloned();
        running.inspect(|running| running.cancel(cause)).is_some()
    }

    /// Waits until the run of this answer that is going on, if one is, has its end written down.
    pub(super) async fn ended(&self, message: MessageId) {
        let running = self.running.lock().get(&message).cloned();
        if let Some(running) = running {
            running.ended.cancelled().await;
        }
    }

    pub(super) fn cancel_conversation(&self, conversation: ConversationId, cause: Cause) {
        for running in self.running.lock().values() {
            if running.conversation == conversation {
                running.cancel(cause);
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.running.lock().len()
    }

    /// Waits at most `grace` for what runs, then interrupts it and waits for its last words.
    pub(super) async fn finish(&self, grace: Duration) {
        self.tasks.close();
        if tokio::time::timeout(grace, self.tasks.wait()).await.is_ok() {
            return;
        }
        self.interrupted.cancel();
        for running in self.running.lock().values() {
            running.cancel(Cause::Shutdown);
        }
        if tokio::time::timeout(LAST_WORDS, self.tasks.wait()).await.is_err() {
            tracing::error!(
                running = self.len(),
                "{} answers could not be saved in time",
                self.len()
            );
        }
    }
}
