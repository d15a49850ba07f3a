//! What an answer is asked for with.

/// Who says a line of the conversation, as the services name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChatRole {
    System,
    User,
    Assistant,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatMessage {
    pub role: ChatRole,
    pub text: String,
}

/// What an answer is asked for with.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatRequest {
    /// The model's name as its service knows it.
    pub model: String,
    pub messages: Vec<ChatMessage>,
    /// Most tokens of the answer.
    pub max_output_tokens: u32,
    pub temperature: Option<f32>,
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
