use adda_protocol::{
    Cost, KeyOwner,
    dto::{Totals, UsageLine, UsageReport},
};

use crate::http::openapi::object;

object! {
    /// Sums over answers; tokens as in Usage.
    Totals {
        answers: u64,
        input: u64,
        cached: u64,
        output: u64,
        reasoning: u64,
        estimated: u64 = "Answers whose figures are estimates.",
        costs: Vec<Cost> = "One amount a currency.",
    }
}

object! {
    /// A day, a model, and whose key paid.
    UsageLine {
        day: String,
        model: String,
        key: KeyOwner;
        ..totals: Totals
    }
}

object! {
    UsageReport { from: String, to: String, total: Totals, lines: Vec<UsageLine> }
}
