//! Months of the calendar, as the address and people name them.

use adda_protocol::{Millis, day};

use crate::{components::local_time::month_name, i18n::text};

/// A month that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i32,
    /// 0 is January.
    place: u8,
}

impl Month {
    /// Without the year.
    fn short_name(self) -> &'static str {
        month_name(i64::from(self.place) + 1)
    }

    pub fn of(at: Millis) -> Self {
        Self::read(day::of(at).get(..7).unwrap_or_default())
            .unwrap_or(Self { year: 1970, place: 0 })
    }

    /// Reads `2026-11`.
    pub fn read(word: &str) -> Option<Self> {
        day::start(&format!("{word}-01"))?;
        let (year, month) = word.split_once('-')?;
        Some(Self { year: year.parse().ok()?, place: month.parse::<u8>().ok()?.checked_sub(1)? })
    }

    /// `2026-11`.
    pub fn word(self) -> String {
        format!("{:04}-{:02}", self.year, self.place + 1)
    }

    /// `November 2026`.
    pub fn name(self) -> String {
        text!(dates.month_of_year, month = self.short_name(), year = self.year)
    }

    pub fn first_day(self) -> String {
        format!("{}-01", self.word())
    }

    pub fn last_day(self) -> String {
        let after = day::start(&self.next().first_day()).unwrap_or_default();
        day::of(after - day::MILLIS)
    }

    pub const fn next(self) -> Self {
        if self.place == 11 {
            Self { year: self.year + 1, place: 0 }
        } else {
            Self { place: self.place + 1, ..self }
        }
    }

    pub const fn previous(self) -> Self {
        if self.place == 0 {
            Self { year: self.year - 1, place: 11 }
        } else {
            Self { place: self.place - 1, ..self }
        }
    }

    /// This one and those before it down to `first`, at most `count`.
    pub fn back_to(self, first: Self, count: usize) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |month| Some(month.previous()))
            .take(count)
            .take_while(move |month| *month >= first)
    }
}

/// `21 November`, of a day's word.
pub fn day_name(word: &str) -> String {
    let number = word.get(8..).unwrap_or_default().trim_start_matches('0');
    let month = word.get(..7).and_then(Month::read);
    month.map_or_else(
        || word.to_owned(),
        |month| text!(dates.day_of_year, day = number, month = month.short_name()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn month_knows_its_days_and_neighbours() {
        let month = Month::read("2024-02").unwrap();
        assert_eq!(
            (month.first_day(), month.last_day()),
            ("2024-02-01".into(), "2024-02-29".into())
        );
        assert_eq!(Month::read("2026-12").unwrap().next().word(), "2027-01");
        assert_eq!(Month::read("2026-01").unwrap().previous().name(), "December 2025");
        assert_eq!(Month::of(1_795_219_200_000).word(), "2026-11");
    }

    #[test]
    fn month_that_does_not_exist_is_none() {
        for word in ["2026-13", "2026-00", "2026", "", "2026-1", "2026-11-01", "<b>"] {
            assert_eq!(Month::read(word), None, "{word}");
        }
    }

    #[test]
    fn months_go_back_to_the_first_and_no_further() {
        let months = |count| {
            let (now, first) = (Month::read("2026-02").unwrap(), Month::read("2025-11").unwrap());
            now.back_to(first, count).map(Month::word).collect::<Vec<_>>()
        };
        assert_eq!(months(9), ["2026-02", "2026-01", "2025-12", "2025-11"]);
        assert_eq!(months(2).len(), 2);
    }

    #[test]
    fn day_is_named_without_its_year() {
        assert_eq!(day_name("2026-11-05"), "5 November");
        assert_eq!(day_name("nonsense"), "nonsense");
    }
}
