//! How much one answer carries.

use adda_protocol::{Event, limits};

/// How many of the first events one answer carries: at most so many, and so many bytes of text; one in any case.
pub(super) fn fitting(events: &[Event]) -> usize {
    let mut bytes = 0;
    let within = events.iter().take(limits::CATCH_UP_EVENTS).take_while(|event| {
        bytes += event.body.text().len();
        bytes <= limits::CATCH_UP_BYTES
    });
    within.count().max(1).min(events.len())
}

/// Items of a page, when so many were asked for.
pub(super) fn page_size(asked: Option<usize>) -> usize {
    asked.unwrap_or(limits::PAGE_DEFAULT).clamp(1, limits::PAGE_MAX)
}
