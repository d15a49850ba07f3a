//! Whether the reader looks after the server. The document says it, so that both sides draw the same.

use crate::{api, browser::looks};

pub fn is_administrator() -> bool {
    if cfg!(target_family = "wasm") {
        looks::is_administrators()
    } else {
        api::drawn_for_administrator()
    }
}
