//! What requests to models are made of: stretches of a conversation, and its summary.

use adda_protocol::{ConversationId, Seq, UserId};
use async_trait::async_trait;

use super::{
    Backend,
    batch::Batch,
    lines::{self, NEWEST, OLDEST},
    log::place::End,
    private::{ask_vault, take_vault},
    recall, situation, summary,
};
use crate::store::{
    ContextStore, Leaf, Line, Material, NewSummary, Recall, Result, Stretch, Summary,
    nul::WithoutNul,
};

#[async_trait]
impl ContextStore for Backend {
    async fn material(
        &self,
        id: ConversationId,
        user: UserId,
        stretch: Stretch,
        recall: Option<Recall>,
    ) -> Result<Option<Material>> {
        let mut asked = Batch::default();
        if let Leaf::Next(user, client_id) = stretch.leaf {
            End::ask(&mut asked, id, user, client_id);
        }
        situation::ask(&mut asked, id, user);
        summary::ask(&mut asked, id);
        lines::ask(&mut asked, NEWEST, id, stretch);
        ask_vault(&mut asked, id);
        if let Some(recall) = &recall {
            recall::ask(&mut asked, user, recall);
        }
        // A send is often being written beside this: what is read after it does not belong to what was read before.
        let mut found = self.ask_at_once(asked).await?;
        let leaf = match stretch.leaf {
            Leaf::At(message) => Some(message),
            Leaf::Next(..) => End::take(&mut found)?.expected(),
        };
        let (situation, summary) = (situation::take(&mut found)?, summary::take(&mut found)?);
        let (lines, vault) = (lines::take(&mut found)?, take_vault(&mut found)?);
        let recalled = recall.map(|_| recall::take(&mut found)).transpose()?;
        let both = leaf.zip(situation);
        Ok(both.map(|(leaf, situation)| Material {
            situation,
            summary,
            leaf,
            lines,
            vault,
            recalled,
        }))
    }

    async fn newest(&self, id: ConversationId, stretch: Stretch) -> Result<Vec<Line>> {
        self.lines(NEWEST, id, stretch).await
    }

    async fn oldest(&self, id: ConversationId, stretch: Stretch) -> Result<Vec<Line>> {
        self.lines(OLDEST, id, stretch).await
    }

    async fn summary(&self, id: ConversationId) -> Result<Option<Summary>> {
        let mut asked = Batch::default();
        summary::ask(&mut asked, id);
        summary::take(&mut asked.ask_beside(self.readers()).await?)
    }

    async fn save_summary(&self, new: NewSummary) -> Result<bool> {
        self.write(new.without_nul(), |conn, new| Box::pin(summary::save(conn, new))).await
    }

    async fn spoil_summary(&self, id: ConversationId, message: Seq) -> Result<bool> {
        self.write((id, message), |conn, (id, message)| {
            Box::pin(summary::spoil(conn, *id, *message))
        })
        .await
    }
}

impl Backend {
    async fn lines(
        &self,
        sql: &'static str,
        id: ConversationId,
        stretch: Stretch,
    ) -> Result<Vec<Line>> {
        let mut asked = Batch::default();
        lines::ask(&mut asked, sql, id, stretch);
        lines::take(&mut asked.ask_beside(self.readers()).await?)
    }
}
