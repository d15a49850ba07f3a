//! A message on its way into the log.

use std::sync::Arc;

use adda_protocol::{
    ConversationId, MessageState,
    dto::{SendMessage, Sent},
};

use adda_redaction::Policy;
use tracing::Instrument;

use super::{Engine, Error, Result, engine::require, outgoing, turn};
use crate::{
    auth::Identity,
    store::{NewSend, SendOutcome},
    telemetry::traces,
};

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
        let counted = match self.rates.send(who.id()).await {
            Ok(counted) => counted,
            // What was taken before is no new message, however many others there were since.
            Err(refused) => return self.sent_before(&new).await?.ok_or_else(|| refused.into()),
        };
        if !plain.is_empty() {
            self.calls.privacy.except(id, &plain).await?;
        }
        let sent = self.append(who, new).await;
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

    async fn append(self: &Arc<Self>, who: &Identity, new: NewSend) -> Result<Sent> {
        let id = new.conversation;
        let _lane = self.lanes.enter(id).await;
        match self.store.append_send(new).instrument(traces::store("append_send")).await? {
            SendOutcome::Sent { message, answer, events, .. } => {
                self.publish(events);
                self.note(who.id(), id, &message);
                if answer.state == MessageState::Streaming {
                    let run = turn::Run { seq: answer.seq, fresh: false };
                    turn::spawn(self, id, answer.clone(), run);
                }
                self.announce(who.id(), id).await;
                Ok(Sent { message, answer, duplicate: false })
            }
            SendOutcome::Duplicate { message, answer } => {
                Ok(Sent { message, answer, duplicate: true })
            }
            SendOutcome::QueueFull => Err(Error::QueueFull),
            SendOutcome::Gone => Err(Error::NotFound),
        }
    }

    async fn sent_before(&self, new: &NewSend) -> Result<Option<Sent>> {
        let sent = self.store.sent(new.conversation, new.user, new.client_id).await?;
        Ok(sent.map(|(message, answer)| Sent { message, answer, duplicate: true }))
    }
}
