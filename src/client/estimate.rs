//! What the next message of a conversation is likely to use, told before it is sent.

use adda_protocol::{Message, MessageState, Usage, tokens};

/// What services add around a message for its role.
const MESSAGE_TOKENS: u64 = 4;
/// Tokens of an answer where none came yet to judge by.
const USUAL_ANSWER: u64 = 400;
/// Answers that are judged by.
const RECENT: usize = 6;

/// The usage of a question `draft` after `messages`, newest first, and of its answer.
///
/// A service that told how much it read and wrote last time has counted everything before; from there on it is
/// estimated. The answer is expected to be as long as the last ones were.
pub fn next<'a>(messages: impl Iterator<Item = &'a Message>, draft: &str) -> Usage {
    let mut input = tokens::estimate(draft) + MESSAGE_TOKENS;
    let mut counted = false;
    let mut lengths = Vec::new();
    for message in messages {
        let told = message.usage.filter(|usage| {
            message.state == MessageState::Complete && !usage.estimated && usage.input > 0
        });
        if !counted {
            input += match told {
                Some(usage) => usage.input + usage.output.saturating_sub(usage.reasoning),
                None => tokens::estimate(&message.text) + MESSAGE_TOKENS,
            };
            counted = told.is_some();
        }
        lengths.extend(told.map(|usage| usage.output));
        if lengths.len() == RECENT {
            break;
        }
    }
    let answers = lengths.len() as u64;
    let output = lengths.iter().sum::<u64>().checked_div(answers).unwrap_or(USUAL_ANSWER);
    Usage { input, output, estimated: true, ..Usage::default() }
}

#[cfg(test)]
mod tests {
    use adda_protocol::{Author, AuthorKind, MessageId};

    use super::*;

    fn answer(text: &str, usage: Option<Usage>) -> Message {
        Message {
            id: MessageId::new(1, [0; 10]),
            seq: 1,
            client_id: None,
            reply_to: None,
            parent: None,
            author: Author { kind: AuthorKind::Ai, id: "x".to_owned(), name: "X".to_owned() },
            text: text.to_owned(),
            reasoning: None,
            state: MessageState::Complete,
            model: None,
            usage,
            cost: None,
            receipt: None,
            error: None,
            deleted: false,
            created_at: 1,
        }
    }

    #[test]
    fn estimate_of_a_first_message_is_its_text_and_a_usual_answer() {
        let usage = next(std::iter::empty(), "Hello, world!");
        assert_eq!(usage.input, tokens::estimate("Hello, world!") + MESSAGE_TOKENS);
        assert_eq!((usage.output, usage.estimated), (USUAL_ANSWER, true));
    }

    #[test]
    fn estimate_builds_on_the_last_figures_told_and_adds_what_came_after() {
        let told = Usage { input: 1_000, output: 300, reasoning: 100, ..Usage::default() };
        let messages = [
            answer("a question after it", None),
            answer("the answer", Some(told)),
            answer("counted in the figures already", Some(Usage { output: 500, ..told })),
        ];
        let usage = next(messages.iter(), "");
        let after = tokens::estimate("a question after it") + MESSAGE_TOKENS;
        assert_eq!(usage.input, MESSAGE_TOKENS + after + 1_000 + 200);
        assert_eq!(usage.output, 400, "the mean of the answers before");
    }

    #[test]
    fn estimate_passes_over_figures_that_are_estimates_themselves() {
        let guessed = Usage { input: 9_000, output: 9_000, estimated: true, ..Usage::default() };
        let usage = next([answer("hi", Some(guessed))].iter(), "");
        assert_eq!(usage.input, tokens::estimate("hi") + 2 * MESSAGE_TOKENS);
        assert_eq!(usage.output, USUAL_ANSWER);
    }
}
