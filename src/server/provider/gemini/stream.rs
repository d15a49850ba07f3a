//! The stream of `streamGenerateContent`.

use adda_protocol::Usage;
use serde_json::Value;

use super::calls;
use crate::provider::{
    ErrorKind, ProviderError, ProviderEvent, StopReason,
    service::{
        Service,
        answer::{Progress, Reader, unfinished},
        unreadable,
    },
};

/// What is known of an answer so far.
#[derive(Debug)]
pub struct Answer {
    service: Service,
    began: bool,
    usage: Option<Usage>,
    stop: Option<StopReason>,
    calls: usize,
}

impl Answer {
    pub fn new(service: Service) -> Self {
        Self { service, began: false, usage: None, stop: None, calls: 0 }
    }

    fn candidate(
        &mut self,
        candidate: &Value,
        response: &str,
        steps: &mut Vec<ProviderEvent>,
    ) -> Result<(), ProviderError> {
        self.began = true;
        let parts = candidate.pointer("/content/parts").and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            steps.extend(self.part(part, response));
        }
        match candidate.get("finishReason").and_then(Value::as_str) {
            None | Some("" | "FINISH_REASON_UNSPECIFIED") => {}
            Some(word) => self.stop = Some(stop_reason(word)?),
        }
        Ok(())
    }

    fn part(&mut self, part: &Value, response: &str) -> Option<ProviderEvent> {
        let word = |path: &str| part.pointer(path).and_then(Value::as_str);
        if let Some(call) = part.get("functionCall") {
            let index = self.calls;
            self.calls += 1;
            let signature = word("/thoughtSignature");
            let id = calls::id(word("/functionCall/id"), response, index, signature);
            let arguments = call.get("args").filter(|arguments| arguments.is_object());
            let arguments = arguments.map_or_else(|| "{}".to_owned(), Value::to_string);
            let name = word("/functionCall/name").map(str::to_owned);
            return Some(ProviderEvent::ToolCall { index, id: Some(id), name, arguments });
        }
        let text = word("/text").filter(|text| !text.is_empty())?.to_owned();
        let thought = part.get("thought") == Some(&Value::Bool(true));
        Some(if thought { ProviderEvent::Reasoning(text) } else { ProviderEvent::Text(text) })
    }
}

impl Reader for Answer {
    fn read(&mut self, data: &[u8], steps: &mut Vec<ProviderEvent>) -> Result<(), ProviderError> {
        let malformed = |why: String| ProviderError::new(ErrorKind::Malformed, why);
        let event: Value = serde_json::from_slice(data)
            .map_err(|error| malformed(format!("an event is {}", unreadable(&error))))?;
        if event.get(0).unwrap_or(&event).get("error").is_some_and(|told| !told.is_null()) {
            return Err(self.service.in_stream(&event));
        }
        if !event.is_object() {
            return Err(malformed("an event is not a JSON object".to_owned()));
        }
        let response = event.get("responseId").and_then(Value::as_str).unwrap_or_default();
        let candidates = event.get("candidates").and_then(Value::as_array);
        if let Some(candidate) = candidates.and_then(|candidates| candidates.first()) {
            self.candidate(candidate, response, steps)?;
        }
        if event.pointer("/promptFeedback/blockReason").is_some() {
            self.began = true;
            self.stop = Some(StopReason::ContentFilter);
        }
        if let Some(usage) = event.get("usageMetadata").and_then(usage) {
            self.usage = Some(usage);
            steps.push(ProviderEvent::Usage(usage));
        }
        Ok(())
    }

    fn progress(&self) -> Progress {
        // There is no end mark.
        if self.stop.is_some() { Progress::Written } else { Progress::Open }
    }

    fn end(self) -> Result<(StopReason, Option<Usage>), ProviderError> {
        match self.stop {
            Some(StopReason::End) if self.calls > 0 => Ok((StopReason::ToolCalls, self.usage)),
            Some(stop) => Ok((stop, self.usage)),
            None => Err(unfinished(self.began)),
        }
    }
}

fn stop_reason(word: &str) -> Result<StopReason, ProviderError> {
    Ok(match word {
        "STOP" => StopReason::End,
        "MAX_TOKENS" => StopReason::Length,
        "SAFETY"
        | "RECITATION"
        | "LANGUAGE"
        | "BLOCKLIST"
        | "PROHIBITED_CONTENT"
        | "SPII"
        | "IMAGE_SAFETY"
        | "IMAGE_PROHIBITED_CONTENT"
        | "IMAGE_RECITATION" => StopReason::ContentFilter,
        "MALFORMED_FUNCTION_CALL"
        | "UNEXPECTED_TOOL_CALL"
        | "TOO_MANY_TOOL_CALLS"
        | "MISSING_THOUGHT_SIGNATURE"
        | "MALFORMED_RESPONSE" => {
            let detail = format!("in the stream: finishReason {word}");
            return Err(ProviderError::new(ErrorKind::Malformed, detail));
        }
        _ => StopReason::Other(word.chars().take(64).collect()),
    })
}

/// Figures so far. Thoughts are billed as the answer is, and told beside it.
fn usage(value: &Value) -> Option<Usage> {
    let figure = |name: &str| value.get(name).and_then(Value::as_u64);
    let input = figure("promptTokenCount")?;
    let thought = figure("thoughtsTokenCount").unwrap_or(0);
    let answer = figure("candidatesTokenCount").unwrap_or(0);
    Some(Usage {
        input: input.saturating_add(figure("toolUsePromptTokenCount").unwrap_or(0)),
        output: answer.saturating_add(thought),
        cached: figure("cachedContentTokenCount").unwrap_or(0),
        reasoning: thought,
        estimated: false,
    })
}

#[cfg(test)]
mod tests;
