//! A conversation of Adda's own archive.

use adda_protocol::{AuthorKind, Message, MessageState, Millis};
use serde::{Deserialize, de::IgnoredAny};

use super::{
    lenient::lenient,
    talk::{Said, Source, Talk},
    tree::{Node, turns},
};

#[derive(Deserialize)]
struct Conversation {
    id: String,
    #[serde(default, deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    category: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pinned: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    archived: Option<bool>,
    #[serde(default, deserialize_with = "lenient")]
    created_at: Option<Millis>,
    #[serde(default, deserialize_with = "lenient")]
    leaf: Option<String>,
    messages: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Item {
    Message(Box<Message>),
    Other(IgnoredAny),
}

pub(super) fn read(text: &[u8]) -> serde_json::Result<Talk> {
    let read: Conversation = serde_json::from_slice(text)?;
    let mut nodes: Vec<Node> = Vec::with_capacity(read.messages.len());
    for item in read.messages {
        let Item::Message(message) = item else { continue };
        // What was written before there were versions follows the message before it.
        let before = || nodes.last().map(|node| node.key.clone());
        let parent = message.parent.map(|parent| parent.to_string()).or_else(before);
        nodes.push(Node { key: message.id.to_string(), parent, said: said(*message) });
    }
    let leaf = read.leaf.or_else(|| nodes.last().map(|node| node.key.clone()));
    Ok(Talk {
        source: Source::Adda,
        id: read.id,
        title: read.title.unwrap_or_default(),
        category: read.category,
        pinned: read.pinned.unwrap_or(false),
        archived: read.archived.unwrap_or(false),
        created_at: read.created_at,
        turns: turns(nodes, leaf.as_deref()),
    })
}

/// A greeting is not said again: it speaks to whoever it greeted.
fn said(message: Message) -> Option<Said> {
    let ai = message.author.kind == AuthorKind::Ai;
    let greets = ai && message.model.is_none();
    let counts = message.author.kind != AuthorKind::System && !greets;
    let done = !matches!(message.state, MessageState::Pending);
    (counts && done && !message.deleted && !message.text.trim().is_empty()).then(|| Said {
        ai,
        model: message.model.filter(|_| ai),
        text: message.text,
        reasoning: message.reasoning,
        at: Some(message.created_at),
    })
}
