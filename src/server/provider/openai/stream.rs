//! The dialect's stream of events.

use adda_protocol::Usage;

use super::wire::{CallPiece, Choice, Chunk, Delta, stop_reason};
use crate::provider::{
    ErrorKind, ProviderError, ProviderEvent, StopReason,
    service::{
        Service,
        answer::{Progress, Reader, unfinished},
    },
};

/// What is known of an answer so far.
#[derive(Debug)]
pub struct Answer {
    service: Service,
    began: bool,
    ended: bool,
    usage: Option<Usage>,
    stop: Option<StopReason>,
    /// Calls of tools begun so far.
    calls: usize,
}

impl Answer {
    pub fn new(service: Service) -> Self {
        Self { service, began: false, ended: false, usage: None, stop: None, calls: 0 }
    }

    fn choice(
        &mut self,
        choice: Choice,
        steps: &mut Vec<ProviderEvent>,
    ) -> Result<(), ProviderError> {
        self.began = true;
        self.delta(&choice.delta.unwrap_or_default(), steps);
        match choice.finish_reason.as_deref() {
            // Words of DeepSeek's and OpenRouter's for a failure in mid-answer.
            Some(word @ ("insufficient_system_resource" | "error")) => {
                let detail = format!("in the stream: finish_reason {word}");
                return Err(ProviderError::new(ErrorKind::Overloaded, detail));
            }
            Some(word) if !word.is_empty() => self.stop = Some(stop_reason(word)),
            _ => {}
        }
        Ok(())
    }

    fn delta(&mut self, delta: &Delta, steps: &mut Vec<ProviderEvent>) {
        steps.extend(delta.thought().map(ProviderEvent::Reasoning));
        steps.extend(delta.text().map(|text| ProviderEvent::Text(text.to_owned())));
        for piece in delta.calls() {
            steps.push(self.call(piece));
        }
    }

    /// Services that give no index send each call whole, or its pieces one after another.
    fn call(&mut self, piece: CallPiece) -> ProviderEvent {
        let CallPiece { index, id, name, arguments } = piece;
        let begins = id.is_some() || name.is_some();
        let next = if begins { self.calls } else { self.calls.saturating_sub(1) };
        let index = index.unwrap_or(next);
        self.calls = self.calls.max(index.saturating_add(1));
        ProviderEvent::ToolCall { index, id, name, arguments }
    }
}

impl Reader for Answer {
    fn read(&mut self, data: &[u8], steps: &mut Vec<ProviderEvent>) -> Result<(), ProviderError> {
        if data == b"[DONE]" {
            self.ended = true;
            return Ok(());
        }
        let mut chunk =
            Chunk::read(data).map_err(|why| ProviderError::new(ErrorKind::Malformed, why))?;
        if let Some(told) = &chunk.error {
            return Err(self.service.in_stream(told));
        }
        self.usage = chunk.usage().or(self.usage);
        match chunk.choice() {
            Some(choice) => self.choice(choice, steps),
            None => Ok(()),
        }
    }

    fn progress(&self) -> Progress {
        match (self.ended, &self.stop) {
            (true, _) => Progress::Ended,
            (false, Some(_)) => Progress::Written,
            (false, None) => Progress::Open,
        }
    }

    fn end(self) -> Result<(StopReason, Option<Usage>), ProviderError> {
        // Some services say only "done", not why.
        let done = self.ended.then_some(StopReason::End).filter(|_| self.began);
        match self.stop.or(done) {
            // Some say "stop" where they stopped to call.
            Some(StopReason::End) if self.calls > 0 => Ok((StopReason::ToolCalls, self.usage)),
            Some(stop) => Ok((stop, self.usage)),
            None => Err(unfinished(self.began)),
        }
    }
}

#[cfg(test)]
mod tests;
