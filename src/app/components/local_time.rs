//! Moments as people read them. The server does not know the reader's zone, so the first drawing is in UTC on both
//! sides and the reader's own time follows once the page is alive.

use adda_protocol::Millis;
use leptos::prelude::*;

use crate::{
    browser::{clock, local_time::offset_minutes},
    i18n::text,
};

const DAY_MS: i64 = 86_400_000;

/// The reader's clock. Provided by the page.
#[derive(Clone, Copy, Debug)]
pub struct ReaderZone {
    /// Whether the browser may be asked: once the page is alive.
    alive: RwSignal<bool>,
    /// When the page was asked for, and the zone then as far as the server knew it; what it drew by this, the browser
    /// takes over by this.
    asked: (Millis, i64),
}

impl ReaderZone {
    /// Makes it and puts it into the context of the page.
    pub fn provide(asked: (Millis, i64)) -> Self {
        let alive = RwSignal::new(false);
        Effect::new(move |_| alive.set(true));
        let zone = Self { alive, asked };
        provide_context(zone);
        zone
    }

    /// The page's, or UTC where there is none.
    pub fn expect() -> Self {
        use_context().unwrap_or_else(|| Self { alive: RwSignal::new(false), asked: (0, 0) })
    }

    /// `at` shifted so that reading it as UTC gives the reader's clock.
    pub fn shifted(self, at: Millis) -> Millis {
        let minutes = if self.alive.get() { offset_minutes(at) } else { self.asked.1 };
        at + minutes * 60_000
    }

    /// Number of the reader's day that it is; none where nobody knows.
    pub fn today(self) -> Option<i64> {
        let now = if self.alive.get() { clock::now() } else { self.asked.0 };
        (now != 0).then(|| self.day(now))
    }

    /// Number of the reader's day `at` falls on.
    pub fn day(self, at: Millis) -> i64 {
        self.shifted(at).div_euclid(DAY_MS)
    }

    /// "Today", "Yesterday", or the date.
    pub fn day_name(self, day: i64) -> String {
        match self.today().map(|today| today - day) {
            Some(0) => text!(dates.today).to_owned(),
            Some(1) => text!(dates.yesterday).to_owned(),
            _ => date(day),
        }
    }

    /// The clock's time for today, the day otherwise: for lists.
    pub fn short(self, at: Millis) -> String {
        let day = self.day(at);
        if self.today() == Some(day) {
            return clock_time(self.shifted(at));
        }
        let (_, month, day) = civil(day);
        text!(dates.day_of_year, day = day, month = month_short(month))
    }
}

/// A moment of a message: `14:05`, with the whole date for who asks.
#[component]
pub fn Time(at: Millis, #[prop(optional)] short: bool, class: &'static str) -> impl IntoView {
    let zone = ReaderZone::expect();
    let whole = move || {
        let shifted = zone.shifted(at);
        let day = date(shifted.div_euclid(DAY_MS));
        text!(dates.moment, date = day, time = clock_time(shifted))
    };
    let text = move || if short { zone.short(at) } else { clock_time(zone.shifted(at)) };
    view! {
        <time class=class datetime=iso(at) title=whole>
            {text}
        </time>
    }
}

/// RFC 3339, in UTC.
pub fn iso(at: Millis) -> String {
    let (year, month, day) = civil(at.div_euclid(DAY_MS));
    let seconds = at.rem_euclid(DAY_MS) / 1_000;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// `14:05`.
fn clock_time(at: Millis) -> String {
    let minutes = at.rem_euclid(DAY_MS) / 60_000;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// `21 Nov 2026`.
pub fn date(day: i64) -> String {
    let (year, month, day) = civil(day);
    text!(dates.day, day = day, month = month_short(month), year = year)
}

/// The whole name of a month; 1 is January.
pub fn month_name(month: i64) -> &'static str {
    match month {
        1 => text!(dates.months.january),
        2 => text!(dates.months.february),
        3 => text!(dates.months.march),
        4 => text!(dates.months.april),
        5 => text!(dates.months.may),
        6 => text!(dates.months.june),
        7 => text!(dates.months.july),
        8 => text!(dates.months.august),
        9 => text!(dates.months.september),
        10 => text!(dates.months.october),
        11 => text!(dates.months.november),
        _ => text!(dates.months.december),
    }
}

/// `Nov`.
fn month_short(month: i64) -> &'static str {
    match month {
        1 => text!(dates.months_short.january),
        2 => text!(dates.months_short.february),
        3 => text!(dates.months_short.march),
        4 => text!(dates.months_short.april),
        5 => text!(dates.months_short.may),
        6 => text!(dates.months_short.june),
        7 => text!(dates.months_short.july),
        8 => text!(dates.months_short.august),
        9 => text!(dates.months_short.september),
        10 => text!(dates.months_short.october),
        11 => text!(dates.months_short.november),
        _ => text!(dates.months_short.december),
    }
}

/// Year and month of the reader's day of this number.
pub fn month_of(day: i64) -> (i64, i64) {
    let (year, month, _) = civil(day);
    (year, month)
}

/// Year, month and day of the day number counted from 1970-01-01, in the Gregorian calendar.
///
/// Years are taken from March, which puts the leap day at a year's end, in cycles of 400 years.
fn civil(day: i64) -> (i64, i64, i64) {
    let from_march_0 = day + 719_468;
    let cycle = from_march_0.div_euclid(146_097);
    let in_cycle = from_march_0.rem_euclid(146_097);
    let year = (in_cycle - in_cycle / 1_460 + in_cycle / 36_524 - in_cycle / 146_096) / 365;
    let in_year = in_cycle - (365 * year + year / 4 - year / 100);
    let from_march = (5 * in_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let day = in_year - (153 * from_march + 2) / 5 + 1;
    (year + cycle * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_is_right_at_leap_days_and_before_1970() {
        assert_eq!(iso(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso(951_782_400_000), "2000-02-29T00:00:00Z");
        assert_eq!(iso(1_795_251_599_000), "2026-11-21T08:59:59Z");
        assert_eq!(iso(-1), "1969-12-31T23:59:59Z");
        assert_eq!(iso(4_107_542_400_000), "2100-03-01T00:00:00Z");
    }

    #[test]
    fn civil_counts_every_day_of_four_centuries_once() {
        let mut before = civil(-1);
        for day in 0..146_097 {
            let now = civil(day);
            assert!(now > before && now.2 >= 1 && now.2 <= 31, "{now:?} after {before:?}");
            assert!(now.2 == before.2 + 1 || now.2 == 1);
            before = now;
        }
    }

    #[test]
    fn dates_and_times_are_short() {
        assert_eq!(date(20_778), "21 Nov 2026");
        assert_eq!(clock_time(3_600_000 * 14 + 60_000 * 5), "14:05");
    }
}
