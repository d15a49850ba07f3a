//! A conversation of `ChatGPT`'s `conversations.json`: a tree of nodes, of which `current_node` ends the path that was shown. The form is
//! nowhere promised; whatever is not there, or not as expected, is done without.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, Visitor},
};

use super::{
    lenient::{lenient, seconds},
    talk::{Said, Source, Talk},
    tree::{Node, turns},
};

#[derive(Deserialize)]
struct Conversation {
    #[serde(default, deserialize_with = "lenient")]
    id: Option<String>,
    #[serde(default, deserialize_with = "lenient", rename = "conversation_id")]
    newer_id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    create_time: Option<f64>,
    #[serde(default, deserialize_with = "lenient")]
    default_model_slug: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    current_node: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    is_archived: Option<bool>,
    mapping: Mapping,
}

/// In the file's order.
struct Mapping(Vec<(String, Placed)>);

#[derive(Deserialize)]
struct Placed {
    #[serde(default, deserialize_with = "lenient")]
    parent: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Message {
    author: Author,
    content: Content,
    #[serde(default, deserialize_with = "lenient")]
    create_time: Option<f64>,
    #[serde(default, deserialize_with = "lenient")]
    recipient: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Author {
    role: String,
}

#[derive(Deserialize)]
struct Content {
    #[serde(default, deserialize_with = "lenient", rename = "content_type")]
    kind: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    parts: Option<Vec<Part>>,
    #[serde(default, deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    Text(String),
    Thing(Thing),
    Other(IgnoredAny),
}

/// A picture, a recording, or what was said in it.
#[derive(Deserialize)]
struct Thing {
    content_type: String,
    #[serde(default, deserialize_with = "lenient")]
    text: Option<String>,
}

#[derive(Default, Deserialize)]
struct Metadata {
    #[serde(default, deserialize_with = "lenient")]
    model_slug: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    is_visually_hidden_from_conversation: Option<bool>,
}

impl<'de> Deserialize<'de> for Mapping {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Mapping;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("nodes by their id")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Mapping, M::Error> {
                let mut nodes = Vec::new();
                while let Some(node) = map.next_entry()? {
                    nodes.push(node);
                }
                Ok(Mapping(nodes))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

pub(super) fn read(text: &[u8]) -> serde_json::Result<Talk> {
    let read: Conversation = serde_json::from_slice(text)?;
    let leaf = read.current_node.as_deref();
    let usual = read.default_model_slug;
    let node = |(key, placed): (String, Placed)| Node {
        key,
        parent: placed.parent,
        said: placed.message.and_then(|message| said(message, usual.as_ref())),
    };
    let turns = turns(read.mapping.0.into_iter().map(node).collect(), leaf);
    Ok(Talk {
        source: Source::ChatGpt,
        id: read.newer_id.or(read.id).unwrap_or_default(),
        title: read.title.unwrap_or_default(),
        category: None,
        pinned: false,
        archived: read.is_archived.unwrap_or(false),
        created_at: seconds(read.create_time),
        turns,
    })
}

/// What a person was shown of a message; nothing of instructions, tools and thoughts.
fn said(message: Message, usual: Option<&String>) -> Option<Said> {
    let ai = match message.author.role.as_str() {
        "user" => false,
        "assistant" => true,
        _ => return None,
    };
    let metadata = message.metadata.unwrap_or_default();
    let hidden = metadata.is_visually_hidden_from_conversation == Some(true);
    // An assistant's word to a tool is none to the person.
    if hidden || message.recipient.is_some_and(|to| to != "all") {
        return None;
    }
    let text = without_marks(words(message.content)?.trim());
    (!text.is_empty()).then(|| Said {
        ai,
        model: metadata.model_slug.or_else(|| usual.cloned()).filter(|_| ai),
        text,
        reasoning: None,
        at: seconds(message.create_time),
    })
}

fn words(content: Content) -> Option<String> {
    match content.kind.as_deref() {
        Some("code") => {
            let language = content.language.filter(|word| word != "unknown").unwrap_or_default();
            content.text.map(|text| format!("```{language}\n{text}\n```"))
        }
        Some("text" | "multimodal_text") | None => {
            let parts = content.parts.unwrap_or_default().into_iter().filter_map(part);
            Some(parts.collect::<Vec<_>>().join("\n\n"))
        }
        Some(_) => None,
    }
}

fn part(part: Part) -> Option<String> {
    match part {
        Part::Text(text) => Some(text).filter(|text| !text.trim().is_empty()),
        Part::Thing(thing) => match (thing.text, thing.content_type.as_str()) {
            (Some(text), _) => Some(text),
            (None, "image_asset_pointer") => Some("*(a picture)*".to_owned()),
            (None, kind) if kind.contains("audio") => Some("*(a recording)*".to_owned()),
            (None, kind) if kind.contains("video") => Some("*(a video)*".to_owned()),
            (None, _) => None,
        },
        Part::Other(_) => None,
    }
}

/// Leaves out marks that only the service's own page can read: they begin with U+E200 and end with U+E201.
fn without_marks(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, mark)) = rest.split_once('\u{e200}') {
        kept.push_str(before);
        rest = mark.split_once('\u{e201}').map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn node(parent: Option<&str>, message: Value) -> Value {
        json!({ "id": "x", "parent": parent, "children": ["ignored"], "message": message })
    }

    fn message(role: &str, text: &str) -> Value {
        json!({
            "author": { "role": role, "name": null, "metadata": {} },
            "create_time": 1_771_063_462.5,
            "content": { "content_type": "text", "parts": [text] },
            "metadata": { "model_slug": "gpt-4o" },
            "recipient": "all", "weight": 1.0, "status": "finished_successfully",
        })
    }

    fn conversation(mapping: Value, leaf: &str) -> Value {
        json!({
            "title": "Taxes", "create_time": 1_771_063_462.0, "update_time": 1_771_063_500.0,
            "mapping": mapping, "current_node": leaf, "conversation_id": "c-1", "id": "c-1",
            "is_archived": true, "default_model_slug": "gpt-4", "plugin_ids": null, "voice": null,
        })
    }

    fn talk(value: &Value) -> Talk {
        read(value.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn conversation_is_the_path_to_its_current_node_with_other_versions() {
        let mut hidden = message("user", "custom instructions");
        hidden["metadata"] = json!({ "is_visually_hidden_from_conversation": true });
        let mut call = message("assistant", "search(\"tax\")");
        call["recipient"] = json!("browser");
        let talk = talk(&conversation(
            json!({
                "root": node(None, Value::Null),
                "sys": node(Some("root"), message("system", "be nice")),
                "hid": node(Some("sys"), hidden),
                "q": node(Some("hid"), message("user", "What is due?")),
                "a1": node(Some("q"), message("assistant", "First.")),
                "a2": node(Some("q"), call),
                "tool": node(Some("a2"), message("tool", "results")),
                "a3": node(Some("tool"), message("assistant", "Second \u{e200}cite\u{e202}turn0\u{e201}answer.")),
            }),
            "a3",
        ));
        let told: Vec<_> = talk
            .turns
            .iter()
            .map(|turn| (turn.said.ai, turn.said.text.as_str(), turn.parent))
            .collect();
        let expected = [
            (false, "What is due?", None),
            (true, "First.", Some(0)),
            (true, "Second answer.", Some(0)),
        ];
        assert_eq!(told, expected);
        assert_eq!((talk.id.as_str(), talk.title.as_str(), talk.archived), ("c-1", "Taxes", true));
        assert_eq!(talk.turns[1].said.model.as_deref(), Some("gpt-4o"));
        assert_eq!(
            (talk.turns[0].said.at, &talk.turns[0].said.model),
            (Some(1_771_063_462_500), &None)
        );
    }

    #[test]
    fn contents_of_all_kinds_are_words_or_nothing() {
        let said = |content: Value| {
            let mut message = message("assistant", "");
            message["content"] = content;
            message["metadata"] = Value::Null;
            let talk = talk(&conversation(json!({ "a": node(None, message) }), "a"));
            talk.turns.first().map(|turn| turn.said.text.clone())
        };
        let picture = json!({ "content_type": "image_asset_pointer", "asset_pointer": "file://x" });
        let speech =
            json!({ "content_type": "audio_transcription", "text": "Spoken", "direction": "in" });
        let parts =
            json!({ "content_type": "multimodal_text", "parts": [picture, "See", speech, 7] });
        assert_eq!(said(parts).as_deref(), Some("*(a picture)*\n\nSee\n\nSpoken"));
        let code = json!({ "content_type": "code", "language": "python", "text": "print(1)" });
        assert_eq!(said(code).as_deref(), Some("```python\nprint(1)\n```"));
        assert_eq!(said(json!({ "content_type": "thoughts", "thoughts": [] })), None);
        assert_eq!(said(json!({ "content_type": "text", "parts": [""] })), None);
        assert_eq!(said(json!({ "parts": "wrong" })), None);
    }

    #[test]
    fn what_is_missing_or_of_another_kind_is_done_without() {
        let sparse = json!({ "mapping": { "a": node(None, message("user", "Hi")), "b": {}, "c": { "message": 7 } } });
        let sparse = talk(&sparse);
        assert_eq!((sparse.turns.len(), sparse.id.as_str(), sparse.title.as_str()), (1, "", ""));
        let odd = json!({
            "title": null, "create_time": "yesterday", "current_node": 7, "id": {},
            "mapping": { "a": node(Some("gone"), message("user", "Hi")) },
        });
        assert_eq!((talk(&odd).turns.len(), talk(&odd).created_at), (1, None));
        assert!(read(b"{}").is_err() && read(b"{\"mapping\":[]}").is_err());
    }
}
