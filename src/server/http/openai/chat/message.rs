//! The lines of a conversation as a program sends them.

use serde::Deserialize;

use super::tools::Called;
use crate::{
    http::error::Failure,
    provider::{ChatMessage, ChatRole, Image},
};

/// Most lines of one request.
const LINES: usize = 4_096;

#[derive(Debug, Deserialize)]
pub(super) struct Line {
    role: String,
    #[serde(default)]
    content: Option<Content>,
    #[serde(default)]
    tool_calls: Option<Vec<Called>>,
    #[serde(default)]
    tool_call_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Content {
    Text(String),
    Parts(Vec<Part>),
}

#[derive(Debug, Deserialize)]
struct Part {
    r#type: String,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    refusal: Option<String>,
    #[serde(default)]
    image_url: Option<ImageUrl>,
}

#[derive(Debug, Deserialize)]
struct ImageUrl {
    url: String,
}

pub(super) fn lines(lines: Vec<Line>) -> Result<Vec<ChatMessage>, Failure> {
    if lines.is_empty() || lines.len() > LINES {
        let message = format!("A conversation has 1 to {LINES} messages.");
        return Err(Failure::invalid("messages", message));
    }
    lines.into_iter().enumerate().map(|(at, line)| read(&format!("messages[{at}]"), line)).collect()
}

fn read(place: &str, line: Line) -> Result<ChatMessage, Failure> {
    let role = match line.role.as_str() {
        "system" | "developer" => ChatRole::System,
        "user" => ChatRole::User,
        "assistant" => ChatRole::Assistant,
        "tool" => ChatRole::Tool,
        _ => {
            let roles = "The role is one of: system, developer, user, assistant, tool.";
            return Err(Failure::invalid(&format!("{place}.role"), roles));
        }
    };
    if role == ChatRole::Tool && line.tool_call_id.is_none() {
        let message = "The result of a tool names the call it answers.";
        return Err(Failure::invalid(&format!("{place}.tool_call_id"), message));
    }
    let mut message = ChatMessage { role, ..ChatMessage::default() };
    match line.content {
        None => {}
        Some(Content::Text(text)) => message.text = text,
        Some(Content::Parts(parts)) => {
            for (at, part) in parts.into_iter().enumerate() {
                add(&mut message, part, &format!("{place}.content[{at}]"))?;
            }
        }
    }
    if role == ChatRole::Assistant {
        message.calls = line.tool_calls.into_iter().flatten().map(Into::into).collect();
    }
    message.answers = line.tool_call_id.filter(|_| role == ChatRole::Tool);
    Ok(message)
}

fn add(message: &mut ChatMessage, part: Part, place: &str) -> Result<(), Failure> {
    let text = match part.r#type.as_str() {
        "text" => part.text,
        "refusal" => part.refusal,
        "image_url" if message.role == ChatRole::User => {
            let url = part.image_url.map(|image| image.url);
            message.images.push(image(url.as_deref().unwrap_or_default(), place)?);
            return Ok(());
        }
        _ => {
            let message = "Only text is understood here, and image_url in the user's messages.";
            return Err(Failure::invalid(place, message));
        }
    };
    if !message.text.is_empty() {
        message.text.push('\n');
    }
    message.text.push_str(&text.unwrap_or_default());
    Ok(())
}

/// An address for the service to fetch (we never do), or the picture itself.
fn image(url: &str, place: &str) -> Result<Image, Failure> {
    if url.starts_with("https://") || url.starts_with("http://") {
        return Ok(Image::Url(url.to_owned()));
    }
    let data = url.strip_prefix("data:").and_then(|rest| rest.split_once(";base64,"));
    match data {
        Some((kind, base64)) if kind.starts_with("image/") && is_base64(base64) => {
            Ok(Image::Data { media_type: kind.to_owned(), base64: base64.to_owned() })
        }
        _ => {
            let message = "An image is an http(s) address, or data:image/...;base64,...";
            Err(Failure::invalid(&format!("{place}.image_url.url"), message))
        }
    }
}

fn is_base64(text: &str) -> bool {
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    !text.is_empty() && text.bytes().all(letter)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::provider::ToolCall;

    fn one(line: Value) -> Result<ChatMessage, String> {
        let read = lines(vec![serde_json::from_value(line).unwrap()]);
        read.map(|mut lines| lines.remove(0)).map_err(|failure| {
            failure.into_body().details.unwrap()["field"].as_str().unwrap().to_owned()
        })
    }

    #[test]
    fn message_is_read_with_text_parts_images_and_calls() {
        let developer =
            one(json!({"role": "developer", "content": "Be brief.", "name": "x"})).unwrap();
        assert_eq!(developer, ChatMessage::new(ChatRole::System, "Be brief."));
        let seen = one(json!({"role": "user", "content": [
            {"type": "text", "text": "What"}, {"type": "text", "text": "is it?"},
            {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw==", "detail": "low"}},
            {"type": "image_url", "image_url": {"url": "https://example.org/a.png"}}
        ]}))
        .unwrap();
        assert_eq!(seen.text, "What\nis it?");
        let png = Image::Data { media_type: "image/png".to_owned(), base64: "iVBORw==".to_owned() };
        assert_eq!(seen.images, [png, Image::Url("https://example.org/a.png".to_owned())]);
        let called = one(
            json!({"role": "assistant", "content": null, "reasoning_content": "Hm.", "tool_calls": [
                {"id": "c1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
            ]}),
        )
        .unwrap();
        let call =
            ToolCall { id: "c1".to_owned(), name: "f".to_owned(), arguments: "{}".to_owned() };
        assert_eq!((called.text.as_str(), called.calls), ("", vec![call]));
        let result = one(json!({"role": "tool", "tool_call_id": "c1", "content": "7"})).unwrap();
        assert_eq!((result.role, result.answers.as_deref()), (ChatRole::Tool, Some("c1")));
    }

    #[test]
    fn message_that_cannot_be_understood_is_refused_by_place() {
        let part =
            |part: Value| json!({"role": "user", "content": [{"type": "text", "text": "a"}, part]});
        let image = |url: &str| part(json!({"type": "image_url", "image_url": {"url": url}}));
        for (line, field) in [
            (json!({"role": "function", "content": "x"}), "messages[0].role"),
            (json!({"role": "tool", "content": "x"}), "messages[0].tool_call_id"),
            (part(json!({"type": "input_audio"})), "messages[0].content[1]"),
            (image("file:///etc/passwd"), "messages[0].content[1].image_url.url"),
            (image("data:text/html;base64,AAAA"), "messages[0].content[1].image_url.url"),
            (image("data:image/png;base64,\"<x>"), "messages[0].content[1].image_url.url"),
            (image("data:image/png;base64,"), "messages[0].content[1].image_url.url"),
        ] {
            assert_eq!(one(line.clone()).unwrap_err(), field, "{line}");
        }
        let assistant = json!({"role": "assistant", "content": [{"type": "image_url", "image_url": {"url": "https://x/"}}]});
        assert_eq!(one(assistant).unwrap_err(), "messages[0].content[0]");
    }
}
