//! The event as Sentry's protocol has it, in its envelope.

use serde_json::{Value, json};
use tracing::Metadata;

use super::fields::Fields;
use crate::telemetry::panics;

/// What the server calls itself in reports.
pub(super) const CLIENT: &str = concat!("adda/", env!("CARGO_PKG_VERSION"));
const RELEASE: &str = concat!("adda@", env!("CARGO_PKG_VERSION"));
/// Fields people search by.
const TAGS: &[&str] = &["request.id", "http.method", "http.route", "error.code", "provider.name"];

/// One error and what surrounds it.
pub(super) struct Report<'a> {
    pub metadata: &'static Metadata<'static>,
    pub fields: Fields,
    /// Of the spans around it.
    pub around: Fields,
    pub environment: &'a str,
}

impl Report<'_> {
    /// The envelope, ready to be posted.
    pub fn envelope(mut self, id: &str, now_ms: i64) -> Vec<u8> {
        let event = self.event(id, now_ms).to_string();
        let head = json!({ "event_id": id });
        let item =
            json!({ "type": "event", "length": event.len(), "content_type": "application/json" });
        format!("{head}\n{item}\n{event}\n").into_bytes()
    }

    fn event(&mut self, id: &str, now_ms: i64) -> Value {
        let message = std::mem::take(&mut self.fields.message);
        let is_panic = self.fields.values.contains_key(panics::LOCATION);
        let mut event = json!({
            "event_id": id,
            // Whole milliseconds; as seconds, which is what is asked for.
            "timestamp": format!("{}.{:03}", now_ms / 1000, now_ms % 1000).parse::<f64>().unwrap_or(0.0),
            "platform": "native",
            "level": if is_panic { "fatal" } else { "error" },
            "logger": self.metadata.target(),
            "release": RELEASE,
            "environment": self.environment,
            "sdk": { "name": "adda", "version": env!("CARGO_PKG_VERSION") },
            "fingerprint": self.fingerprint(),
            "tags": self.tags(),
        });
        if let Some(route) = self.around.text("http.route") {
            event["transaction"] = route.into();
        }
        if is_panic {
            event["exception"] = json!({ "values": [self.exception(&message)] });
        } else {
            event["logentry"] = json!({ "formatted": message });
        }
        self.around.values.append(&mut self.fields.values);
        event["extra"] = json!(self.around.values);
        event
    }

    /// Messages differ in their values; what makes two errors the same is where they were logged.
    fn fingerprint(&self) -> [String; 2] {
        let place = self.fields.text(panics::LOCATION).map_or_else(
            || {
                format!(
                    "{}:{}",
                    self.metadata.file().unwrap_or("?"),
                    self.metadata.line().unwrap_or(0)
                )
            },
            str::to_owned,
        );
        [self.metadata.target().to_owned(), place]
    }

    fn tags(&mut self) -> Value {
        let mut tags = serde_json::Map::new();
        for fields in [&mut self.around, &mut self.fields] {
            for name in TAGS {
                if let Some(value) = fields.values.get(name) {
                    tags.insert((*name).to_owned(), value.clone());
                }
            }
        }
        tags.into()
    }

    fn exception(&self, message: &str) -> Value {
        let trace = self.fields.backtrace.as_deref().unwrap_or_default();
        json!({
            "type": "panic",
            "value": message,
            "mechanism": { "type": "panic", "handled": false },
            "stacktrace": { "frames": frames(trace) },
        })
    }
}

/// The functions of a backtrace as Rust prints it, outermost first. Their files stay here: they name the builder's folders.
fn frames(backtrace: &str) -> Vec<Value> {
    let names = backtrace.lines().filter_map(|line| {
        let (number, name) = line.trim_start().split_once(": ")?;
        number.bytes().all(|byte| byte.is_ascii_digit()).then_some(name)
    });
    let frame = |name: &str| json!({ "function": name, "in_app": name.starts_with("adda") || name.starts_with("<adda") });
    let mut frames: Vec<Value> = names.map(frame).collect();
    frames.reverse();
    frames
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_functions_outermost_first_without_files() {
        let trace = "   0: adda_server::chat::turn::spawn\n             at /home/builder/turn.rs:3:5\n   \
                     1: <adda_server::X as core::future::Future>::poll\n   2: main\n";
        let frames = frames(trace);
        let names: Vec<&str> =
            frames.iter().filter_map(|frame| frame["function"].as_str()).collect();
        assert_eq!(
            names,
            [
                "main",
                "<adda_server::X as core::future::Future>::poll",
                "adda_server::chat::turn::spawn"
            ]
        );
        assert_eq!(frames[2]["in_app"], true);
        assert_eq!(frames[0]["in_app"], false);
    }
}
