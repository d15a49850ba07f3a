//! A conversation as a stream: what a reader lacks from the log, then what happens, without gap or double.

mod place;

use std::time::Duration;

use adda_protocol::{
    ConversationId, ErrorCode, Event, MessageId, Seq, ServerFrame, StreamCursor, frames::Streaming,
};
use async_stream::try_stream;
use futures::Stream;
use tokio::time::{Instant, sleep_until};

use self::place::{Fit, Place};
use super::{error::Failure, session};
use crate::{
    auth::{Credential, Identity},
    realtime::hub::{Delivery, Subscriber, Topic},
    services::Services,
    telemetry::metrics::{Connection, OpenConnection},
};

/// One step of a conversation.
#[derive(Clone, Debug)]
pub(super) enum What {
    Event(Box<Event>),
    /// Text that continues `message` at byte `offset`, written since the event `run`.
    Text {
        message: MessageId,
        run: Seq,
        offset: u64,
        text: String,
    },
}

/// A step, and where the reader is after it.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub at: StreamCursor,
    pub what: What,
}

/// What to do after a delivery of the hub.
enum Then {
    Send(Step),
    /// Nothing for this reader.
    Wait,
    /// Something is missing: ask the log.
    CatchUp,
    End,
}

/// A reader who watches already, but has not asked for anything yet.
pub(super) struct Follower {
    services: Services,
    who: Identity,
    conversation: ConversationId,
    inbox: Subscriber,
    /// When the key the reader came with expires.
    until: Option<Instant>,
    _open: OpenConnection,
}

impl Follower {
    /// Starts watching, where the person may.
    pub async fn open(
        services: &Services,
        who: &Identity,
        conversation: ConversationId,
    ) -> Result<Self, Failure> {
        let mut follower = Self::unasked(services, who, conversation)?;
        services.chat.watch(who, conversation, &mut follower.inbox).await?;
        Ok(follower)
    }

    /// Starts watching for someone whose next request to the conversation decides whether they may; until then nothing is to
    /// be read. Counts as one of the person's live connections.
    pub fn unasked(
        services: &Services,
        who: &Identity,
        conversation: ConversationId,
    ) -> Result<Self, Failure> {
        let own = Topic::User(who.id());
        if services.hub.watchers(own) >= services.config.limits.connections_per_user {
            return Err(Failure::with_message(
                ErrorCode::RateLimited,
                "You have too many connections open. Close some and try again.",
            ));
        }
        let mut inbox = services.hub.subscriber();
        inbox.watch_endings(own);
        inbox.watch(Topic::Conversation(conversation));
        Ok(Self {
            services: services.clone(),
            who: who.clone(),
            conversation,
            inbox,
            until: expiry(services, who),
            _open: Connection::EventStream.opened(),
        })
    }

    /// Everything after `cursor`. Ends when the session or the conversation does, or the server stops.
    pub fn from(self, cursor: StreamCursor) -> impl Stream<Item = Result<Step, Failure>> + Send {
        self.steps(cursor, false)
    }

    /// The same after what happened while this watched already: the log need not be asked for it.
    pub fn on_from(self, cursor: StreamCursor) -> impl Stream<Item = Result<Step, Failure>> + Send {
        self.steps(cursor, true)
    }

    fn steps(
        mut self,
        cursor: StreamCursor,
        mut is_caught_up: bool,
    ) -> impl Stream<Item = Result<Step, Failure>> + Send {
        try_stream! {
            let mut place = Place::at(cursor);
            'following: loop {
                while !is_caught_up {
                    let feed = self.services.chat.feed(&self.who, self.conversation, place.seq()).await?;
                    for event in feed.events {
                        if place.event(&event) == Fit::Next(()) {
                            yield Step { at: place.cursor(), what: What::Event(Box::new(event)) };
                        }
                    }
                    if !feed.more {
                        if let Some(step) = feed.streaming.and_then(|so_far| rest(&mut place, so_far)) {
                            yield step;
                        }
                        is_caught_up = true;
                    }
                }
                is_caught_up = false;
                loop {
                    match self.next(&mut place).await {
                        Then::Send(step) => yield step,
                        Then::Wait => {}
                        Then::CatchUp => continue 'following,
                        Then::End => break 'following,
                    }
                }
            }
        }
    }

    async fn next(&mut self, place: &mut Place) -> Then {
        let delivery = tokio::select! {
            () = self.services.stopping.cancelled() => return Then::End,
            () = at(self.until) => return Then::End,
            delivery = self.inbox.next() => delivery,
        };
        let Delivery::Frame(published) = delivery else {
            // The end of the session may be among what was lost.
            return if self.is_live().await { Then::CatchUp } else { Then::End };
        };
        match &published.frame {
            ServerFrame::SignedOut if !self.is_live().await => Then::End,
            ServerFrame::Gone { conversation } if *conversation == self.conversation => Then::End,
            ServerFrame::Resync { conversation } if *conversation == self.conversation => {
                Then::CatchUp
            }
            ServerFrame::Event { event } if event.conversation == self.conversation => {
                let fit = place.event(event);
                then(fit, |()| Step {
                    at: place.cursor(),
                    what: What::Event(Box::new(event.clone())),
                })
            }
            ServerFrame::Delta { conversation, message, run, offset, text }
                if *conversation == self.conversation =>
            {
                then(delta(place, (*message, *run), *offset, text), |step| step)
            }
            _ => Then::Wait,
        }
    }

    async fn is_live(&self) -> bool {
        session::still_lives(&self.services, &self.who).await
    }
}

fn expiry(services: &Services, who: &Identity) -> Option<Instant> {
    let Credential::Key(grant) = &who.by else { return None };
    let left = grant.expires_at?.saturating_sub(services.clock.now());
    Instant::now().checked_add(Duration::from_millis(u64::try_from(left).unwrap_or(0)))
}

async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => std::future::pending().await,
    }
}

fn then<T>(fit: Fit<T>, step: impl FnOnce(T) -> Step) -> Then {
    match fit {
        Fit::Next(fitting) => Then::Send(step(fitting)),
        Fit::Old => Then::Wait,
        Fit::Gap => Then::CatchUp,
    }
}

fn delta(
    place: &mut Place,
    (message, run): (MessageId, Seq),
    offset: u64,
    text: &str,
) -> Fit<Step> {
    match place.delta((message, run), offset, text) {
        Fit::Next(range) => {
            let offset = offset + range.start as u64;
            let what = What::Text { message, run, offset, text: text[range].to_owned() };
            Fit::Next(Step { at: place.cursor(), what })
        }
        Fit::Old => Fit::Old,
        Fit::Gap => Fit::Gap,
    }
}

/// What the reader lacks of the text so far.
fn rest(place: &mut Place, so_far: Streaming) -> Option<Step> {
    match delta(place, (so_far.message, so_far.run), 0, &so_far.text) {
        Fit::Next(step) => Some(step),
        Fit::Old | Fit::Gap => None,
    }
}
