//! Fan-out: topic -> local subscribers, each with a bounded queue. A full queue is never waited for and never
//! dropped in silence: the subscriber is told that it lagged and asks the log for what it missed.

use std::{
    collections::{HashMap, HashSet},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use adda_protocol::{ConversationId, ServerFrame, UserId};
use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::mpsc;

/// Frames a subscriber may be behind before it is told to resynchronise.
const QUEUE: usize = 256;

/// What can be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    Conversation(ConversationId),
    /// A person's own list and sessions.
    User(UserId),
}

/// A frame, encoded once for all who get it, by the first who needs that.
#[derive(Debug)]
pub struct Published {
    pub frame: ServerFrame,
    json: OnceLock<Bytes>,
}

impl Published {
    pub const fn new(frame: ServerFrame) -> Self {
        Self { frame, json: OnceLock::new() }
    }

    pub fn json(&self) -> Bytes {
        // Our own types always serialise.
        let encode = || serde_json::to_vec(&self.frame).unwrap_or_default().into();
        self.json.get_or_init(encode).clone()
    }
}

/// What a subscriber wants to hear of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    All,
    Endings,
}

impl Wanted {
    const fn includes(self, frame: &ServerFrame) -> bool {
        match self {
            Self::All => true,
            Self::Endings => matches!(frame, ServerFrame::SignedOut | ServerFrame::Gone { .. }),
        }
    }
}

#[derive(Debug)]
struct Line {
    wanted: Wanted,
    queue: mpsc::Sender<Arc<Published>>,
    lagged: Arc<AtomicBool>,
}

#[derive(Debug, Default)]
struct Topics {
    /// Subscribers by topic; a topic without any is absent.
    by_topic: HashMap<Topic, HashMap<u64, Line>>,
}

/// All subscribers of this process.
#[derive(Debug, Default)]
pub struct Hub {
    // Nothing awaits while this is held.
    topics: Mutex<Topics>,
    next: AtomicU64,
}

impl Hub {
    /// A subscriber that watches nothing yet.
    pub fn subscriber(self: &Arc<Self>) -> Subscriber {
        let (queue, inbox) = mpsc::channel(QUEUE);
        Subscriber {
            hub: self.clone(),
            id: self.next.fetch_add(1, Ordering::Relaxed),
            queue,
            inbox,
            lagged: Arc::default(),
            topics: HashSet::new(),
        }
    }

    /// Gives `frame` to everyone who watches `topic`.
    pub fn publish(&self, topic: Topic, frame: ServerFrame) {
        let topics = self.topics.lock();
        let Some(lines) = topics.by_topic.get(&topic) else { return };
        let published = Arc::new(Published::new(frame));
        for line in lines.values().filter(|line| line.wanted.includes(&published.frame)) {
            if line.queue.try_send(published.clone()).is_err() {
                line.lagged.store(true, Ordering::Release);
            }
        }
    }

    /// How many watch `topic`.
    pub fn watchers(&self, topic: Topic) -> usize {
        self.topics.lock().by_topic.get(&topic).map_or(0, HashMap::len)
    }

    /// Whether anybody wants to hear all of `topic`.
    pub fn has_listeners(&self, topic: Topic) -> bool {
        let topics = self.topics.lock();
        let lines = topics.by_topic.get(&topic);
        lines.is_some_and(|lines| lines.values().any(|line| line.wanted == Wanted::All))
    }
}

/// What a subscriber gets next.
#[derive(Debug)]
pub enum Delivery {
    Frame(Arc<Published>),
    /// Something was not delivered; everything watched must be caught up from the log.
    Lagged,
}

/// One reader. Dropping it ends its subscriptions.
#[derive(Debug)]
pub struct Subscriber {
    hub: Arc<Hub>,
    id: u64,
    queue: mpsc::Sender<Arc<Published>>,
    inbox: mpsc::Receiver<Arc<Published>>,
    lagged: Arc<AtomicBool>,
    topics: HashSet<Topic>,
}

impl Subscriber {
    pub fn watch(&mut self, topic: Topic) {
        self.hear(topic, Wanted::All);
    }

    /// Hears of a topic only what may end a stream: one answer being read needs no news of the person's whole list.
    pub fn watch_endings(&mut self, topic: Topic) {
        self.hear(topic, Wanted::Endings);
    }

    fn hear(&mut self, topic: Topic, wanted: Wanted) {
        if self.topics.insert(topic) {
            let line = Line { wanted, queue: self.queue.clone(), lagged: self.lagged.clone() };
            self.hub.topics.lock().by_topic.entry(topic).or_default().insert(self.id, line);
        }
    }

    pub fn unwatch(&mut self, topic: Topic) {
        if self.topics.remove(&topic) {
            self.forget(topic);
        }
    }

    /// Topics watched now.
    pub fn topics(&self) -> impl Iterator<Item = Topic> + '_ {
        self.topics.iter().copied()
    }

    /// The next frame, in order; `Lagged` once the queue before a loss has been read.
    pub async fn next(&mut self) -> Delivery {
        loop {
            if let Ok(published) = self.inbox.try_recv() {
                return Delivery::Frame(published);
            }
            if self.lagged.swap(false, Ordering::AcqRel) {
                return Delivery::Lagged;
            }
            // Never `None`: `self.queue` keeps the channel open.
            if let Some(published) = self.inbox.recv().await {
                return Delivery::Frame(published);
            }
        }
    }

    fn forget(&self, topic: Topic) {
        let mut topics = self.hub.topics.lock();
        if let Some(lines) = topics.by_topic.get_mut(&topic) {
            lines.remove(&self.id);
            if lines.is_empty() {
                topics.by_topic.remove(&topic);
            }
        }
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        for topic in std::mem::take(&mut self.topics) {
            self.forget(topic);
        }
    }
}

#[cfg(test)]
mod tests {
    use adda_protocol::ConversationId;

    use super::*;

    fn ping(nonce: u32) -> ServerFrame {
        ServerFrame::Ping { nonce }
    }

    #[tokio::test]
    async fn hub_tells_a_slow_subscriber_that_it_lagged_and_harms_no_other() {
        let hub = Arc::new(Hub::default());
        let topic = Topic::Conversation(ConversationId::new(1, [1; 10]));
        let (mut slow, mut quick) = (hub.subscriber(), hub.subscriber());
        slow.watch(topic);
        quick.watch(topic);
        for nonce in 0..=u32::try_from(QUEUE).unwrap() {
            hub.publish(topic, ping(nonce));
            let Delivery::Frame(got) = quick.next().await else { panic!("the quick one lagged") };
            assert_eq!(got.frame, ping(nonce));
        }
        for nonce in 0..u32::try_from(QUEUE).unwrap() {
            let Delivery::Frame(got) = slow.next().await else {
                panic!("lag before the queue was read")
            };
            assert_eq!(got.frame, ping(nonce));
        }
        assert!(matches!(slow.next().await, Delivery::Lagged));
        hub.publish(topic, ping(9));
        assert!(matches!(slow.next().await, Delivery::Frame(_)));
    }

    #[tokio::test]
    async fn subscriber_to_endings_hears_nothing_else() {
        let hub = Arc::new(Hub::default());
        let topic = Topic::User(UserId::new(1, [1; 10]));
        let mut one = hub.subscriber();
        one.watch_endings(topic);
        assert!(!hub.has_listeners(topic));
        hub.publish(topic, ping(1));
        hub.publish(topic, ServerFrame::SignedOut);
        let Delivery::Frame(got) = one.next().await else { panic!("it lagged") };
        assert_eq!(got.frame, ServerFrame::SignedOut);
        let mut other = hub.subscriber();
        other.watch(topic);
        assert!(hub.has_listeners(topic));
        assert_eq!(hub.watchers(topic), 2);
    }

    #[tokio::test]
    async fn subscriber_leaves_nothing_behind_when_dropped() {
        let hub = Arc::new(Hub::default());
        let topic = Topic::User(UserId::new(1, [1; 10]));
        let mut one = hub.subscriber();
        one.watch(topic);
        one.watch(topic);
        assert_eq!(hub.watchers(topic), 1);
        drop(one);
        assert_eq!(hub.watchers(topic), 0);
        assert!(hub.topics.lock().by_topic.is_empty());
    }
}
