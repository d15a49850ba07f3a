//! Every text of a request, with what is private in it replaced.

use std::collections::HashSet;

use adda_redaction::{Kind, Redactor, Vault};
use serde_json::Value;

use crate::provider::{ChatMessage, ChatRequest, ChatRole, EmbeddingRequest, Tool};

/// Said to a model that gets placeholders.
const WORD: &str = "Names and private details appear as placeholders such as [PERSON_1] or [CARD_1]. Each stands for the same \
thing throughout. Use them as if they were the words themselves, exactly as they are written, and do not speak of them.";

/// One request being made fit to leave.
pub(super) struct Hiding<'a> {
    redactor: &'a Redactor,
    vault: &'a mut Vault,
    /// Whether anything was replaced.
    replaced: bool,
    /// The placeholders there are. Names count where people said them: greetings and notes, which are in all requests, have
    /// them anyway.
    things: HashSet<String>,
}

impl<'a> Hiding<'a> {
    pub fn new(redactor: &'a Redactor, vault: &'a mut Vault) -> Self {
        Self { redactor, vault, replaced: false, things: HashSet::new() }
    }

    /// How many different things were hidden.
    pub fn things(&self) -> u64 {
        self.things.len() as u64
    }

    pub fn texts(&mut self, request: &EmbeddingRequest) -> EmbeddingRequest {
        let texts = request.texts.iter().map(|text| self.text(text)).collect();
        EmbeddingRequest { texts, ..request.clone() }
    }

    pub fn chat(&mut self, request: &ChatRequest) -> ChatRequest {
        let last = request.messages.len();
        // The word to go on is known by its text.
        let continued = request.continued().is_some();
        let mut messages: Vec<ChatMessage> = Vec::with_capacity(last + 1);
        for (at, line) in request.messages.iter().enumerate() {
            let ours = continued && at + 1 == last;
            messages.push(if ours { line.clone() } else { self.line(line) });
        }
        let tools = request.tools.iter().map(|tool| Tool {
            name: tool.name.clone(),
            description: self.text(&tool.description),
            parameters: self.value(&tool.parameters),
            strict: tool.strict,
        });
        let tools = tools.collect();
        let stop = request.stop.iter().map(|text| self.text(text)).collect();
        let extra = request.extra.iter().map(|(name, value)| (name.clone(), self.value(value)));
        let extra = extra.collect();
        if self.replaced {
            explain(&mut messages);
        }
        ChatRequest { messages, stop, tools, extra, ..request.clone() }
    }

    fn line(&mut self, line: &ChatMessage) -> ChatMessage {
        let mut hidden = line.clone();
        hidden.text = self.named(&line.text, line.role == ChatRole::User);
        for call in &mut hidden.calls {
            call.arguments = self.text(&call.arguments);
        }
        hidden
    }

    /// All texts within.
    fn value(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(items) => items.iter().map(|item| self.value(item)).collect(),
            Value::Object(fields) => {
                fields.iter().map(|(name, value)| (name.clone(), self.value(value))).collect()
            }
            other => other.clone(),
        }
    }

    fn text(&mut self, text: &str) -> String {
        self.named(text, true)
    }

    /// `names` says whether names in it count as things that were hidden.
    fn named(&mut self, text: &str, names: bool) -> String {
        match self.redactor.redact(text, self.vault) {
            Ok(redacted) => {
                let pieces = redacted.pieces.iter().filter(|piece| piece.kind.is_some());
                for piece in pieces {
                    self.replaced = true;
                    if names || piece.kind != Some(Kind::Person) {
                        let placeholder = redacted.text.get(piece.range.clone());
                        self.things.extend(placeholder.map(str::to_owned));
                    }
                }
                redacted.text
            }
            // The policy of what leaves blocks nothing, so this does not happen; if it did, nothing would leave.
            Err(_) => String::new(),
        }
    }
}

/// After the instructions there are, or as the only one.
fn explain(messages: &mut Vec<ChatMessage>) {
    match messages.iter_mut().find(|line| line.role == ChatRole::System) {
        Some(system) => {
            system.text.push_str("\n\n## Placeholders\n");
            system.text.push_str(WORD);
        }
        None => messages.insert(0, ChatMessage::new(ChatRole::System, WORD)),
    }
}

#[cfg(test)]
mod tests {
    use adda_redaction::{Person, Policy};
    use serde_json::json;

    use super::*;
    use crate::provider::{CONTINUE, ToolCall};

    const CARD: &str = "4242 4242 4242 4242";

    fn hidden(request: &ChatRequest) -> ChatRequest {
        let redactor = Redactor::new(&Policy::default(), &[Person::new("u1", "Priya Nair")]);
        Hiding::new(&redactor, &mut Vault::default()).chat(request)
    }

    fn line(role: ChatRole, text: &str) -> ChatMessage {
        ChatMessage::new(role, text)
    }

    /// attacks.md 23: wherever it stands in a request.
    #[test]
    fn a23_nothing_private_is_left_in_any_field() {
        let mut asked = line(ChatRole::Assistant, "for Priya");
        let arguments = format!("{{\"card\": \"{CARD}\"}}");
        asked.calls.push(ToolCall { id: "c".into(), name: "pay".into(), arguments });
        let request = ChatRequest {
            messages: vec![
                line(ChatRole::System, "Speak with Priya Nair."),
                line(ChatRole::User, &format!("I am Priya, my card is {CARD}")),
                asked,
                ChatMessage { answers: Some("c".into()), ..line(ChatRole::Tool, CARD) },
            ],
            tools: vec![Tool {
                name: "pay".into(),
                description: format!("like {CARD}"),
                parameters: json!({"type": "object", "examples": [{"card": CARD}]}),
                strict: Some(true),
            }],
            stop: vec![format!("card {CARD}")],
            extra: [("user".to_owned(), json!({"name": "Priya Nair", "n": 1}))]
                .into_iter()
                .collect(),
            ..ChatRequest::default()
        };
        let hidden = hidden(&request);
        let all = format!("{hidden:?}");
        assert!(!all.contains("Priya") && !all.contains("4242"), "{all}");
        assert_eq!(hidden.messages[1].text, "I am [PERSON_1], my card is [CARD_1]");
        assert_eq!(hidden.extra["user"]["n"], 1);
        assert!(
            hidden.messages[0].text.starts_with("Speak with [PERSON_1].\n\n## Placeholders\nNames")
        );
    }

    #[test]
    fn things_hidden_are_counted_once_and_names_only_where_they_are_said() {
        let redactor = Redactor::new(&Policy::default(), &[Person::new("u1", "Priya Nair")]);
        let count = |system: &str, said: &str| {
            let mut vault = Vault::default();
            let mut hiding = Hiding::new(&redactor, &mut vault);
            let messages = vec![
                line(ChatRole::System, system),
                line(ChatRole::Assistant, "Good morning, Priya. What is your card?"),
                line(ChatRole::User, said),
                line(ChatRole::Assistant, said),
            ];
            hiding.chat(&ChatRequest { messages, ..ChatRequest::default() });
            hiding.things()
        };
        assert_eq!(count("Speak with Priya Nair.", "What is GST?"), 0, "as in all requests");
        assert_eq!(count("Speak with Priya Nair.", "I am Priya"), 1);
        assert_eq!(count("", &format!("Card {CARD}, once more: {CARD}; a@example.com")), 2);
        assert_eq!(count(&format!("She told: card {CARD}"), "Hi"), 1, "a note is said, too");
    }

    #[test]
    fn request_with_nothing_private_leaves_as_it_is() {
        let request = ChatRequest {
            messages: vec![line(ChatRole::User, "What is GST at 18%?"), line(ChatRole::User, "x")],
            ..ChatRequest::default()
        };
        assert_eq!(hidden(&request), request);
        let named = ChatRequest {
            messages: vec![line(ChatRole::User, "I am Priya")],
            ..ChatRequest::default()
        };
        let told: Vec<_> = hidden(&named).messages.into_iter().map(|line| line.role).collect();
        assert_eq!(told, [ChatRole::System, ChatRole::User]);
    }

    #[test]
    fn a23_texts_for_vectors_hold_nothing_private() {
        let redactor = Redactor::new(&Policy::default(), &[Person::new("u1", "Priya Nair")]);
        let mut vault = Vault::default();
        let texts = vec![format!("Priya's card {CARD}"), "Bread".to_owned(), CARD.to_owned()];
        let request = EmbeddingRequest { texts, ..EmbeddingRequest::default() };
        let hidden = Hiding::new(&redactor, &mut vault).texts(&request);
        assert_eq!(hidden.texts, ["[PERSON_1]'s card [CARD_1]", "Bread", "[CARD_1]"]);
    }

    #[test]
    fn request_to_continue_still_is_one() {
        let messages = vec![
            line(ChatRole::User, "Hi"),
            line(ChatRole::Assistant, "Dear Priya"),
            line(ChatRole::User, CONTINUE),
        ];
        let hidden = hidden(&ChatRequest { messages, ..ChatRequest::default() });
        assert_eq!(hidden.continued(), Some("Dear [PERSON_1]"));
    }
}
