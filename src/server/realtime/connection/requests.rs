//! What a client can ask for.

use adda_protocol::{
    ClientConversationId, ClientFrame, ConversationId, ErrorBody, ErrorCode, Event, EventBody,
    Message, MessageId, Seq, ServerFrame,
    dto::{Chosen, Regenerate, SendMessage},
    frames::Subject,
    limits::SUBSCRIPTIONS,
};

use super::{Connection, Flow, Socket, Topic};
use crate::{
    chat::{self, Feed},
    failure::Failure,
};

impl<S: Socket> Connection<S> {
    pub(super) async fn answer(&mut self, frame: ClientFrame) -> Flow {
        match frame {
            // Once is enough.
            ClientFrame::Hello { .. } => self.not_understood().await,
            ClientFrame::Subscribe { conversation, after } => {
                self.subscribe(conversation, after).await
            }
            ClientFrame::Unsubscribe { conversation } => {
                self.inbox.unwatch(Topic::Conversation(conversation));
                Ok(())
            }
            ClientFrame::SendMessage {
                conversation,
                client_id,
                text,
                model,
                plain,
                begin,
                after,
                edits,
                models,
            } => {
                let client_id = Some(client_id);
                let message = SendMessage { text, client_id, model, plain, after, edits, models };
                self.send_message(conversation, begin, message).await
            }
            ClientFrame::Stop { conversation, message } => {
                let done = self.services.chat.stop(&self.who, conversation, message).await;
                self.done(done, message).await
            }
            ClientFrame::Continue { conversation, message } => {
                let done = self.services.chat.resume(&self.who, conversation, message).await;
                self.done(done, message).await
            }
            ClientFrame::Retry { conversation, message } => {
                let done = self.services.chat.retry(&self.who, conversation, message).await;
                self.done(done, message).await
            }
            ClientFrame::Read { conversation, to } => self.read(conversation, to).await,
            ClientFrame::Regenerate { conversation, message, model } => {
                let asked = Regenerate { model, client_id: None };
                let chat = &self.services.chat;
                let done = chat.regenerate(&self.who, conversation, message, asked).await;
                self.done(done.map(drop), message).await
            }
            ClientFrame::Choose { conversation, message } => {
                let done = self.services.chat.choose(&self.who, conversation, message).await;
                self.done(done.map(drop), message).await
            }
            ClientFrame::Ping { nonce } => self.send(&ServerFrame::Pong { nonce }).await,
        }
    }

    /// Watches, then catches up.
    pub(super) async fn subscribe(&mut self, conversation: ConversationId, after: Seq) -> Flow {
        if !self.is_watching(conversation) && self.watched() >= SUBSCRIPTIONS {
            let message = format!("One connection shows at most {SUBSCRIPTIONS} conversations.");
            let error = ErrorBody::with_message(ErrorCode::TooLarge, message);
            return self.fail(error, Some(Subject::Conversation(conversation))).await;
        }
        match self.catch_up(conversation, after).await {
            Ok((Feed { events, head, more, streaming, also }, chosen)) => {
                let caught =
                    ServerFrame::Caught { conversation, events, head, more, streaming, also };
                self.send(&caught).await?;
                match chosen {
                    Some(chosen) => self.send(&ServerFrame::Chosen { conversation, chosen }).await,
                    None => Ok(()),
                }
            }
            Err(chat::Error::NotFound) => {
                self.inbox.unwatch(Topic::Conversation(conversation));
                self.send(&ServerFrame::Gone { conversation }).await
            }
            Err(error) => {
                self.fail(
                    Failure::from(error).into_body(),
                    Some(Subject::Conversation(conversation)),
                )
                .await
            }
        }
    }

    async fn catch_up(
        &mut self,
        conversation: ConversationId,
        after: Seq,
    ) -> chat::Result<(Feed, Option<Chosen>)> {
        let (chat, who) = (&self.services.chat, &self.who);
        chat.watch(who, conversation, &mut self.inbox).await?;
        let feed = chat.feed(who, conversation, after).await?;
        Ok((feed, chat.chosen(who, conversation).await?))
    }

    async fn send_message(
        &mut self,
        conversation: ConversationId,
        begin: Option<ClientConversationId>,
        message: SendMessage,
    ) -> Flow {
        let about = message.client_id.map(Subject::ClientMessage);
        let (chat, who) = (&self.services.chat, &self.who);
        let sent = match begin {
            Some(client_id) => {
                let begun = (conversation, client_id, self.language);
                chat.begin(who, begun, message).await
            }
            None => chat.send(who, conversation, message).await,
        };
        match sent {
            // Published already to those who watch. Who does not, or sent it before, still waits for the answer.
            Ok(sent) if sent.duplicate || !self.is_watching(conversation) => {
                self.send(&created(conversation, sent.message)).await
            }
            Ok(_) => Ok(()),
            Err(error) => self.fail(Failure::from(error).into_body(), about).await,
        }
    }

    async fn done(&mut self, done: chat::Result<()>, message: MessageId) -> Flow {
        match done {
            Ok(()) => Ok(()),
            Err(error) => {
                self.fail(Failure::from(error).into_body(), Some(Subject::Message(message))).await
            }
        }
    }

    /// Whoever shows the list hears of it.
    async fn read(&mut self, conversation: ConversationId, to: Seq) -> Flow {
        match self.services.chat.read(&self.who, conversation, to).await {
            Ok(()) => Ok(()),
            Err(error) => {
                let about = Some(Subject::Conversation(conversation));
                self.fail(Failure::from(error).into_body(), about).await
            }
        }
    }

    fn is_watching(&self, conversation: ConversationId) -> bool {
        self.inbox.topics().any(|topic| topic == Topic::Conversation(conversation))
    }

    fn watched(&self) -> usize {
        self.inbox.topics().filter(|topic| matches!(topic, Topic::Conversation(_))).count()
    }
}

/// The event that made a person's message, told again. It is complete from the start, so nothing of it has changed.
fn created(conversation: ConversationId, message: Message) -> ServerFrame {
    let (seq, at) = (message.seq, message.created_at);
    let event = Event { conversation, seq, at, body: EventBody::MessageCreated { message } };
    ServerFrame::Event { event }
}
