//! Errors reported to Sentry, or to what speaks like it, where the operator named a DSN. What the server logs as an error goes
//! out: its message, its numbers, the request it belongs to. No message text, no key, no e-mail address, no user: names of
//! fields decide first, then [`redact`](super::redact).

mod event;
mod fields;
mod outbox;

use std::sync::Arc;

use tracing::{Event, Level, Metadata, span};
use tracing_subscriber::{
    Layer,
    filter::filter_fn,
    layer::Context,
    registry::{Registry, Scope},
};

use self::{event::Report, fields::Fields};
use super::{BoxedLayer, traces};

pub use outbox::Outbox;

/// The layer that turns error events into reports.
#[derive(Debug)]
pub struct Reports {
    outbox: Arc<Outbox>,
    environment: String,
}

impl Reports {
    pub fn new(outbox: Arc<Outbox>, environment: &str) -> Self {
        Self { outbox, environment: environment.to_owned() }
    }

    /// With the filter it needs: our own errors, and the spans that say what they belong to.
    pub(super) fn boxed(self) -> BoxedLayer {
        self.with_filter(filter_fn(is_wanted)).boxed()
    }
}

fn is_wanted(metadata: &Metadata<'_>) -> bool {
    let level = if metadata.is_span() { Level::INFO } else { Level::ERROR };
    let target = metadata.target();
    *metadata.level() <= level && target.starts_with("adda") && target != traces::TARGET
}

impl Layer<Registry> for Reports {
    fn on_new_span(
        &self,
        attributes: &span::Attributes<'_>,
        id: &span::Id,
        context: Context<'_, Registry>,
    ) {
        let Some(span) = context.span(id) else { return };
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        span.extensions_mut().replace(fields);
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, Registry>) {
        let mut around = Fields::default();
        for span in context.event_scope(event).into_iter().flat_map(Scope::from_root) {
            if let Some(fields) = span.extensions().get::<Fields>() {
                around.add(fields);
            }
        }
        let mut fields = Fields::default();
        event.record(&mut fields);
        self.outbox.put(Report {
            metadata: event.metadata(),
            fields,
            around,
            environment: &self.environment,
        });
    }
}
