//! A conversation of Claude's `conversations.json`: its messages one after the other, each in newer files with the one it follows.

use adda_protocol::Millis;
use serde::{Deserialize, de::IgnoredAny};

use super::{
    lenient::{lenient, moment},
    talk::{Said, Source, Talk},
    tree::{Node, turns},
};

#[derive(Deserialize)]
struct Conversation {
    #[serde(default, deserialize_with = "lenient")]
    uuid: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    name: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    model: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    created_at: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    current_leaf_message_uuid: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    is_starred: Option<bool>,
    chat_messages: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Item {
    Message(Box<Message>),
    Other(IgnoredAny),
}

#[derive(Deserialize)]
struct Message {
    #[serde(default, deserialize_with = "lenient")]
    uuid: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    parent_message_uuid: Option<String>,
    sender: String,
    #[serde(default, deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    content: Option<Vec<Block>>,
    #[serde(default, deserialize_with = "lenient")]
    attachments: Option<Vec<File>>,
    #[serde(default, deserialize_with = "lenient")]
    files: Option<Vec<File>>,
    #[serde(default, deserialize_with = "lenient")]
    created_at: Option<String>,
}

#[derive(Deserialize)]
struct Block {
    #[serde(default, deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    thinking: Option<String>,
}

#[derive(Deserialize)]
struct File {
    #[serde(default, deserialize_with = "lenient")]
    file_name: Option<String>,
}

pub(super) fn read(text: &[u8]) -> serde_json::Result<Talk> {
    let read: Conversation = serde_json::from_slice(text)?;
    let mut nodes: Vec<Node> = Vec::with_capacity(read.chat_messages.len());
    for (place, item) in read.chat_messages.into_iter().enumerate() {
        let Item::Message(message) = item else { continue };
        let key = message.uuid.clone().unwrap_or_else(|| format!("#{place}"));
        // In older files each follows the one before it.
        let before = || nodes.last().map(|node| node.key.clone());
        let parent = message.parent_message_uuid.clone().or_else(before);
        nodes.push(Node { key, parent, said: said(*message, read.model.as_ref()) });
    }
    let last = nodes.last().map(|node| node.key.clone());
    let leaf = read.current_leaf_message_uuid.or(last);
    Ok(Talk {
        source: Source::Claude,
        id: read.uuid.unwrap_or_default(),
        title: read.name.unwrap_or_default(),
        category: None,
        pinned: read.is_starred.unwrap_or(false),
        archived: false,
        created_at: moment(read.created_at.as_deref()),
        turns: turns(nodes, leaf.as_deref()),
    })
}

fn said(message: Message, model: Option<&String>) -> Option<Said> {
    let ai = match message.sender.as_str() {
        "human" | "user" => false,
        "assistant" => true,
        _ => return None,
    };
    let at: Option<Millis> = moment(message.created_at.as_deref());
    let blocks = message.content.unwrap_or_default();
    let reasoning = joined(blocks.iter().map(|block| block.thinking.as_deref()));
    // The blocks are the words; the text of newer files also tells of what they cannot show.
    let mut text = joined(blocks.iter().map(|block| block.text.as_deref()));
    if text.is_empty() {
        message.text.unwrap_or_default().trim().clone_into(&mut text);
    }
    let files = message.attachments.into_iter().chain(message.files).flatten();
    for name in files.filter_map(|file| file.file_name).filter(|name| !name.trim().is_empty()) {
        text.push_str(if text.is_empty() { "*(attached: " } else { "\n\n*(attached: " });
        text.push_str(&name.replace(['*', '\n', '\r', '`', '[', ']', '<', '>'], " "));
        text.push_str(")*");
    }
    (!text.is_empty()).then(|| Said {
        ai,
        model: model.cloned().filter(|_| ai),
        text,
        reasoning: Some(reasoning).filter(|reasoning| !reasoning.is_empty()),
        at,
    })
}

fn joined<'a>(parts: impl Iterator<Item = Option<&'a str>>) -> String {
    let parts = parts.flatten().map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn talk(messages: Value) -> Talk {
        let whole = json!({
            "uuid": "u-1", "name": "Tides", "summary": "", "created_at": "2026-02-14T10:04:22.000Z",
            "updated_at": "2026-02-14T10:22:41Z", "account": { "uuid": "me" }, "chat_messages": messages,
        });
        read(whole.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn messages_follow_each_other_in_files_without_parents() {
        let talk = talk(json!([
            { "uuid": "m1", "sender": "human", "text": "Why tides?", "content": [], "created_at": "2026-02-14T10:04:22Z",
              "attachments": [{ "file_name": "a.pdf", "extracted_content": "long" }], "files": [] },
            { "uuid": "m2", "sender": "assistant", "text": "The Moon.\n```unsupported```",
              "content": [{ "type": "thinking", "thinking": "Moon?" }, { "type": "text", "text": "The Moon." }, { "type": "tool_use", "input": {} }] },
            { "uuid": "m3", "sender": "human", "text": "" },
            7,
            { "sender": "human", "text": "Thanks" },
        ]));
        let told: Vec<_> =
            talk.turns.iter().map(|turn| (turn.said.text.as_str(), turn.parent)).collect();
        let expected = [
            ("Why tides?\n\n*(attached: a.pdf)*", None),
            ("The Moon.", Some(0)),
            ("Thanks", Some(1)),
        ];
        assert_eq!(told, expected);
        assert_eq!(talk.turns[1].said.reasoning.as_deref(), Some("Moon?"));
        assert_eq!(talk.turns[0].said.at, talk.created_at);
        assert_eq!((talk.id.as_str(), talk.title.as_str()), ("u-1", "Tides"));
    }

    #[test]
    fn messages_with_parents_keep_their_versions() {
        let message = |uuid: &str, parent: &str, sender: &str| json!({ "uuid": uuid, "parent_message_uuid": parent, "sender": sender, "text": uuid });
        let zero = "00000000-0000-4000-8000-000000000000";
        let talk = talk(json!([
            message("q", zero, "human"),
            message("a1", "q", "assistant"),
            message("a2", "q", "assistant"),
        ]));
        let told: Vec<_> = talk.turns.iter().map(|turn| (turn.key.as_str(), turn.parent)).collect();
        assert_eq!(told, [("q", None), ("a1", Some(0)), ("a2", Some(0))]);
    }
}
