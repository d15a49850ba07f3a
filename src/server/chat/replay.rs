//! An answer there was already, told again like one that is being written.

use futures::{StreamExt, stream};

use crate::{
    cache::Answer,
    provider::{EventStream, ProviderEvent, StopReason},
};

/// About as much as services send at once, in characters.
const PIECE: usize = 24;

pub(super) fn events(answer: &Answer) -> EventStream {
    let thoughts = pieces(&answer.reasoning).map(ProviderEvent::Reasoning);
    let words = pieces(&answer.text).map(ProviderEvent::Text);
    let end = [ProviderEvent::Stop(StopReason::End)];
    let events: Vec<_> = thoughts.chain(words).chain(end).map(Ok).collect();
    stream::iter(events).boxed()
}

fn pieces(text: &str) -> impl Iterator<Item = String> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.char_indices().nth(PIECE).map_or(rest.len(), |(at, _)| at);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then(|| piece.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn replay_tells_the_whole_answer_and_its_end() {
        for text in ["a", &"नमस्ते ".repeat(50)] {
            let answer = Answer { text: text.to_owned(), reasoning: "why ".repeat(20) };
            let events: Vec<_> = events(&answer).map(Result::unwrap).collect().await;
            let mut told = Answer::default();
            for event in &events {
                match event {
                    ProviderEvent::Text(piece) => told.text.push_str(piece),
                    ProviderEvent::Reasoning(piece) => told.reasoning.push_str(piece),
                    other => assert_eq!(*other, ProviderEvent::Stop(StopReason::End)),
                }
            }
            assert!(told == answer && events.last() == Some(&ProviderEvent::Stop(StopReason::End)));
        }
    }
}
