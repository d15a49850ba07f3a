//! The last thirty days, and where each stands in the picture of them.

use adda_protocol::{Millis, day, dto::MoodDay};

use crate::i18n::text;

/// Days in the picture.
const DAYS: i64 = 30;
/// From here on a day was more than even.
const RATHER: i64 = 15;
const MUCH: i64 = 40;

/// A day on which something could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dot {
    pub day: MoodDay,
    /// 0 for the first of the days, 29 for today.
    place: i64,
}

impl Dot {
    /// From the left edge.
    pub fn x(&self) -> String {
        percent(self.place * 100 + 50, DAYS * 100)
    }

    pub fn score_y(&self) -> String {
        height(self.day.score)
    }

    pub fn trend_y(&self) -> String {
        height(self.day.trend)
    }
}

/// Those of the last thirty days, oldest first.
pub fn dots(days: &[MoodDay], now: Millis) -> Vec<Dot> {
    let today = now.div_euclid(day::MILLIS);
    let placed = days.iter().filter_map(|day| {
        let number = day::start(&day.day)?.div_euclid(day::MILLIS);
        let place = number - today + DAYS - 1;
        (0..DAYS).contains(&place).then(|| Dot { day: day.clone(), place })
    });
    placed.collect()
}

/// The first of the thirty days, as a word.
pub fn first(now: Millis) -> String {
    day::of(now - (DAYS - 1) * day::MILLIS)
}

/// How a day was, in a word.
pub fn word(score: i64) -> &'static str {
    match score {
        MUCH.. => text!(privacy.mood.bright),
        RATHER..MUCH => text!(privacy.mood.rather_bright),
        -14..RATHER => text!(privacy.mood.even),
        -39..=-15 => text!(privacy.mood.rather_heavy),
        _ => text!(privacy.mood.heavy),
    }
}

/// From the top edge: 100 stands near it, -100 near the bottom.
fn height(score: i64) -> String {
    percent(100 - score.clamp(-100, 100) * 9 / 10, 200)
}

/// `12.34%`.
fn percent(part: i64, whole: i64) -> String {
    let share = part * 10_000 / whole;
    format!("{}.{:02}%", share / 100, share % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mood(day: &str, score: i64) -> MoodDay {
        MoodDay { day: day.to_owned(), score, trend: score / 2, messages: 1 }
    }

    #[test]
    fn days_stand_where_they_fell_and_no_others_do() {
        let now = 1_795_251_599_000;
        let days = [
            mood("2026-10-22", 1),
            mood("2026-10-23", 100),
            mood("2026-11-21", -100),
            mood("2026-11-22", 1),
            mood("nonsense", 1),
        ];
        let dots = dots(&days, now);
        let places: Vec<_> = dots.iter().map(|dot| (dot.x(), dot.score_y())).collect();
        let place = |x: &str, y: &str| (x.to_owned(), y.to_owned());
        assert_eq!(places, [place("1.66%", "5.00%"), place("98.33%", "95.00%")]);
        assert_eq!(dots[0].trend_y(), "27.50%");
        assert_eq!(first(now), "2026-10-23");
    }

    #[test]
    fn every_score_has_a_word() {
        let words: Vec<_> = [-100, -40, -39, -15, -14, 0, 14, 15, 39, 40, 100].map(word).into();
        assert_eq!(words[..2], ["heavy"; 2]);
        assert_eq!(words[2..4], ["rather heavy"; 2]);
        assert_eq!(words[4..7], ["even"; 3]);
        assert_eq!(words[7..9], ["rather bright"; 2]);
        assert_eq!(words[9..], ["bright"; 2]);
    }
}
