//! What answers used and cost, summed.

use serde::{Deserialize, Serialize};

use crate::{Cost, from_json, message::KeyOwner};

/// Sums over answers. Tokens as in [`crate::Usage`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    pub answers: u64,
    pub input: u64,
    pub cached: u64,
    pub output: u64,
    pub reasoning: u64,
    /// Answers whose figures are estimates.
    pub estimated: u64,
    /// One amount a currency, in the currencies' order.
    pub costs: Vec<Cost>,
}

from_json!(Totals { answers, input, cached, output, reasoning, estimated, costs });

impl Totals {
    /// Adds an amount to that of its currency.
    pub fn add_cost(&mut self, cost: &Cost) {
        match self.costs.binary_search_by(|known| known.currency.cmp(&cost.currency)) {
            Ok(at) => self.costs[at].micros = self.costs[at].micros.saturating_add(cost.micros),
            Err(at) => self.costs.insert(at, cost.clone()),
        }
    }

    /// Adds other sums.
    pub fn add(&mut self, other: &Self) {
        self.answers += other.answers;
        self.input += other.input;
        self.cached += other.cached;
        self.output += other.output;
        self.reasoning += other.reasoning;
        self.estimated += other.estimated;
        for cost in &other.costs {
            self.add_cost(cost);
        }
    }
}

/// One line of the usage: a day, a model, and whose key paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageLine {
    /// `YYYY-MM-DD`, UTC.
    pub day: String,
    pub model: String,
    pub key: KeyOwner,
    #[serde(flatten)]
    pub totals: Totals,
}

/// `GET /api/v1/usage?from=YYYY-MM-DD&to=YYYY-MM-DD`: both days included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsageReport {
    pub from: String,
    pub to: String,
    pub total: Totals,
    /// By day, then model, then key.
    pub lines: Vec<UsageLine>,
}
