use adda_protocol::{
    ConversationId, UserId,
    dto::{ChatPrivacy, Profile, UpdateChatPrivacy, UpdateMe, UpdateProfile, User},
};

use adda_redaction::Policy;

use super::{Error, Personal, Result, form, owner};
use crate::{
    auth::Identity,
    context,
    store::{Choices, Situation},
};

impl Personal {
    pub async fn profile(&self, who: &Identity) -> Result<Profile> {
        Ok(self.store.profile(owner(who)?).await?)
    }

    /// What is done with what is private in their messages.
    pub async fn policy(&self, who: &Identity) -> Result<Policy> {
        let (_, policy) = self.privacy.shown_to(owner(who)?).await?;
        Ok(policy)
    }

    /// What the account tells others of them.
    pub async fn update_me(&self, who: &Identity, change: UpdateMe) -> Result<User> {
        let user = owner(who)?;
        let Some(name) = change.name else { return Ok(who.user.clone()) };
        let renamed = self.accounts.rename(who, &name).await?;
        self.privacy.forget(user);
        Ok(renamed)
    }

    /// Turning moods off removes what was read of them.
    pub async fn update_profile(&self, who: &Identity, change: UpdateProfile) -> Result<Profile> {
        let user = owner(who)?;
        let profile = changed(self.store.profile(user).await?, change)?;
        self.keep_profile(user, &profile).await?;
        Ok(profile)
    }

    /// Both together: where something in either needs another look, neither changes.
    pub async fn update_both(
        &self,
        who: &Identity,
        (me, change): (UpdateMe, UpdateProfile),
    ) -> Result<()> {
        let user = owner(who)?;
        let profile = changed(self.store.profile(user).await?, change)?;
        self.update_me(who, me).await?;
        self.keep_profile(user, &profile).await
    }

    async fn keep_profile(&self, user: UserId, profile: &Profile) -> Result<()> {
        self.store.set_profile(user, profile.clone()).await?;
        self.privacy.forget(user);
        Ok(())
    }

    /// What of the profile holds in a conversation.
    pub async fn chat_privacy(&self, who: &Identity, id: ConversationId) -> Result<ChatPrivacy> {
        let situation = self.store.situation(id, owner(who)?).await?;
        Ok(privacy(&situation.ok_or(Error::NotFound)?))
    }

    pub async fn update_chat_privacy(
        &self,
        who: &Identity,
        id: ConversationId,
        change: UpdateChatPrivacy,
    ) -> Result<ChatPrivacy> {
        let user = owner(who)?;
        let situation = self.store.situation(id, user).await?.ok_or(Error::NotFound)?;
        let choices = Choices {
            memory: change.memory.or(situation.choices.memory),
            mood: change.mood.or(situation.choices.mood),
        };
        if !self.store.set_choices(id, user, choices).await? {
            return Err(Error::NotFound);
        }
        Ok(privacy(&Situation { choices, ..situation }))
    }
}

/// The profile with what is present of a change.
fn changed(mut profile: Profile, change: UpdateProfile) -> Result<Profile> {
    if let Some(nickname) = change.nickname {
        profile.nickname = form::nickname(&nickname)?;
    }
    if let Some(language) = change.language {
        profile.language = form::language(&language)?;
    }
    if let Some(region) = change.region {
        profile.region = form::region(&region)?;
    }
    if let Some(interests) = change.interests {
        profile.interests = form::interests(&interests)?;
    }
    if let Some(terms) = change.hidden_terms {
        profile.hidden_terms = form::hidden_terms(&terms)?;
    }
    profile.share_interests = change.share_interests.unwrap_or(profile.share_interests);
    profile.memory = change.memory.unwrap_or(profile.memory);
    profile.mood = change.mood.unwrap_or(profile.mood);
    Ok(profile)
}

fn privacy(situation: &Situation) -> ChatPrivacy {
    ChatPrivacy {
        memory: context::may_remember(situation),
        mood: context::may_read_mood(situation),
    }
}
