//! What is noted of a person's message beside answering it: its mood, and what it asks to be remembered. Nothing waits for it.

use std::sync::Arc;

use adda_protocol::{ConversationId, MemoryId, Message, UserId, day, memory::MemoryKind};

use super::Engine;
use crate::{
    context::{self, mood},
    store::{self, NewMemory},
};

impl Engine {
    /// Notes what there is to note, as far as the person allows.
    pub(super) fn note(
        self: &Arc<Self>,
        user: UserId,
        conversation: ConversationId,
        said: &Message,
    ) {
        let (engine, said) = (self.clone(), said.clone());
        self.turns.beside(async move {
            let (score, asked) = (mood::score(&said.text), context::asked_to_remember(&said.text));
            if score.is_none() && asked.is_none() {
                return;
            }
            if let Err(error) = engine.keep_notes((user, conversation), &said, score, asked).await {
                tracing::warn!(%error, message.id = %said.id, "notes of a message were not kept: {error}");
            }
        });
    }

    async fn keep_notes(
        &self,
        (user, conversation): (UserId, ConversationId),
        said: &Message,
        score: Option<i64>,
        asked: Option<String>,
    ) -> store::Result<()> {
        let Some(situation) = self.store.situation(conversation, user).await? else {
            return Ok(());
        };
        if let Some(score) = score.filter(|_| context::may_read_mood(&situation)) {
            self.store.add_mood(user, said.created_at.div_euclid(day::MILLIS), score).await?;
        }
        if let Some(text) = asked.filter(|_| context::may_remember(&situation)) {
            let new = NewMemory {
                id: self.ids.make(MemoryId::new),
                kind: MemoryKind::Fact,
                text,
                from: Some((conversation, said.id)),
            };
            let (most, at) = (self.context.memories, self.clock.now());
            self.store.add_memories(user, vec![new], most, at).await?;
        }
        Ok(())
    }
}
