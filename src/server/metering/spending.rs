//! Sums of what a person's answers used.

use std::sync::Arc;

use adda_protocol::{
    Millis, day,
    dto::{Totals, UsageLine, UsageReport},
};

use super::{Error, Result};
use crate::{
    auth::Identity,
    clock::Clock,
    store::{PersonUsage, Store},
};

/// Most days of one report: a leap year and a day.
const MOST_DAYS: i64 = 367;

/// The service.
#[derive(Clone, Debug)]
pub struct Spending {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
}

impl Spending {
    pub fn new(store: Arc<dyn Store>, clock: Arc<dyn Clock>) -> Self {
        Self { store, clock }
    }

    /// What the person used from the day `from` to the day `to` (`YYYY-MM-DD`, UTC, both included); from the first of
    /// this month to today where they are absent.
    pub async fn report(
        &self,
        who: &Identity,
        from: Option<&str>,
        to: Option<&str>,
    ) -> Result<UsageReport> {
        let (first, last) = span(from, to, self.clock.now())?;
        let lines = self.store.usage(who.id(), first, last + day::MILLIS).await?;
        Ok(summed((first, last), lines))
    }

    /// The same of everybody, and by person: at most so many lines. Who may see it is the caller's to ask.
    pub async fn report_of_all(
        &self,
        from: Option<&str>,
        to: Option<&str>,
        most: usize,
    ) -> Result<(UsageReport, Vec<PersonUsage>)> {
        let (first, last) = span(from, to, self.clock.now())?;
        let end = last + day::MILLIS;
        let lines = self.store.server_usage(first, end).await?;
        let people = self.store.usage_of_people(first, end, most).await?;
        Ok((summed((first, last), lines), people))
    }
}

/// First and last day.
fn span(from: Option<&str>, to: Option<&str>, today: Millis) -> Result<(Millis, Millis)> {
    let last = read("to", to, today)?;
    let first = read("from", from, month_start(last))?;
    if first > last {
        let message = "The first day is after the last one.";
        return Err(Error::Invalid { field: "from", message });
    }
    if (last - first) / day::MILLIS >= MOST_DAYS {
        let message = "That is more than a year. Ask for less at once.";
        return Err(Error::Invalid { field: "from", message });
    }
    Ok((first, last))
}

fn summed((first, last): (Millis, Millis), lines: Vec<UsageLine>) -> UsageReport {
    let mut total = Totals::default();
    for line in &lines {
        total.add(&line.totals);
    }
    UsageReport { from: day::of(first), to: day::of(last), total, lines }
}

/// The first moment of a day; of `usual` where none is named.
fn read(field: &'static str, word: Option<&str>, usual: Millis) -> Result<Millis> {
    let word = word.filter(|word| !word.is_empty()).map_or_else(|| day::of(usual), str::to_owned);
    let message = "Write a day like 2026-11-21.";
    day::start(&word).ok_or(Error::Invalid { field, message })
}

/// When the month of a moment began, UTC.
pub(crate) fn month_start(at: Millis) -> Millis {
    let word = day::of(at);
    let first = word.rsplit_once('-').map(|(month, _)| format!("{month}-01"));
    first.as_deref().and_then(day::start).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn month_begins_with_its_first_day() {
        let at = day::start("2026-11-21").unwrap() + 5_000;
        assert_eq!(day::of(month_start(at)), "2026-11-01");
        assert_eq!(month_start(month_start(at)), month_start(at));
    }

    #[test]
    fn day_that_cannot_be_read_is_refused_by_name() {
        assert!(matches!(
            read("to", Some("21.11.2026"), 0),
            Err(Error::Invalid { field: "to", .. })
        ));
        assert_eq!(read("to", Some(""), 7).unwrap(), 0);
    }
}
