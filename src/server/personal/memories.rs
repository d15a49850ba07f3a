use adda_protocol::{
    MemoryId,
    dto::{CreateMemory, Memory, Page, UpdateMemory},
    limits,
    memory::{self, MemoryKind},
};

use super::{Error, Personal, Result, owner};
use crate::{auth::Identity, store::NewMemory};

impl Personal {
    /// What is remembered of the person, newest first.
    pub async fn memories(
        &self,
        who: &Identity,
        before: Option<MemoryId>,
        limit: Option<usize>,
    ) -> Result<Page<Memory>> {
        let limit = limit.unwrap_or(limits::PAGE_DEFAULT).clamp(1, limits::PAGE_MAX);
        let mut items = self.store.memories(owner(who)?, before, limit + 1).await?;
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|last| last.id.to_string());
        Ok(Page { items, next })
    }

    /// Remembers what the person wrote down.
    pub async fn remember(&self, who: &Identity, new: CreateMemory) -> Result<Memory> {
        let user = owner(who)?;
        let new = NewMemory {
            id: self.ids.make(MemoryId::new),
            kind: new.kind.unwrap_or(MemoryKind::Fact),
            text: text(&new.text)?,
            from: None,
        };
        let (id, at) = (new.id, self.clock.now());
        if self.store.add_memories(user, vec![new], self.config.memories, at).await? == 0 {
            return Err(Error::Conflict("it is remembered already, or there is no room for more"));
        }
        let kept = self.store.change_memory(user, id, (None, None), at).await?;
        kept.ok_or(Error::NotFound)
    }

    pub async fn change_memory(
        &self,
        who: &Identity,
        id: MemoryId,
        change: UpdateMemory,
    ) -> Result<Memory> {
        let text = change.text.map(|written| text(&written)).transpose()?;
        let at = self.clock.now();
        let changed = self.store.change_memory(owner(who)?, id, (change.kind, text), at).await?;
        changed.ok_or(Error::NotFound)
    }

    pub async fn remove_memory(&self, who: &Identity, id: MemoryId) -> Result<()> {
        let removed = self.store.remove_memory(owner(who)?, id).await?;
        if removed { Ok(()) } else { Err(Error::NotFound) }
    }

    /// Forgets everything.
    pub async fn forget(&self, who: &Identity) -> Result<()> {
        let user = owner(who)?;
        let count = self.store.forget(user).await?;
        tracing::info!(user.id = %user, count, "{count} memories were forgotten");
        Ok(())
    }
}

fn text(written: &str) -> Result<String> {
    memory::tidy(written).ok_or_else(|| {
        let message = format!("Write something of at most {} characters.", memory::CHARS);
        Error::Invalid { field: "text", message }
    })
}
