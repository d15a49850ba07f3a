//! Models people can choose, and what they cost.

use serde::{Deserialize, Serialize};

use crate::{Cost, Usage, from_json};

/// Tokens a price is named for.
const PER: i128 = 1_000_000;

/// What a model costs: millionths of `currency` for a million tokens (a price of 0.15 USD is 150,000).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    /// ISO 4217.
    pub currency: String,
    pub input: i64,
    /// Input the service had cached; at the price of `input` where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cached_input: Option<i64>,
    pub output: i64,
    /// Day the price was looked up, `YYYY-MM-DD`.
    pub as_of: String,
}

from_json!(Price { currency, input, cached_input, output, as_of });

impl Price {
    /// What `usage` costs, rounded half up to a millionth.
    pub fn cost(&self, usage: &Usage) -> Cost {
        let cached = usage.cached.min(usage.input);
        let part = |tokens: u64, price: i64| i128::from(tokens) * i128::from(price);
        let sum = part(usage.input - cached, self.input)
            + part(cached, self.cached_input.unwrap_or(self.input))
            + part(usage.output, self.output);
        let micros = i64::try_from((sum + PER / 2).div_euclid(PER)).unwrap_or(i64::MAX);
        Cost { micros, currency: self.currency.clone() }
    }
}

/// The millionths of a decimal number of a currency: `"0.15"` is 150,000. `None` for what is none, is negative, or has more
/// than six decimals.
pub fn micros(word: &str) -> Option<i64> {
    let (whole, decimals) = word.split_once('.').unwrap_or((word, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(decimals) || decimals.len() > 6 {
        return None;
    }
    let padded = format!("{decimals:0<6}");
    whole.parse::<i64>().ok()?.checked_mul(1_000_000)?.checked_add(padded.parse().ok()?)
}

/// Whether a person can use a model now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModelState {
    #[default]
    Ready,
    /// Neither the person nor the server has a key for its provider.
    NeedsKey,
    /// Its provider no longer offers it.
    Gone,
}

from_json!(words ModelState { "ready" => Ready, "needs_key" => NeedsKey, "gone" => Gone });

/// A model a person can choose.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelInfo {
    /// Unique on this server: `gpt-4o-mini`, or `provider/model` for named providers.
    pub id: String,
    pub name: String,
    pub provider: String,
    /// Most tokens of question and answer together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_window: Option<u64>,
    /// Most tokens of an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_limit: Option<u64>,
    /// Absent where nobody knows it; a model that is known to cost nothing has a price of zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    #[serde(default)]
    pub state: ModelState,
}

from_json!(ModelInfo { id, name, provider, context_window, output_limit, price, state or default });

#[cfg(test)]
mod tests {
    use super::*;

    fn price() -> Price {
        Price {
            currency: "USD".to_owned(),
            input: 150_000,
            cached_input: Some(75_000),
            output: 600_000,
            as_of: "2026-11-21".to_owned(),
        }
    }

    #[test]
    fn price_costs_cached_and_fresh_input_apart() {
        let usage =
            Usage { input: 1_000_000, cached: 400_000, output: 500_000, ..Usage::default() };
        assert_eq!(price().cost(&usage).micros, 90_000 + 30_000 + 300_000);
    }

    #[test]
    fn price_rounds_half_up_and_never_counts_more_cached_than_read() {
        let cost = |usage| price().cost(&usage).micros;
        assert_eq!(cost(Usage { input: 3, ..Usage::default() }), 0);
        assert_eq!(cost(Usage { input: 4, ..Usage::default() }), 1);
        assert_eq!(cost(Usage { input: 10, cached: 99, ..Usage::default() }), 1);
        assert_eq!(cost(Usage { output: u64::MAX, ..Usage::default() }), i64::MAX);
    }

    #[test]
    fn price_is_read_exactly() {
        for (word, expected) in [
            ("0.15", Some(150_000)),
            ("10.00", Some(10_000_000)),
            ("0.003625", Some(3_625)),
            ("3", Some(3_000_000)),
            ("0", Some(0)),
            (".5", None),
            ("-1", None),
            ("1e3", None),
            ("1,5", None),
            ("0.0000001", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(micros(word), expected, "{word}");
        }
    }
}
