//! The generic cell rate algorithm, in whole microseconds. `shared/take.lua` says the same in Redis' words; the contract
//! tests compare the two.

use std::time::Duration;

use super::{Decision, Take};

/// The span a quota is for, in microseconds.
pub(super) const WINDOW: i64 = 60_000_000;
/// What rounding up may add to a window: less than the millisecond clocks count in.
pub(super) const SLACK: i64 = 999;
/// How far one key can be in debt: two windows. A clock set back shuts nobody out for longer.
pub(super) const DEEPEST: i64 = 2 * WINDOW;

/// So much a minute, all of it at once where nothing was taken for a minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota(u32);

impl Quota {
    /// `None` for 0, which stands for no limit.
    pub const fn a_minute(amount: u32) -> Option<Self> {
        if amount == 0 { None } else { Some(Self(amount)) }
    }

    /// All that is there at once.
    pub(super) fn whole(self) -> u64 {
        self.0.into()
    }

    /// Microseconds it takes until so much is there again, rounded up. What is more than the whole counts as the whole:
    /// it would never fit.
    pub(super) fn time_of(self, cost: u64) -> i64 {
        self.time_spent(cost.min(self.0.into()))
    }

    /// The same for what was used already, which may be more than the whole.
    pub(super) fn time_spent(self, cost: u64) -> i64 {
        let most = u64::from(self.0);
        // At most 8.6e9 * 6e7: far from the type's end.
        let time = (cost.min(2 * most) * WINDOW.unsigned_abs()).div_ceil(most);
        i64::try_from(time).unwrap_or(DEEPEST)
    }

    /// How much is left, `debt` microseconds from being whole again.
    pub(super) fn left(self, debt: i64) -> u64 {
        let free = u64::try_from(WINDOW + SLACK - debt).unwrap_or(0);
        (free / self.time_of(1).unsigned_abs().max(1)).min(u64::from(self.0))
    }
}

/// What a key owes: microseconds until its quota is whole again.
pub(super) const fn debt(whole_at: Option<i64>, now: i64) -> i64 {
    match whole_at {
        Some(at) if at - now > DEEPEST => DEEPEST,
        Some(at) if at > now => at - now,
        _ => 0,
    }
}

/// Whether all that is asked for fits, by what each key would owe after it.
pub(super) fn decide(asked: &[Take], after: &[i64]) -> Decision {
    let each = || asked.iter().zip(after.iter().copied());
    if let Some((take, debt)) = each().max_by_key(|(_, debt)| *debt)
        && debt > WINDOW + SLACK
    {
        let wait = Duration::from_micros((debt - WINDOW - SLACK).unsigned_abs());
        return Decision::Refused { kind: take.key.kind, wait };
    }
    Decision::Taken { left: each().map(|(take, debt)| take.quota.left(debt)).min().unwrap_or(0) }
}
