//! Days as words: `YYYY-MM-DD`, UTC, in the Gregorian calendar. The conversions are Howard Hinnant's
//! (`days_from_civil` and `civil_from_days`).

use crate::Millis;

/// Milliseconds of a day.
pub const MILLIS: Millis = 24 * 60 * 60 * 1_000;

/// The day of a moment.
pub fn of(at: Millis) -> String {
    let days = at.div_euclid(MILLIS) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

/// The first moment of a day; `None` where the word names none.
pub fn start(word: &str) -> Option<Millis> {
    let mut parts = word.splitn(3, '-');
    let mut number = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i64>().ok())?
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let shifted_year = year - i64::from(month <= 2);
    let era = shifted_year.div_euclid(400);
    let year_of_era = shifted_year.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let at = (era * 146_097 + day_of_era - 719_468) * MILLIS;
    // Of a day that does not exist (2026-02-30) another one comes back.
    (of(at) == word).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_is_named_as_the_calendar_does() {
        assert_eq!(of(0), "1970-01-01");
        assert_eq!(of(-1), "1969-12-31");
        assert_eq!(of(951_782_400_000), "2000-02-29");
        assert_eq!(of(1_795_219_200_000), "2026-11-21");
    }

    #[test]
    fn day_read_back_is_its_first_moment() {
        for day in (-1_000..60_000).step_by(7) {
            assert_eq!(start(&of(day * MILLIS)), Some(day * MILLIS));
        }
    }

    #[test]
    fn day_that_does_not_exist_is_refused() {
        for word in
            ["2026-02-30", "2026-13-01", "2026-1-1", "today", "", "2026-11-21x", "-001-01-01"]
        {
            assert_eq!(start(word), None, "{word}");
        }
    }
}
