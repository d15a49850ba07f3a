//! Making a conversation, and the rules for that and for changing it.

use std::sync::Arc;

use adda_protocol::{
    ClientConversationId, ConversationId, MessageId,
    appearance::Language,
    dto::{CATEGORIES, Conversation, CreateConversation, SendMessage, Sent, UpdateConversation},
    limits,
};

use super::{Engine, Error, Result, outgoing};
use crate::{
    auth::Identity,
    context,
    store::{Creation, NewConversation},
};

impl Engine {
    /// Starts a conversation with its greeting, in the language the person chose or else this one, which their browser
    /// asks for. The same `client_id` twice is one conversation.
    pub async fn create(
        &self,
        who: &Identity,
        new: CreateConversation,
        asked: Language,
    ) -> Result<Conversation> {
        let (_, usual) = self.models(who).await?;
        let profile = self.store.profile(who.id()).await?;
        let name = Some(profile.nickname).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| who.user.name.clone());
        let chosen = self.store.appearance(who.id()).await?.map(|chosen| chosen.language);
        let chosen = chosen.filter(|&language| language != Language::Browser);
        let greeting = context::greeting(&name, chosen.unwrap_or(asked));
        let category = self.category(who, new.category.as_deref()).await?;
        let category = category.unwrap_or_else(|| CATEGORIES[0].to_owned());
        let new = prepare(
            self,
            who,
            CreateConversation { category: Some(category), ..new },
            (&usual, greeting),
        )?;
        match self.store.create_conversation(new).await? {
            Creation::Made(made) => {
                self.announce(who.id(), made.id).await;
                Ok(made)
            }
            Creation::There(there) => Ok(there),
            Creation::Taken => Err(Error::NotFound),
        }
    }

    /// Sends the first message of a conversation, which is made where it is not there yet.
    pub async fn begin(
        self: &Arc<Self>,
        who: &Identity,
        (id, client_id, asked): (ConversationId, ClientConversationId, Language),
        send: SendMessage,
    ) -> Result<Sent> {
        if id != ConversationId::begun(who.id(), client_id) {
            return Err(Error::NotFound);
        }
        match self.send(who, id, send.clone()).await {
            Err(Error::NotFound) => {
                let (client_id, model) = (Some(client_id), send.model.clone());
                let new = CreateConversation { client_id, model, ..Default::default() };
                self.create(who, new, asked).await?;
                self.send(who, id, send).await
            }
            sent => sent,
        }
    }
}

fn prepare(
    engine: &Engine,
    who: &Identity,
    new: CreateConversation,
    (usual, greeting): (&str, String),
) -> Result<NewConversation> {
    let model = outgoing::model(engine, new.model.as_deref(), usual)?;
    let title = new.title.map(|title| check_title(&title)).transpose()?.unwrap_or_default();
    Ok(NewConversation {
        id: match new.client_id {
            Some(client_id) => ConversationId::begun(who.id(), client_id),
            None => engine.ids.make(ConversationId::new),
        },
        owner: who.id(),
        title,
        category: new.category.unwrap_or_default(),
        greeting: Some((engine.ids.make(MessageId::new), outgoing::answerer(&model), greeting)),
        model: model.model.id,
        at: engine.clock.now(),
    })
}

impl Engine {
    /// The change as it is kept.
    pub(super) async fn check_change(
        &self,
        who: &Identity,
        change: UpdateConversation,
    ) -> Result<UpdateConversation> {
        let model = match change.model {
            Some(asked) => Some(outgoing::model(self, Some(&asked), "")?.model.id),
            None => None,
        };
        let title = change.title.map(|title| check_title(&title)).transpose()?;
        if title.as_deref() == Some("") {
            return Err(Error::Invalid { field: "title", message: "Give it a name.".to_owned() });
        }
        let category = self.category(who, change.category.as_deref()).await?;
        Ok(UpdateConversation { title, model, category, ..change })
    }
}

/// One line, without characters that reorder or hide text.
fn check_title(title: &str) -> Result<String> {
    let title = outgoing::one_line(title);
    if title.chars().count() > limits::TITLE_CHARS {
        return Err(Error::TooLarge {
            what: "The title",
            limit: limits::TITLE_CHARS,
            unit: "characters",
        });
    }
    Ok(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_loses_line_breaks_and_hidden_characters() {
        assert_eq!(check_title("  my\n\ttax \u{202e}files\u{200b} ").unwrap(), "my tax files");
        assert!(check_title(&"x".repeat(limits::TITLE_CHARS + 1)).is_err());
    }
}
