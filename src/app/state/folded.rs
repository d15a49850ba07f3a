//! What is folded away beside the thread. The device remembers it in a cookie, so that the server draws the next page so.

use crate::{
    api,
    browser::{IN_BROWSER, cookies},
};

#[derive(Clone, Copy, Debug)]
pub struct Folded {
    pub list: bool,
    pub details: bool,
}

impl Folded {
    pub fn remembered() -> Self {
        let said = if IN_BROWSER { cookies::get(api::FOLDED) } else { api::folded() };
        let said = said.as_deref().unwrap_or_default();
        Self { list: matches!(said, "list" | "both"), details: matches!(said, "details" | "both") }
    }

    pub fn remember(self) {
        let said = match (self.list, self.details) {
            (true, true) => "both",
            (true, false) => "list",
            (false, true) => "details",
            (false, false) => "",
        };
        cookies::set(api::FOLDED, said);
    }
}
