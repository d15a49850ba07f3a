use adda_protocol::dto::{Appearance, UpdateAppearance};

use super::{Personal, Result, owner};
use crate::auth::Identity;

impl Personal {
    /// What they chose; `None` where they never did, and their device decides.
    pub async fn appearance(&self, who: &Identity) -> Result<Option<Appearance>> {
        Ok(self.store.appearance(owner(who)?).await?)
    }

    pub async fn update_appearance(
        &self,
        who: &Identity,
        change: UpdateAppearance,
    ) -> Result<Appearance> {
        let user = owner(who)?;
        let chosen = self.store.appearance(user).await?.unwrap_or_default().with(change);
        self.store.set_appearance(user, chosen).await?;
        Ok(chosen)
    }
}
