//! Rules for making and changing a conversation.

use adda_protocol::{
    ConversationId, MessageId,
    dto::{CreateConversation, UpdateConversation},
    limits,
};

use super::{Engine, Error, Result, outgoing};
use crate::{auth::Identity, context, store::NewConversation};

/// Categories a conversation can have.
pub const CATEGORIES: &[&str] =
    &["general", "tax", "investing", "budgeting", "banking", "insurance"];

pub(super) fn prepare(
    engine: &Engine,
    who: &Identity,
    new: CreateConversation,
) -> Result<NewConversation> {
    let model = outgoing::model(engine, new.model.as_deref(), "")?;
    let title = new.title.map(|title| check_title(&title)).transpose()?.unwrap_or_default();
    let category = check_category(new.category)?.unwrap_or_else(|| CATEGORIES[0].to_owned());
    let greeting = context::greeting(&who.user.name);
    Ok(NewConversation {
        id: engine.ids.make(ConversationId::new),
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
