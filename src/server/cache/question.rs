//! When two questions are the same.

use adda_protocol::UserId;
use serde_json::json;

use crate::provider::{ChatRequest, ChatRole, ToolChoice};

/// On whose behalf an answer is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub user: UserId,
    /// The conversation's category; empty for programs.
    pub category: &'a str,
    /// The person wants another answer than the one there was.
    pub fresh: bool,
}

/// The question in one form, with all that the answer depends on; `None` where it is not alone: it continues a talk, or
/// comes with pictures or tools.
pub(super) fn canonical(
    user: Option<UserId>,
    category: &str,
    model: &str,
    request: &ChatRequest,
) -> Option<String> {
    let (question, before) = request.messages.split_last()?;
    let alone = before.iter().all(|line| line.role == ChatRole::System);
    let plain = request.messages.iter().all(|line| line.images.is_empty() && line.calls.is_empty());
    let toolless = request.tools.is_empty() && request.tool_choice == ToolChoice::Auto;
    if question.role != ChatRole::User || !alone || !plain || !toolless {
        return None;
    }
    let system: Vec<&str> = before.iter().map(|line| line.text.as_str()).collect();
    let asked = json!({
        "user": user,
        "category": category,
        "model": model,
        "system": system,
        "question": question.text.trim(),
        "most": request.max_output_tokens,
        "temperature": request.temperature,
        "top_p": request.top_p,
        "stop": request.stop,
        "extra": request.extra,
    });
    Some(asked.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::{ChatMessage, Image, Tool};

    fn request(text: &str) -> ChatRequest {
        let line = |role, text: &str| ChatMessage::new(role, text);
        ChatRequest {
            messages: vec![line(ChatRole::System, "Be kind."), line(ChatRole::User, text)],
            max_output_tokens: 100,
            ..ChatRequest::default()
        }
    }

    fn of(request: &ChatRequest) -> Option<String> {
        canonical(None, "tax", "gpt-4o-mini", request)
    }

    #[test]
    fn question_is_the_same_only_when_all_it_depends_on_is() {
        let base = request("What is GST?");
        assert_eq!(of(&base), of(&request(" What is GST?\n")));
        let mut others =
            vec![request("What is VAT?"), ChatRequest { top_p: Some(0.5), ..base.clone() }];
        others.push(ChatRequest { max_output_tokens: 101, ..base.clone() });
        others.push(ChatRequest { temperature: Some(0.0), ..base.clone() });
        others.push(ChatRequest { stop: vec!["x".to_owned()], ..base.clone() });
        let mut prompt = base.clone();
        prompt.messages[0].text = "Be brief.".to_owned();
        others.push(prompt);
        let mut extra = base.clone();
        extra.extra.insert("seed".to_owned(), json!(1));
        others.push(extra);
        for other in &others {
            assert_ne!(of(&base), of(other), "{other:?}");
        }
        let user = UserId::new(1, [1; 10]);
        assert_ne!(of(&base), canonical(Some(user), "tax", "gpt-4o-mini", &base));
        assert_ne!(of(&base), canonical(None, "general", "gpt-4o-mini", &base));
        assert_ne!(of(&base), canonical(None, "tax", "guide", &base));
    }

    #[test]
    fn question_that_is_not_alone_is_never_the_same() {
        let base = request("And then?");
        let mut talk = base.clone();
        talk.messages.insert(1, ChatMessage::new(ChatRole::Assistant, "Before."));
        let mut picture = base.clone();
        picture.messages[1].images.push(Image::Url("https://a.example/b.png".to_owned()));
        let tool = Tool {
            name: "t".to_owned(),
            description: String::new(),
            parameters: json!({}),
            strict: None,
        };
        let tools = ChatRequest { tools: vec![tool], ..base.clone() };
        let no_question = ChatRequest { messages: Vec::new(), ..base };
        for request in [talk, picture, tools, no_question] {
            assert_eq!(of(&request), None, "{request:?}");
        }
    }
}
