//! An answer as one JSON body, once it is complete.

use super::{
    shape::{Message, Shape, Whole, finish},
    tools::Calls,
};
use crate::{
    chat::Completion,
    http::error::Failure,
    provider::{ErrorKind, ProviderError, ProviderEvent},
};

/// Most bytes of one answer: a service that never ends must not fill the memory.
const MOST: usize = 16 * 1024 * 1024;

/// What came so far.
#[derive(Debug)]
struct Collected {
    text: String,
    reasoning: String,
    calls: Calls,
    bytes: usize,
    finish: Option<&'static str>,
}

pub(super) async fn whole(mut completion: Completion, shape: Shape) -> Result<Whole, Failure> {
    let mut collected = Collected::new(&shape);
    while let Some(event) = completion.next().await {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                completion.settle().await;
                return Err(error.into());
            }
        };
        collected.take(event)?;
    }
    let model = completion.model.clone();
    let usage = completion.settle().await;
    let finish = collected.finish.unwrap_or("stop");
    Ok(shape.whole(model, collected.message(), finish, usage))
}

impl Collected {
    fn new(shape: &Shape) -> Self {
        let (text, reasoning) = (String::new(), String::new());
        Self { text, reasoning, calls: shape.calls(), bytes: 0, finish: None }
    }

    fn take(&mut self, event: ProviderEvent) -> Result<(), Failure> {
        match event {
            ProviderEvent::Text(text) => {
                self.bytes += text.len();
                self.text.push_str(&text);
            }
            ProviderEvent::Reasoning(text) => {
                self.bytes += text.len();
                self.reasoning.push_str(&text);
            }
            ProviderEvent::ToolCall { index, id, name, arguments } => {
                self.bytes += arguments.len();
                self.calls.take(index, id, name, &arguments);
            }
            ProviderEvent::Usage(_) => {}
            ProviderEvent::Stop(reason) => {
                self.finish = Some(finish(&reason, !self.calls.is_empty()));
            }
        }
        if self.bytes > MOST {
            let endless = ProviderError::new(ErrorKind::Malformed, "the answer has no end");
            return Err(crate::chat::Error::from(endless).into());
        }
        Ok(())
    }

    fn message(self) -> Message {
        let calls = self.calls.whole();
        let content = Some(self.text).filter(|text| !text.is_empty() || calls.is_empty());
        Message {
            role: "assistant",
            content,
            refusal: (),
            reasoning_content: Some(self.reasoning).filter(|text| !text.is_empty()),
            tool_calls: calls,
        }
    }
}
