//! Server functions: find out who asks, call a service, map the error. Everything here is a public endpoint below
//! `/api/ui`, with names that stay, so that a page of an older build keeps working after a deploy.

pub mod account;
pub mod asking;
mod call;
pub mod chat;
pub mod code;
pub mod docs;
mod error;
pub mod search;
pub mod shelf;
pub mod spending;

#[cfg(feature = "ssr")]
pub mod administration;
#[cfg(feature = "ssr")]
pub mod api_keys;
#[cfg(feature = "ssr")]
pub mod chats;
#[cfg(feature = "ssr")]
pub mod context;
#[cfg(feature = "ssr")]
pub mod imports;
#[cfg(feature = "ssr")]
pub mod keys;
#[cfg(feature = "ssr")]
pub mod personal;
#[cfg(feature = "ssr")]
pub mod sharing;
#[cfg(feature = "ssr")]
pub mod usage;
use std::time::Duration;

use adda_protocol::code::Run;
#[cfg(feature = "ssr")]
use context::set_status;

pub use error::ApiError;

/// Gives the page the status of an error that no server function met. In the browser there is no answer to set it on.
pub fn mark(code: adda_protocol::ErrorCode) {
    set_status(code);
}

#[cfg(not(feature = "ssr"))]
fn set_status(_: adda_protocol::ErrorCode) {}

/// The looks of the page that the server draws. In the browser the document says them.
#[cfg(feature = "ssr")]
pub fn drawn_appearance() -> adda_protocol::dto::Appearance {
    context::appearance()
}

#[cfg(not(feature = "ssr"))]
pub fn drawn_appearance() -> adda_protocol::dto::Appearance {
    adda_protocol::dto::Appearance::default()
}

/// Remembers on a device which of what stands beside the thread is folded away: `list`, `details` or `both`.
pub const FOLDED: &str = "adda_folded";

/// What that says to the server that draws the page.
#[cfg(feature = "ssr")]
pub fn folded() -> Option<String> {
    context::cookie(FOLDED)
}

#[cfg(not(feature = "ssr"))]
pub fn folded() -> Option<String> {
    None
}

/// Tags of the languages a page may be drawn in, the best first. In the browser the document says it.
#[cfg(feature = "ssr")]
pub fn languages() -> Vec<String> {
    context::languages()
}

#[cfg(not(feature = "ssr"))]
pub fn languages() -> Vec<String> {
    Vec::new()
}

/// Whether the page is drawn for an administrator. In the browser the document says it.
#[cfg(feature = "ssr")]
pub fn drawn_for_administrator() -> bool {
    context::is_administrators()
}

#[cfg(not(feature = "ssr"))]
pub fn drawn_for_administrator() -> bool {
    false
}

/// What the parts of some code are, where the server that draws the page knows it or finds it in this time; and how long
/// it took. In the browser they are asked for.
#[cfg(feature = "ssr")]
pub fn runs_at_once(language: &str, code: &str, time: Duration) -> (Option<Vec<Run>>, Duration) {
    let begun = std::time::Instant::now();
    let runs = adda_server::code::runs(language, code, time);
    (runs, begun.elapsed())
}

#[cfg(not(feature = "ssr"))]
pub fn runs_at_once(_: &str, _: &str, _: Duration) -> (Option<Vec<Run>>, Duration) {
    (None, Duration::ZERO)
}
