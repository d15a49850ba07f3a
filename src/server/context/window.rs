//! How much of a conversation fits into a request.

use adda_protocol::dto::ModelInfo;

use super::cost;
use crate::provider::{ChatMessage, ChatRole};

/// Tokens of question and answer together where nothing is known of the model: what usual models take.
const UNKNOWN_WINDOW: u64 = 16_384;
/// No text has more bytes to a token, as tokens are estimated: so many bytes of a conversation may fit.
pub const WINDOW_BYTES_PER_TOKEN: u64 = 3;

/// How long a request and its answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most tokens of the request, estimated.
    pub window_tokens: u64,
    /// Most tokens of the answer.
    pub max_output_tokens: u32,
}

/// What the model takes, and no more than the settings say. An answer gets half of a small model's window at most.
pub fn limits(model: &ModelInfo, most_output: u32, most_window: u64) -> Limits {
    let window = model.context_window.unwrap_or(UNKNOWN_WINDOW);
    let output = u64::from(most_output).min(model.output_limit.unwrap_or(u64::MAX)).min(window / 2);
    Limits {
        window_tokens: most_window.min(window - output),
        max_output_tokens: u32::try_from(output.max(1)).unwrap_or(most_output),
    }
}

/// The newest messages that fit, whole, oldest first: the last one of a person and what follows it in any case.
pub(super) fn newest(told: Vec<ChatMessage>, budget: u64) -> Vec<ChatMessage> {
    let asked = told.iter().rposition(|line| line.role == ChatRole::User);
    let mut left = budget;
    let mut first = told.len();
    for (at, line) in told.iter().enumerate().rev() {
        let cost = cost(&line.text);
        if cost > left && asked.is_none_or(|asked| at < asked) {
            break;
        }
        left = left.saturating_sub(cost);
        first = at;
    }
    told.into_iter().skip(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(context_window: Option<u64>, output_limit: Option<u64>) -> ModelInfo {
        ModelInfo { context_window, output_limit, ..ModelInfo::default() }
    }

    #[test]
    fn limits_leave_room_for_the_answer() {
        let of = |window, output| {
            let limits = limits(&model(window, output), 4_000, 24_000);
            (limits.window_tokens, limits.max_output_tokens)
        };
        assert_eq!(of(Some(128_000), None), (24_000, 4_000));
        assert_eq!(of(Some(16_000), None), (12_000, 4_000));
        assert_eq!(of(Some(16_000), Some(1_000)), (15_000, 1_000));
        assert_eq!(of(Some(4_096), None), (2_048, 2_048));
        assert_eq!(of(None, None), (12_384, 4_000));
        assert_eq!(of(Some(0), None), (0, 1));
    }

    #[test]
    fn no_text_has_more_bytes_to_a_token_than_is_read_of_it() {
        let texts =
            ["the quick brown fox", "Grüße, ça va", "नमस्ते दुनिया", "你好世界", "1, 2; {3}", "👍🏽"];
        for text in texts {
            let tokens = super::super::estimate_tokens(&text.repeat(50));
            assert!((text.len() * 50) as u64 <= tokens * WINDOW_BYTES_PER_TOKEN, "{text}");
        }
    }
}
