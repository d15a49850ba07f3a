//! What an answer is asked for with: one form for every service.

use serde_json::{Map, Value};

/// Who says a line of the conversation, as the services name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ChatRole {
    System,
    #[default]
    User,
    Assistant,
    /// The result of a tool the model called; [`ChatMessage::answers`] names the call.
    Tool,
}

/// A picture in a person's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Image {
    /// For the service to fetch; only what programs send, and only to services that take addresses.
    Url(String),
    /// Base64 of the file, and its media type.
    Data { media_type: String, base64: String },
}

/// A call of a tool, as the model asked for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolCall {
    pub id: String,
    pub name: String,
    /// JSON, as the model wrote it.
    pub arguments: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatMessage {
    pub role: ChatRole,
    pub text: String,
    pub images: Vec<Image>,
    /// On an assistant's line: what it called.
    pub calls: Vec<ToolCall>,
    /// On a tool's line: id of the call it answers.
    pub answers: Option<String>,
}

impl ChatMessage {
    /// A line of text.
    pub fn new(role: ChatRole, text: impl Into<String>) -> Self {
        Self { role, text: text.into(), ..Self::default() }
    }
}

/// A tool the model may call; the caller runs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    pub name: String,
    pub description: String,
    /// JSON Schema of the arguments.
    pub parameters: Value,
    /// Whether the arguments have to follow the schema to the letter; `None` leaves it to the service.
    pub strict: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ToolChoice {
    #[default]
    Auto,
    None,
    Required,
    Named(String),
}

/// What an answer is asked for with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChatRequest {
    /// The model's name as its service knows it.
    pub model: String,
    pub messages: Vec<ChatMessage>,
    /// Most tokens of the answer.
    pub max_output_tokens: u32,
    pub temperature: Option<f32>,
    pub top_p: Option<f32>,
    /// Texts at which the answer ends.
    pub stop: Vec<String>,
    pub tools: Vec<Tool>,
    pub tool_choice: ToolChoice,
    /// Further parameters of the `OpenAI` dialect, passed on to services that speak it and left out elsewhere.
    pub extra: Map<String, Value>,
}

/// Last line of a request for the rest of an answer; the answer so far is the line before it.
pub const CONTINUE: &str = "Your last answer was cut off. Go on exactly where it stopped: begin with the very next \
                            character, repeat nothing, add no introduction, and keep its language and formatting.";

impl ChatRequest {
    /// The answer so far, where this request asks for the rest of it.
    pub fn continued(&self) -> Option<&str> {
        match self.messages.as_slice() {
            [.., answer, last] if last.role == ChatRole::User && last.text == CONTINUE => {
                (answer.role == ChatRole::Assistant).then_some(answer.text.as_str())
            }
            _ => None,
        }
    }
}

/// Texts to be turned into vectors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EmbeddingRequest {
    pub model: String,
    pub texts: Vec<String>,
    pub dimensions: Option<u32>,
}

/// One vector a text, in the texts' order, and the tokens they took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Embeddings {
    pub vectors: Vec<Vec<f32>>,
    pub input_tokens: u64,
}
