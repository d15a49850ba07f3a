//! A panic becomes one line of the log, and so a report: where it was, what it said, and the way there.

use std::{
    any::Any,
    backtrace::Backtrace,
    panic::{self, PanicHookInfo},
    thread,
};

use super::redact::without_quoted;

/// Field that marks a panic's event.
pub(super) const LOCATION: &str = "panic.location";
pub(super) const BACKTRACE: &str = "panic.backtrace";

/// From now on, in place of what Rust writes to standard error.
pub(super) fn install() {
    panic::set_hook(Box::new(log));
}

/// Logs a panic within the spans of the thread it happens on.
pub fn log(info: &PanicHookInfo<'_>) {
    let location = info.location().map(ToString::to_string).unwrap_or_default();
    let message = message(info.payload());
    let backtrace = Backtrace::force_capture();
    let thread = thread::current();
    let thread = thread.name().unwrap_or("unnamed");
    tracing::error!(
        panic.location = location,
        panic.thread = thread,
        panic.backtrace = %backtrace,
        "a panic at {location}: {message}"
    );
}

/// What was written in the source is harmless. What was put together may quote a person's text.
fn message(payload: &(dyn Any + Send)) -> String {
    match (payload.downcast_ref::<&'static str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (_, Some(text)) => without_quoted(text).into_owned(),
        _ => "no message".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panic_message_quotes_nobody() {
        let diary = "dear diary, é".to_owned();
        let slice = panic::catch_unwind(|| diary[..diary.len() - 1].len()).unwrap_err();
        let said = message(&*slice);
        assert!(said.contains("char boundary") && !said.contains("dear diary"), "{said}");
        assert_eq!(message(&"the boiler burst"), "the boiler burst");
        assert_eq!(message(&7_u8), "no message");
    }
}
