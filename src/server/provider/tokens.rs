//! Tokens estimated where no service counted them.

use adda_protocol::Usage;
pub use adda_protocol::tokens::estimate;

use super::ChatRequest;

/// What services add around each message for its role.
const MESSAGE_OVERHEAD: u64 = 4;

/// Tokens of a whole request.
pub fn estimate_request(request: &ChatRequest) -> u64 {
    request.messages.iter().map(|message| estimate(&message.text) + MESSAGE_OVERHEAD).sum()
}

/// Usage of an answer that its service did not count.
pub fn estimated_usage(request: &ChatRequest, answer_tokens: u64) -> Usage {
    Usage {
        input: estimate_request(request),
        output: answer_tokens,
        estimated: true,
        ..Usage::default()
    }
}
