use adda_protocol::{day, dto::Price, limits::MODEL_BYTES, model::micros};
use serde::Deserialize;

use super::key::{Key, Kind};

/// `[model."ID"]`: what the operator says of one model, over what the model table says. A model the table does not know is
/// added to its provider's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModelConfig {
    pub name: Option<String>,
    /// Tokens of question and answer together.
    pub context_window: Option<u64>,
    /// Most tokens of an answer.
    pub output_limit: Option<u64>,
    /// For a million tokens, as a decimal number; so are the other prices.
    pub input_price: Option<String>,
    pub cached_input_price: Option<String>,
    pub output_price: Option<String>,
    /// ISO 4217; `USD` where absent.
    pub currency: Option<String>,
    /// Day of the prices, `YYYY-MM-DD`.
    pub as_of: Option<String>,
    /// Not offered, and not answered with.
    pub hidden: bool,
}

impl ModelConfig {
    /// The price, where both of its sides are named.
    pub fn price(&self) -> Option<Price> {
        let read = |word: &Option<String>| word.as_deref().and_then(micros);
        Some(Price {
            currency: self.currency.clone().unwrap_or_else(|| "USD".to_owned()),
            input: read(&self.input_price)?,
            cached_input: read(&self.cached_input_price),
            output: read(&self.output_price)?,
            as_of: self.as_of.clone().unwrap_or_default(),
        })
    }
}

/// Ids are others' words, but short and printable.
pub(super) fn is_id(id: &str) -> bool {
    (1..=MODEL_BYTES).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
}

const fn price(name: &'static str) -> Key {
    Key {
        name,
        kind: Kind::Text(|text| micros(text).is_some()),
        what: "a price of a million tokens",
        example: "\"0.15\"",
    }
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "name",
        kind: Kind::Text(|text| (1..=80).contains(&text.chars().count())),
        what: "a name of at most 80 characters",
        example: "\"Our model\"",
    },
    Key {
        name: "context_window",
        kind: Kind::Number(1, 100_000_000),
        what: "a number of tokens",
        example: "128000",
    },
    Key {
        name: "output_limit",
        kind: Kind::Number(1, 100_000_000),
        what: "a number of tokens",
        example: "16384",
    },
    price("input_price"),
    price("cached_input_price"),
    price("output_price"),
    Key {
        name: "currency",
        kind: Kind::Text(|text| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase())),
        what: "a currency's code (ISO 4217)",
        example: "\"USD\"",
    },
    Key {
        name: "as_of",
        kind: Kind::Text(|text| day::start(text).is_some()),
        what: "a day",
        example: "\"2026-11-21\"",
    },
    Key { name: "hidden", kind: Kind::Flag, what: "true or false", example: "true" },
];
