//! What the parts of code are, for its colours: said by the server, which alone has the grammars.

use std::time::Duration;

use adda_protocol::code::{MAX_BYTES, Run};

use crate::api;

/// What is left of the time a page may take for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left(Duration);

/// A debug build takes a hundred times as long, and nobody waits for it.
const USUAL: Duration = Duration::from_millis(if cfg!(debug_assertions) { 10_000 } else { 60 });

impl Default for Left {
    fn default() -> Self {
        Self(USUAL)
    }
}

/// While the server draws a page: what is known already, or found in the time that is left.
pub fn at_once(language: &str, code: &str, left: &mut Left) -> Option<Vec<Run>> {
    let (runs, taken) = api::code::at_once(language, code, left.0);
    left.0 = left.0.saturating_sub(taken);
    runs
}

/// In the browser: the runs of some code, encoded. The outer nothing says that the server did not answer.
pub async fn runs(language: &str, code: &str) -> Option<Option<String>> {
    if code.len() > MAX_BYTES {
        return Some(None);
    }
    api::code::runs(language.to_owned(), code.to_owned()).await.ok()
}
