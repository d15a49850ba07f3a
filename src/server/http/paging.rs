use std::str::FromStr;

use serde::Deserialize;

use super::{Failure, openapi::object};

/// Which page of a list is asked for.
#[derive(Debug, Deserialize)]
pub(super) struct Place {
    cursor: Option<String>,
    pub limit: Option<usize>,
}

object! { Place { cursor: Option<String> = "From the page before: its next.", limit: Option<usize> } }

impl Place {
    /// Where the page before ended; none for the first.
    pub fn cursor<C: FromStr>(&self) -> Result<Option<C>, Failure> {
        let read = self.cursor.as_deref().map(str::parse).transpose();
        read.map_err(|_| Failure::invalid("cursor", "This is not a cursor of this list."))
    }
}
