use std::{collections::BTreeMap, fmt};

use serde_json::Value;
use tracing::field::{Field, Visit};

use crate::telemetry::{
    panics,
    redact::{redact, without_quoted},
};

/// Longest text of a field; backtraces are as long as they are.
const LONGEST: usize = 1_000;
/// Who it was and what they looked at (paths may hold the token of an invitation) is nobody's business.
const PRIVATE: &[&str] = &["user.", "http.path", "path", "address"];

/// What an event or a span carries, fit to leave the server.
#[derive(Debug, Default)]
pub(super) struct Fields {
    pub message: String,
    pub values: BTreeMap<&'static str, Value>,
    pub backtrace: Option<String>,
}

impl Fields {
    /// Those of an inner span win.
    pub fn add(&mut self, other: &Self) {
        self.values.extend(other.values.iter().map(|(name, value)| (*name, value.clone())));
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.as_str()
    }

    fn put(&mut self, field: &Field, value: impl Into<Value>) {
        if !PRIVATE.iter().any(|name| field.name().starts_with(name)) {
            self.values.insert(field.name(), value.into());
        }
    }

    fn put_text(&mut self, field: &Field, text: &str) {
        match field.name() {
            panics::BACKTRACE => self.backtrace = Some(text.to_owned()),
            "message" => self.message = clean(text),
            _ => self.put(field, clean(text)),
        }
    }
}

impl Visit for Fields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.put(field, value);
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.put(field, value);
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.put(field, value);
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.put(field, value);
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.put_text(field, value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.put_text(field, &format!("{value:?}"));
    }
}

fn clean(text: &str) -> String {
    let hidden = redact(text);
    without_quoted(&hidden).chars().take(LONGEST).collect()
}
