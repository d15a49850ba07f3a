//! Figures of the Messages API.

use adda_protocol::Usage;
use serde_json::Value;

/// Figures so far: each event that has some has the sums up to then, and not all of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    fresh: Option<u64>,
    written: Option<u64>,
    read: Option<u64>,
    output: Option<u64>,
    thought: Option<u64>,
    /// The last ones came, with the reason of the end.
    last: bool,
}

impl Figures {
    /// Takes note of a `usage` object.
    pub fn see(&mut self, usage: &Value, last: bool) {
        let figure = |path: &str| usage.pointer(path).and_then(Value::as_u64);
        self.fresh = figure("/input_tokens").or(self.fresh);
        self.written = figure("/cache_creation_input_tokens").or(self.written);
        self.read = figure("/cache_read_input_tokens").or(self.read);
        let output = figure("/output_tokens");
        self.last |= last && output.is_some();
        self.output = output.or(self.output);
        self.thought = figure("/output_tokens_details/thinking_tokens").or(self.thought);
    }

    /// What they say; estimated where the last ones are not there.
    pub fn usage(&self) -> Option<Usage> {
        let parts = [self.fresh, self.written, self.read];
        if parts.iter().chain([&self.output]).all(Option::is_none) {
            return None;
        }
        // Tokens read from the cache and written to it are counted beside the fresh ones.
        let input = parts.into_iter().flatten().fold(0, u64::saturating_add);
        Some(Usage {
            input,
            output: self.output.unwrap_or(0),
            cached: self.read.unwrap_or(0),
            reasoning: self.thought.unwrap_or(0),
            estimated: !self.last,
        })
    }
}
