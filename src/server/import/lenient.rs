//! Fields as others write them: what is of another kind than expected is as if it were not there.

use adda_protocol::{Millis, day};
use serde::{Deserialize, Deserializer, de::IgnoredAny};

#[derive(Deserialize)]
#[serde(untagged)]
enum Maybe<T> {
    Is(T),
    Not(IgnoredAny),
}

/// For `deserialize_with`, beside `default`.
pub(super) fn lenient<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Ok(match Maybe::deserialize(deserializer)? {
        Maybe::Is(value) => Some(value),
        Maybe::Not(_) => None,
    })
}

/// No chat of these services is older: 2000-01-01.
const FIRST: Millis = 946_684_800_000;
/// 2100-01-01.
const LAST: Millis = 4_102_444_800_000;

fn possible(at: Millis) -> Option<Millis> {
    (FIRST..LAST).contains(&at).then_some(at)
}

/// A moment in seconds, with a fraction.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what does not fit is out of range, and left out"
)]
pub(super) fn seconds(at: Option<f64>) -> Option<Millis> {
    at.filter(|at| at.is_finite()).and_then(|at| possible((at * 1_000.0) as Millis))
}

/// A moment as RFC 3339 writes it: `2026-02-14T10:04:22.000Z`, `2026-02-14T15:34:22+05:30`.
pub(super) fn moment(text: Option<&str>) -> Option<Millis> {
    let text = text?;
    let start = day::start(text.get(..10)?)?;
    let clock = text.get(11..19)?;
    let mut parts = clock.split(':').map(|part| part.parse::<Millis>().ok());
    let mut part = || parts.next().flatten();
    let (hours, minutes, seconds) = (part()?, part()?, part()?);
    let rest = text.get(19..)?.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let shift = match rest.get(..1) {
        Some(sign @ ("+" | "-")) => {
            let hours: Millis = rest.get(1..3)?.parse().ok()?;
            let minutes: Millis = rest.get(4..6).and_then(|text| text.parse().ok()).unwrap_or(0);
            let shift = (hours * 60 + minutes) * 60_000;
            if sign == "+" { shift } else { -shift }
        }
        _ => 0,
    };
    possible(start + ((hours * 60 + minutes) * 60 + seconds) * 1_000 - shift)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_they_are_written() {
        let at = 1_771_063_462_000;
        assert_eq!(moment(Some("2026-02-14T10:04:22.123456Z")), Some(at));
        assert_eq!(moment(Some("2026-02-14T15:34:22+05:30")), Some(at));
        assert_eq!(moment(Some("2026-02-14T05:04:22-05:00")), Some(at));
        assert_eq!(seconds(Some(1_771_063_462.5)), Some(at + 500));
    }

    #[test]
    fn moments_that_cannot_be_are_none() {
        for text in
            ["", "yesterday", "2026-02-30T10:00:00Z", "0001-01-01T00:00:00Z", "2026-02-14Tééé:04"]
        {
            assert_eq!(moment(Some(text)), None, "{text}");
        }
        for at in [f64::NAN, f64::INFINITY, -1.0, 1e300, 0.0] {
            assert_eq!(seconds(Some(at)), None);
        }
    }

    #[test]
    fn field_of_another_kind_is_as_if_it_were_not_there() {
        #[derive(Deserialize)]
        struct Thing {
            #[serde(default, deserialize_with = "lenient")]
            name: Option<String>,
        }
        let name = |text: &str| serde_json::from_str::<Thing>(text).unwrap().name;
        assert_eq!(name(r#"{"name":"a"}"#).as_deref(), Some("a"));
        for text in [r#"{"name":7}"#, r#"{"name":null}"#, r#"{"name":{"a":[1]}}"#, "{}"] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}
