//! Making a conversation, and the rules for that and for changing it.

use std::sync::Arc;

use adda_protocol::{
    ClientConversationId, ConversationId, MessageId,
    dto::{Conversation, CreateConversation, SendMessage, Sent, UpdateConversation},
    limits,
};

use super::{Engine, Error, Result, outgoing};
use crate::{
    auth::Identity,
    context,
    store::{Creation, NewConversation},
};

/// Categories a conversation can have.
pub const CATEGORIES: &[&str] =
    &["general", "tax", "investing", "budgeting", "banking", "insurance"];

impl Engine {
    /// Starts a conversation with its greeting. The same `client_id` twice is one conversation.
    pub async fn create(&self, who: &Identity, new: CreateConversation) -> Result<Conversation> {
        let (_, usual) = self.models(who).await?;
        let profile = self.store.profile(who.id()).await?;
        let name = Some(profile.nickname).filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| who.user.name.clone());
        let new = prepare(self, who, new, (&usual, &name))?;
        match self.store.create_conversation(new).await? {
            Creation::Made(made) => {
                self.announce(who, &made);
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
        id: ConversationId,
        client_id: ClientConversationId,
        send: SendMessage,
    ) -> Result<Sent> {
        if id != ConversationId::begun(who.id(), client_id) {
            return Err(Error::NotFound);
        }
        match self.send(who, id, send.clone()).await {
            Err(Error::NotFound) => {
                let (client_id, model) = (Some(client_id), send.model.clone());
                let new = CreateConversation { client_id, model, ..Default::default() };
                self.create(who, new).await?;
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
    (usual, name): (&str, &str),
) -> Result<NewConversation> {
    let model = outgoing::model(engine, new.model.as_deref(), usual)?;
    let title = new.title.map(|title| check_title(&title)).transpose()?.unwrap_or_default();
    let category = check_category(new.category)?.unwrap_or_else(|| CATEGORIES[0].to_owned());
    let greeting = context::greeting(name);
    Ok(NewConversation {
        id: match new.client_id {
            Some(client_id) => ConversationId::begun(who.id(), client_id),
            None => engine.ids.make(ConversationId::new),
        },
        owner: who.id(),
        title,
        category,
        greeting: Some((engine.ids.make(MessageId::new), outgoing::answerer(&model), greeting)),
        model: model.model.id,
        at: engine.clock.now(),
    })
}

pub(super) fn check_change(
    engine: &Engine,
    change: UpdateConversation,
) -> Result<UpdateConversation> {
    let model = match change.model {
        Some(asked) => Some(outgoing::model(engine, Some(&asked), "")?.model.id),
        None => None,
    };
    let title = change.title.map(|title| check_title(&title)).transpose()?;
    if title.as_deref() == Some("") {
        return Err(Error::Invalid { field: "title", message: "Give it a name.".to_owned() });
    }
    Ok(UpdateConversation { title, model, category: check_category(change.category)? })
}

/// One line, without characters that reorder or hide text.
fn check_title(title: &str) -> Result<String> {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = title.chars().filter(|&c| !outgoing::is_hidden(c)).collect();
    if title.chars().count() > limits::TITLE_CHARS {
        return Err(Error::TooLarge {
            what: "The title",
            limit: limits::TITLE_CHARS,
            unit: "characters",
        });
    }
    Ok(title)
}

fn check_category(category: Option<String>) -> Result<Option<String>> {
    match category {
        Some(category) if !CATEGORIES.contains(&category.as_str()) => Err(Error::Invalid {
            field: "category",
            message: format!("It is one of {}.", CATEGORIES.join(", ")),
        }),
        category => Ok(category),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn title_loses_line_breaks_and_hidden_characters() {
        assert_eq!(check_title("  my\n\ttax \u{202e}files\u{200b} ").unwrap(), "my tax files");
        assert!(check_title(&"x".repeat(limits::TITLE_CHARS + 1)).is_err());
    }

    #[test]
    fn category_is_refused_when_unknown() {
        assert!(check_category(Some("tax".into())).unwrap().is_some());
        assert!(check_category(Some("'; DROP TABLE users".into())).is_err());
    }
}
