//! A report day by day: what the chart shows.

use adda_protocol::{
    KeyOwner, day,
    dto::{Totals, UsageReport},
};

/// What is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Money of one currency.
    Cost {
        currency: String,
    },
    Tokens,
}

impl Measure {
    /// Money where there is any, unless tokens are asked for: in the currency most was paid in.
    pub fn of(total: &Totals, asked: Option<&str>) -> Self {
        let most = total.costs.iter().filter(|cost| cost.micros > 0).max_by_key(|cost| cost.micros);
        match most {
            Some(most) if asked != Some("tokens") => Self::Cost { currency: most.currency.clone() },
            _ => Self::Tokens,
        }
    }

    fn take(&self, totals: &Totals) -> i64 {
        match self {
            Self::Tokens => {
                i64::try_from(totals.input.saturating_add(totals.output)).unwrap_or(i64::MAX)
            }
            Self::Cost { currency } => {
                let cost = totals.costs.iter().find(|cost| cost.currency == *currency);
                cost.map_or(0, |cost| cost.micros.max(0))
            }
        }
    }
}

/// One day, split by whose key paid.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// `YYYY-MM-DD`.
    pub word: String,
    pub own: i64,
    pub server: i64,
    pub nobody: i64,
    pub totals: Totals,
}

impl Day {
    pub const fn sum(&self) -> i64 {
        self.own.saturating_add(self.server).saturating_add(self.nobody)
    }
}

/// Every day of the report, also those on which nothing happened.
pub fn days(report: &UsageReport, measure: &Measure) -> Vec<Day> {
    let (Some(first), Some(last)) = (day::start(&report.from), day::start(&report.to)) else {
        return Vec::new();
    };
    let mut lines = report.lines.iter().peekable();
    let mut days = Vec::new();
    let mut at = first;
    while at <= last {
        let mut today = Day { word: day::of(at), ..Day::default() };
        while let Some(line) = lines.next_if(|line| line.day <= today.word) {
            let amount = measure.take(&line.totals);
            let part = match line.key {
                KeyOwner::User => &mut today.own,
                KeyOwner::Server => &mut today.server,
                KeyOwner::Nobody => &mut today.nobody,
            };
            *part = part.saturating_add(amount);
            today.totals.add(&line.totals);
        }
        days.push(today);
        at += day::MILLIS;
    }
    days
}

/// The end of the scale: the next round number a person would choose, with a round half.
pub fn top(most: i64) -> i64 {
    let mut unit = 1_i64;
    loop {
        for step in [2, 4, 6, 10] {
            let top = unit.saturating_mul(step);
            if top >= most || top == i64::MAX {
                return top;
            }
        }
        unit = unit.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use adda_protocol::{Cost, dto::UsageLine};

    use super::*;

    fn line(day: &str, key: KeyOwner, micros: i64, tokens: u64) -> UsageLine {
        let costs = vec![Cost { micros, currency: "USD".to_owned() }];
        let totals = Totals { answers: 1, input: tokens, output: 1, costs, ..Totals::default() };
        UsageLine { day: day.to_owned(), model: "m".to_owned(), key, totals }
    }

    fn report() -> UsageReport {
        UsageReport {
            from: "2026-11-01".to_owned(),
            to: "2026-11-30".to_owned(),
            lines: vec![
                line("2026-11-02", KeyOwner::User, 500, 10),
                line("2026-11-02", KeyOwner::Server, 300, 20),
                line("2026-11-30", KeyOwner::Nobody, 0, 30),
            ],
            ..UsageReport::default()
        }
    }

    #[test]
    fn days_are_all_there_and_add_up_to_the_lines() {
        let days = days(&report(), &Measure::Cost { currency: "USD".to_owned() });
        assert_eq!(days.len(), 30);
        assert_eq!((days[1].own, days[1].server, days[1].sum()), (500, 300, 800));
        assert_eq!(days[1].totals.answers, 2);
        let sum: i64 = days.iter().map(Day::sum).sum();
        assert_eq!(sum, 800);
        let tokens = super::days(&report(), &Measure::Tokens);
        assert_eq!((tokens[29].nobody, tokens[1].sum()), (31, 32));
    }

    #[test]
    fn days_of_a_report_that_cannot_be_read_are_none() {
        assert!(days(&UsageReport::default(), &Measure::Tokens).is_empty());
    }

    #[test]
    fn measure_is_money_where_there_is_any() {
        let mut total = Totals::default();
        assert_eq!(Measure::of(&total, None), Measure::Tokens);
        total.add_cost(&Cost { micros: 5, currency: "EUR".to_owned() });
        total.add_cost(&Cost { micros: 9, currency: "USD".to_owned() });
        assert_eq!(Measure::of(&total, None), Measure::Cost { currency: "USD".to_owned() });
        assert_eq!(Measure::of(&total, Some("tokens")), Measure::Tokens);
    }

    #[test]
    fn top_of_the_scale_is_round_and_never_too_low() {
        for (most, expected) in [(0, 2), (2, 2), (3, 4), (61, 100), (119, 200), (450_000, 600_000)]
        {
            assert_eq!(top(most), expected);
        }
        assert_eq!(top(i64::MAX), i64::MAX);
    }
}
