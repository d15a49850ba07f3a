//! What an entry of a file is, and what it says.

use adda_protocol::dto::ImportReason;
use serde::{Deserialize, de::IgnoredAny};
use uuid::Uuid;

use super::{chatgpt, claude, own, talk::Talk};

/// Most messages of one conversation: it is written in one step, which keeps others from writing.
pub(super) const MOST: usize = 20_000;

/// What tells the services' files apart.
#[derive(Default, Deserialize)]
struct Shape {
    #[serde(default)]
    mapping: Option<IgnoredAny>,
    #[serde(default)]
    chat_messages: Option<IgnoredAny>,
    #[serde(default)]
    messages: Option<IgnoredAny>,
    #[serde(default)]
    title: Option<Title>,
    #[serde(default)]
    name: Option<Title>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Title {
    Is(String),
    Not(IgnoredAny),
}

impl Title {
    fn text(self) -> Option<String> {
        match self {
            Self::Is(text) => Some(text),
            Self::Not(_) => None,
        }
    }
}

/// Why an entry is not taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// As far as it has one.
    pub title: String,
    pub reason: ImportReason,
}

pub(super) fn read(text: &[u8]) -> Result<Talk, Fault> {
    // A list would do where fields are read by their order.
    let object = text.trim_ascii_start().starts_with(b"{");
    let shape = object.then(|| serde_json::from_slice::<Shape>(text).ok()).flatten();
    let shape =
        shape.ok_or_else(|| Fault { title: String::new(), reason: ImportReason::NotJson })?;
    let title = shape.title.or(shape.name).and_then(Title::text).unwrap_or_default();
    let fault = |reason| Fault { title: title.clone(), reason };
    let read = if shape.mapping.is_some() {
        chatgpt::read
    } else if shape.chat_messages.is_some() {
        claude::read
    } else if shape.messages.is_some() {
        own::read
    } else {
        return Err(fault(ImportReason::UnknownForm));
    };
    let mut talk = read(text).map_err(|_| fault(ImportReason::Misshapen))?;
    if talk.turns.is_empty() {
        return Err(fault(ImportReason::Empty));
    }
    if talk.turns.len() > MOST {
        return Err(fault(ImportReason::TooMany));
    }
    if talk.id.is_empty() {
        // The same entry is the same conversation all the same.
        talk.id = Uuid::new_v5(&Uuid::NAMESPACE_OID, text).to_string();
    }
    Ok(talk)
}

#[cfg(test)]
mod tests {
    use super::{super::talk::Source, *};

    fn reason(text: &[u8]) -> ImportReason {
        read(text).unwrap_err().reason
    }

    #[test]
    fn entry_is_known_by_its_shape() {
        let message = r#"{"author":{"role":"user"},"content":{"parts":["Hi"]}}"#;
        let chatgpt = format!(r#"{{"mapping":{{"a":{{"message":{message}}}}}}}"#);
        let claude = r#"{"chat_messages":[{"sender":"human","text":"Hi"}],"uuid":"u"}"#;
        let source = |text: &str| read(text.as_bytes()).unwrap().source;
        assert_eq!((source(&chatgpt), source(claude)), (Source::ChatGpt, Source::Claude));
        assert_eq!(read(chatgpt.as_bytes()).unwrap().id, read(chatgpt.as_bytes()).unwrap().id);
        assert_ne!(read(chatgpt.as_bytes()).unwrap().id, "");
    }

    #[test]
    fn a17_broken_entries_are_told_by_name_and_reason() {
        assert_eq!(reason(b""), ImportReason::NotJson);
        assert_eq!(reason(b"{\"title\":\"\xff\"}"), ImportReason::NotJson);
        assert_eq!(reason(b"[1]"), ImportReason::NotJson);
        let deep =
            [b"{\"mapping\":".to_vec(), vec![b'['; 100_000], vec![b']'; 100_000], b"}".to_vec()];
        assert_eq!(reason(&deep.concat()), ImportReason::Misshapen);
        assert_eq!(reason(b"{\"x\":1}"), ImportReason::UnknownForm);
        let fault = read(br#"{"title":"Taxes","mapping":7}"#).unwrap_err();
        assert_eq!((fault.title.as_str(), fault.reason), ("Taxes", ImportReason::Misshapen));
        assert_eq!(reason(br#"{"chat_messages":[]}"#), ImportReason::Empty);
        assert!(
            read("{\"chat_messages\":[{\"sender\":\"human\",\"text\":\"a\\u0000b\"}]}".as_bytes())
                .is_ok()
        );
    }
}
