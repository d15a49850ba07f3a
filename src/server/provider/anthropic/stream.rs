//! The Messages API's stream of events.

use std::collections::HashMap;

use serde_json::Value;

use super::usage::Figures;
use crate::provider::{
    ErrorKind, ProviderError, ProviderEvent, StopReason,
    service::{
        Service,
        answer::{Progress, Reader, unfinished},
        unreadable,
    },
};
use adda_protocol::Usage;

/// A call of a tool that is being written.
#[derive(Debug)]
struct OpenCall {
    /// The how manieth call of the answer it is.
    index: usize,
    /// Arguments that came at once, with its beginning.
    whole: Option<String>,
    written: bool,
}

/// What is known of an answer so far.
#[derive(Debug)]
pub struct Answer {
    service: Service,
    began: bool,
    ended: bool,
    figures: Figures,
    stop: Option<StopReason>,
    /// Calls by the index of their block.
    open: HashMap<u64, OpenCall>,
    calls: usize,
}

impl Answer {
    pub fn new(service: Service) -> Self {
        Self {
            service,
            began: false,
            ended: false,
            figures: Figures::default(),
            stop: None,
            open: HashMap::new(),
            calls: 0,
        }
    }

    fn block_start(&mut self, event: &Value) -> Option<ProviderEvent> {
        let block = event.get("content_block")?;
        let word = |name: &str| block.get(name).and_then(Value::as_str).map(str::to_owned);
        match block.get("type")?.as_str()? {
            "text" => text(word("text")?),
            "thinking" => thought(word("thinking")?),
            "tool_use" => {
                let input = block.get("input").filter(|input| !is_empty(input));
                let (index, whole) = (self.calls, input.map(Value::to_string));
                self.calls += 1;
                self.open.insert(block_index(event), OpenCall { index, whole, written: false });
                let (id, name) = (word("id"), word("name"));
                Some(ProviderEvent::ToolCall { index, id, name, arguments: String::new() })
            }
            _ => None,
        }
    }

    fn block_delta(&mut self, event: &Value) -> Option<ProviderEvent> {
        let delta = event.get("delta")?;
        let word = |name: &str| delta.get(name).and_then(Value::as_str).map(str::to_owned);
        match delta.get("type")?.as_str()? {
            "text_delta" => text(word("text")?),
            "thinking_delta" => thought(word("thinking")?),
            "input_json_delta" => {
                let arguments = word("partial_json").filter(|part| !part.is_empty())?;
                let call = self.open.get_mut(&block_index(event))?;
                call.written = true;
                Some(piece(call.index, arguments))
            }
            // Signatures of reasoning, which is never sent back, citations, and what we do not know.
            _ => None,
        }
    }

    /// A call without arguments is one with an empty object.
    fn block_stop(&mut self, event: &Value) -> Option<ProviderEvent> {
        let call = self.open.remove(&block_index(event)).filter(|call| !call.written)?;
        Some(piece(call.index, call.whole.unwrap_or_else(|| "{}".to_owned())))
    }

    fn message_delta(&mut self, event: &Value) -> Option<ProviderEvent> {
        self.figures.see(event.get("usage").unwrap_or(&Value::Null), true);
        let reason = event.pointer("/delta/stop_reason").and_then(Value::as_str);
        self.stop = reason.map(stop_reason).or(self.stop.take());
        None
    }

    fn message_start(&mut self, event: &Value) -> Option<ProviderEvent> {
        self.began = true;
        self.figures.see(event.pointer("/message/usage").unwrap_or(&Value::Null), false);
        None
    }
}

impl Reader for Answer {
    fn read(&mut self, data: &[u8], steps: &mut Vec<ProviderEvent>) -> Result<(), ProviderError> {
        let malformed = |why: String| ProviderError::new(ErrorKind::Malformed, why);
        let event: Value = serde_json::from_slice(data)
            .map_err(|error| malformed(format!("an event is {}", unreadable(&error))))?;
        let Some(kind) = event.get("type").and_then(Value::as_str) else {
            return Err(match event.get("error") {
                Some(_) => self.service.in_stream(&event),
                None => malformed("an event has no type".to_owned()),
            });
        };
        let step = match kind {
            "message_start" => self.message_start(&event),
            "content_block_start" => self.block_start(&event),
            "content_block_delta" => self.block_delta(&event),
            "content_block_stop" => self.block_stop(&event),
            "message_delta" => self.message_delta(&event),
            "message_stop" => {
                self.ended = true;
                None
            }
            "error" => return Err(self.service.in_stream(&event)),
            // `ping`, and types that are yet to come: the API says to pass over them.
            _ => None,
        };
        self.began |= step.is_some();
        steps.extend(step);
        if kind.starts_with("message_") {
            steps.extend(self.figures.usage().map(ProviderEvent::Usage));
        }
        Ok(())
    }

    fn progress(&self) -> Progress {
        match (self.ended, &self.stop) {
            (true, _) => Progress::Ended,
            (false, Some(_)) => Progress::Written,
            (false, None) => Progress::Open,
        }
    }

    fn end(self) -> Result<(StopReason, Option<Usage>), ProviderError> {
        let done = self.ended.then_some(StopReason::End).filter(|_| self.began);
        match self.stop.or(done) {
            Some(stop) => Ok((stop, self.figures.usage())),
            None => Err(unfinished(self.began)),
        }
    }
}

fn text(text: String) -> Option<ProviderEvent> {
    (!text.is_empty()).then_some(ProviderEvent::Text(text))
}

fn thought(text: String) -> Option<ProviderEvent> {
    (!text.is_empty()).then_some(ProviderEvent::Reasoning(text))
}

fn piece(index: usize, arguments: String) -> ProviderEvent {
    ProviderEvent::ToolCall { index, id: None, name: None, arguments }
}

fn block_index(event: &Value) -> u64 {
    event.get("index").and_then(Value::as_u64).unwrap_or(0)
}

fn is_empty(input: &Value) -> bool {
    input.is_null() || input.as_object().is_some_and(serde_json::Map::is_empty)
}

fn stop_reason(word: &str) -> StopReason {
    match word {
        "end_turn" | "stop_sequence" => StopReason::End,
        "max_tokens" | "model_context_window_exceeded" => StopReason::Length,
        "tool_use" => StopReason::ToolCalls,
        "refusal" => StopReason::ContentFilter,
        // `pause_turn` is said of tools that the service runs, which we ask for none of.
        _ => StopReason::Other(word.chars().take(64).collect()),
    }
}

#[cfg(test)]
mod tests;
