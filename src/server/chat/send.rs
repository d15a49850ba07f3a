//! A message on its way into the log.

use std::sync::Arc;

use adda_protocol::{
    ClientMessageId, ConversationId, MessageId, MessageState,
    dto::{Regenerate, SendMessage, Sent},
};

use adda_redaction::Policy;
use tracing::Instrument;

use super::{
    Engine, Error, Result, ahead::Ahead, engine::require, erasing::DELETED, outgoing, turn,
};
use crate::{
    auth::Identity,
    limiter::{Counted, Refused},
    store::{NewAnswer, NewSend, SendOutcome},
    telemetry::traces,
};

/// What is to be appended to a conversation.
enum New {
    Message(NewSend),
    Answer(NewAnswer),
}

impl New {
    const fn conversation(&self) -> ConversationId {
        match self {
            Self::Message(new) => new.conversation,
            Self::Answer(new) => new.conversation,
        }
    }
}

impl Engine {
    /// Sends a message and has it answered. The same `client_id` twice is one message and one answer, and counts once.
    pub async fn send(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        send: SendMessage,
    ) -> Result<Sent> {
        self.require_running()?;
        outgoing::check_text(&send.text)?;
        let (conversation, permission) = self.permission(who, id).await?;
        require(permission.may_send())?;
        self.admit(who, &[send.text.as_str()]).await?;
        let plain = outgoing::plain(&send);
        let new = outgoing::prepare(self, who, &conversation, send)?;
        let counted = match self.count(who, 1 + new.beside.len()).await {
            Ok(counted) => counted,
            // What was taken before is no new message, however many others there were since.
            Err(refused) => {
                let before = self.sent_before(who, id, new.client_id).await?;
                return before.ok_or_else(|| refused.into());
            }
        };
        if !plain.is_empty() {
            self.calls.privacy.except(id, &plain).await?;
        }
        let ahead = Ahead::of(self, &new, conversation.last_seq);
        let sent = self.append(who, New::Message(new), ahead).await;
        if sent.as_ref().map_or(true, |sent| sent.duplicate) {
            self.uncount(counted).await;
        }
        sent
    }

    /// Each answer asks the service as much as a message of its own does.
    async fn count(
        &self,
        who: &Identity,
        answers: usize,
    ) -> std::result::Result<Vec<Counted>, Refused> {
        let mut counted = Vec::with_capacity(answers);
        for _ in 0..answers {
            match self.rates.send(who.id()).await {
                Ok(one) => counted.push(one),
                Err(refused) => {
                    self.uncount(counted).await;
                    return Err(refused);
                }
            }
        }
        Ok(counted)
    }

    async fn uncount(&self, counted: Vec<Counted>) {
        for one in counted {
            self.rates.give_back(one).await;
        }
    }

    /// Has a message answered once more, beside the answers there are; `message` is it, or one of them.
    pub async fn regenerate(
        self: &Arc<Self>,
        who: &Identity,
        id: ConversationId,
        message: MessageId,
        asked: Regenerate,
    ) -> Result<Sent> {
        self.require_running()?;
        let (conversation, permission) = self.permission(who, id).await?;
        require(permission.may_send())?;
        let named = self.store.message(id, message).await?.ok_or(Error::NotFound)?;
        let new = outgoing::prepare_answer(self, who, &conversation, (&named, asked))?;
        let counted = match self.rates.send(who.id()).await {
            Ok(counted) => counted,
            Err(refused) => {
                let before = self.sent_before(who, id, new.client_id).await?;
                return before.ok_or_else(|| refused.into());
            }
        };
        let sent = self.append(who, New::Answer(new), None).await;
        if sent.as_ref().map_or(true, |sent| sent.duplicate) {
            self.rates.give_back(counted).await;
        }
        sent
    }

    /// Refuses what the operator lets nobody send.
    pub(super) async fn admit(&self, who: &Identity, texts: &[&str]) -> Result<()> {
        self.calls.privacy.admit(who.id(), texts).await?.map_err(Error::Blocked)
    }

    /// What the person is called, and what is looked for in what they type.
    pub async fn looked_for(&self, who: &Identity) -> Result<(String, Policy)> {
        let (person, policy) = self.calls.privacy.shown_to(who.id()).await?;
        Ok((person.address, policy))
    }

    async fn append(
        self: &Arc<Self>,
        who: &Identity,
        new: New,
        ahead: Option<Ahead>,
    ) -> Result<Sent> {
        let (engine, who) = (self.clone(), who.clone());
        self.seen_through(async move { engine.append_and_start(&who, new, ahead).await }).await
    }

    async fn append_and_start(
        self: &Arc<Self>,
        who: &Identity,
        new: New,
        mut ahead: Option<Ahead>,
    ) -> Result<Sent> {
        let (id, is_message) = (new.conversation(), matches!(new, New::Message(_)));
        let _lane = self.lanes.enter(id).await;
        let appended = async {
            match new {
                New::Message(new) => self.store.append_send(new).await,
                New::Answer(new) => self.store.append_answer(new).await,
            }
        };
        let appended = appended.instrument(traces::store("append_send"));
        let appended = match &mut ahead {
            Some(ahead) => ahead.beside(appended).await,
            None => appended.await,
        };
        match appended? {
            SendOutcome::Sent { message, answer, beside, events, chosen, .. } => {
                self.publish(events);
                for (user, chosen) in chosen {
                    self.tell_chosen(user, id, chosen);
                }
                if is_message {
                    self.note(who.id(), id, &message);
                }
                // Where something happened since it was read, say a deletion, it is asked anew.
                ahead = ahead.filter(|ahead| ahead.is_next(message.seq));
                if let Some(ahead) = &mut ahead {
                    ahead.is_written(message.parent);
                }
                for answer in std::iter::once(&answer).chain(&beside) {
                    if answer.state == MessageState::Streaming {
                        let run =
                            turn::Run { seq: answer.seq, fresh: false, asker: Some(who.id()) };
                        turn::spawn(self, id, answer.clone(), run, ahead.take());
                    }
                }
                self.announce(who.id(), id).await;
                Ok(Sent { message, answer, beside, duplicate: false })
            }
            SendOutcome::Duplicate { message, answer } => {
                Ok(Sent { message, answer, beside: Vec::new(), duplicate: true })
            }
            SendOutcome::Deleted => Err(Error::Conflict(DELETED)),
            SendOutcome::QueueFull => Err(Error::QueueFull),
            SendOutcome::Gone | SendOutcome::Misplaced => Err(Error::NotFound),
        }
    }

    async fn sent_before(
        &self,
        who: &Identity,
        id: ConversationId,
        client_id: ClientMessageId,
    ) -> Result<Option<Sent>> {
        let sent = self.store.sent(id, who.id(), client_id).await?;
        let duplicate =
            |(message, answer)| Sent { message, answer, beside: Vec::new(), duplicate: true };
        Ok(sent.map(duplicate))
    }
}
