//! Rules for a message on its way in.

use adda_protocol::{
    Author, AuthorKind, ClientMessageId, Message, MessageId,
    dto::{Conversation, Regenerate, SendMessage},
    limits,
};

use super::{Engine, Error, Result};
use crate::{
    auth::Identity,
    context,
    provider::registry::Resolved,
    store::{NewAnswer, NewSend, Place},
};

pub(super) fn check_text(text: &str) -> Result<()> {
    if text.len() > limits::MESSAGE_BYTES {
        return Err(Error::TooLarge {
            what: "The message",
            limit: limits::MESSAGE_BYTES,
            unit: "bytes",
        });
    }
    if text.trim().is_empty() {
        return Err(Error::Invalid { field: "text", message: "Write something first.".to_owned() });
    }
    // PostgreSQL cannot store it, and nobody types it.
    if text.contains('\0') {
        let message = "The message contains a character that cannot be stored.".to_owned();
        return Err(Error::Invalid { field: "text", message });
    }
    Ok(())
}

/// What of the text goes out as it is. What does not stand there means nothing.
pub(super) fn plain(send: &SendMessage) -> Vec<String> {
    let values = send.plain.iter().filter(|value| !value.trim().is_empty());
    values.filter(|value| send.text.contains(*value)).take(limits::PLAIN).cloned().collect()
}

pub(super) fn prepare(
    engine: &Engine,
    who: &Identity,
    conversation: &Conversation,
    send: SendMessage,
) -> Result<NewSend> {
    let asked = send.models.first().or(send.model.as_ref());
    let model = self::model(engine, asked.map(String::as_str), &conversation.model)?;
    let beside = beside(engine, &send)?;
    let place = match (send.after, send.edits) {
        (None, None) => Place::Leaf,
        (Some(after), None) => Place::After(after),
        (None, Some(edited)) => Place::Beside(edited),
        (Some(_), Some(_)) => {
            let message = "It follows a message or is another version of one, not both.".to_owned();
            return Err(Error::Invalid { field: "after", message });
        }
    };
    Ok(NewSend {
        conversation: conversation.id,
        user: who.id(),
        author: Author {
            kind: AuthorKind::User,
            id: who.id().to_string(),
            name: who.user.name.clone(),
        },
        client_id: send.client_id.unwrap_or_else(|| engine.ids.make(ClientMessageId::new)),
        message: engine.ids.make(MessageId::new),
        place,
        title: context::title(&send.text),
        text: send.text,
        answer: engine.ids.make(MessageId::new),
        answerer: answerer(&model),
        beside,
        max_open: limits::QUEUED_ANSWERS,
        at: engine.clock.now(),
    })
}

/// Those that answer beside the first.
fn beside(engine: &Engine, send: &SendMessage) -> Result<Vec<(MessageId, Author)>> {
    let number = send.models.len();
    let twice = (1..number).any(|at| send.models[..at].contains(&send.models[at]));
    if number > 0 && (!limits::COMPARED.contains(&number) || twice || send.model.is_some()) {
        let message = "Name two to four different models, and no other.".to_owned();
        return Err(Error::Invalid { field: "models", message });
    }
    let others = send.models.iter().skip(1);
    others
        .map(|id| {
            let model = model(engine, Some(id), id)?;
            Ok((engine.ids.make(MessageId::new), answerer(&model)))
        })
        .collect()
}

/// One more answer to `named`, or to what that answers.
pub(super) fn prepare_answer(
    engine: &Engine,
    who: &Identity,
    conversation: &Conversation,
    (named, asked): (&Message, Regenerate),
) -> Result<NewAnswer> {
    if named.state.is_open() {
        return Err(Error::Conflict("this answer is still to come"));
    }
    // A greeting answers nothing.
    let question = match named.author.kind {
        AuthorKind::User => Some(named.id),
        _ => named.reply_to,
    };
    let usual = named.model.as_deref().unwrap_or(&conversation.model);
    let model = model(engine, asked.model.as_deref(), usual)?;
    Ok(NewAnswer {
        conversation: conversation.id,
        user: who.id(),
        client_id: asked.client_id.unwrap_or_else(|| engine.ids.make(ClientMessageId::new)),
        question: question.ok_or(Error::Conflict("this message answers nothing"))?,
        answer: engine.ids.make(MessageId::new),
        answerer: answerer(&model),
        max_open: limits::QUEUED_ANSWERS,
        at: engine.clock.now(),
    })
}

/// The model asked for, else `usual`, else the server's default.
pub(super) fn model(engine: &Engine, asked: Option<&str>, usual: &str) -> Result<Resolved> {
    let wanted = asked.filter(|id| !id.is_empty()).unwrap_or(usual);
    if wanted.len() > limits::MODEL_BYTES {
        return Err(Error::TooLarge {
            what: "The model's id",
            limit: limits::MODEL_BYTES,
            unit: "bytes",
        });
    }
    let wanted = Some(wanted).filter(|id| !id.is_empty());
    engine
        .providers
        .resolve(wanted)
        .ok_or_else(|| Error::ModelUnavailable(wanted.unwrap_or_default().to_owned()))
}

/// The label of answers by `model`.
pub(super) fn answerer(model: &Resolved) -> Author {
    Author { kind: AuthorKind::Ai, id: model.model.id.clone(), name: Author::ASSISTANT.to_owned() }
}

/// As one line, without characters that hide or reorder text.
pub fn one_line(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|&c| !is_hidden(c)).collect()
}

/// The beginning of [`one_line`], as long as a title or a category may be.
pub fn short_line(text: &str, characters: usize) -> String {
    one_line(text).chars().take(characters).collect::<String>().trim_end().to_owned()
}

/// Characters that hide or reorder the text around them (bidi controls, zero-width, other controls).
pub(super) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_refused_when_empty_too_long_or_unstorable() {
        assert!(check_text("hi").is_ok());
        assert!(matches!(check_text(" \n\t"), Err(Error::Invalid { .. })));
        assert!(matches!(check_text("a\0b"), Err(Error::Invalid { .. })));
        assert!(check_text(&"x".repeat(limits::MESSAGE_BYTES)).is_ok());
        assert!(matches!(
            check_text(&"x".repeat(limits::MESSAGE_BYTES + 1)),
            Err(Error::TooLarge { .. })
        ));
    }
}
