//! What was sent, kept for the person on whose behalf it was.

use std::sync::Arc;

use adda_protocol::{
    MessageId, UserId,
    dto::{SentLine, SentRequest},
};

use super::{Behalf, Privacy};
use crate::{
    provider::{ChatMessage, ChatRequest, ChatRole},
    store::{Result, Sealed, SentRow},
};

impl Privacy {
    /// Keeps a request that leaves for an answer, beside it, once that is written down: nothing waits for it.
    pub fn keep(self: &Arc<Self>, behalf: &Behalf, provider: &str, request: &ChatRequest) {
        let (Some(conversation), Some(message)) = (behalf.conversation, behalf.answer) else {
            return;
        };
        if self.config.sent_kept == 0 {
            return;
        }
        let at = self.clock.now();
        let sent = SentRequest {
            message,
            provider: provider.to_owned(),
            model: request.model.clone(),
            max_output_tokens: u64::from(request.max_output_tokens),
            lines: request.messages.iter().map(line).collect(),
            at,
        };
        let (privacy, user, written) = (self.clone(), behalf.user, behalf.written.clone());
        tokio::spawn(async move {
            if !written.wait().await {
                return;
            }
            // Our own types always serialise.
            let text = serde_json::to_vec(&sent).unwrap_or_default();
            let place = place(user, message);
            let Some(sealed) = privacy.sent.close(&place, &text, &privacy.ids) else { return };
            let sealed = Sealed(sealed);
            let row = SentRow { message, conversation, user, sealed, at };
            if let Err(error) = privacy.store.keep_sent(row, privacy.config.sent_kept).await {
                tracing::warn!(%error, message.id = %message, "what was sent could not be kept: {error}");
            }
        });
    }

    /// What was sent for a message of this person's, or for its answer, as far as it is kept.
    pub async fn sent(&self, user: UserId, message: MessageId) -> Result<Option<SentRequest>> {
        let Some(row) = self.store.sent_request(user, message).await? else { return Ok(None) };
        let text = self.sent.open(&place(row.user, row.message), &row.sealed.0);
        Ok(text.and_then(|text| serde_json::from_slice(&text).ok()))
    }
}

fn line(line: &ChatMessage) -> SentLine {
    let role = match line.role {
        ChatRole::System => "system",
        ChatRole::User => "user",
        ChatRole::Assistant => "assistant",
        ChatRole::Tool => "tool",
    };
    SentLine { role: role.to_owned(), text: line.text.clone() }
}

fn place(user: UserId, message: MessageId) -> Vec<u8> {
    [user.uuid().into_bytes(), message.uuid().into_bytes()].concat()
}
