use adda_protocol::dto::{ModelInfo, ModelState, Price};

use crate::http::openapi::{object, words};

words! {
    /// Whether a person can use a model now.
    ModelState { Ready, NeedsKey, Gone }
}

object! {
    /// Millionths of a currency for a million tokens.
    Price {
        currency: String,
        input: i64,
        cached_input: Option<i64>,
        output: i64,
        as_of: String = "Day the price was looked up.",
    }
}

object! {
    ModelInfo {
        id: String,
        name: String,
        provider: String,
        context_window: Option<u64> = "Most tokens of question and answer together.",
        output_limit: Option<u64> = "Most tokens of an answer.",
        price: Option<Price> = "Absent where nobody knows it.",
        state: ModelState,
    }
}
