//! How long a service asks us to wait: `Retry-After` in seconds or as a date, and the figures some send instead.

use std::time::Duration;

use http::{HeaderMap, header};

/// The longest wait we believe; beyond it the figure only says "not now".
const MOST: Duration = Duration::from_hours(24);

pub fn read(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let milliseconds = || text("retry-after-ms")?.parse::<f64>().ok().map(|ms| ms / 1_000.0);
    let seconds = || text("retry-after")?.parse::<f64>().ok();
    milliseconds()
        .or_else(seconds)
        .and_then(from_seconds)
        .or_else(|| from_date(text("retry-after")?, text(header::DATE.as_str())))
        .or_else(|| exhausted(headers))
}

/// Reads `34` or `34.07`.
pub fn seconds(text: &str) -> Option<Duration> {
    text.parse().ok().and_then(from_seconds)
}

fn from_seconds(seconds: f64) -> Option<Duration> {
    (seconds >= 0.0).then(|| Duration::from_secs_f64(seconds.min(MOST.as_secs_f64())))
}

/// A date counts from the service's own clock, which came with it: ours may be wrong.
fn from_date(until: &str, now: Option<&str>) -> Option<Duration> {
    let until = httpdate::parse_http_date(until).ok()?;
    let now = httpdate::parse_http_date(now?).ok()?;
    Some(until.duration_since(now).unwrap_or_default().min(MOST))
}

/// The reset of the limit that has nothing left.
fn exhausted(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: String| headers.get(name)?.to_str().ok().map(str::trim);
    ["requests", "tokens"]
        .into_iter()
        .filter(|unit| text(format!("x-ratelimit-remaining-{unit}")) == Some("0"))
        .filter_map(|unit| written_duration(text(format!("x-ratelimit-reset-{unit}"))?))
        .max()
}

/// Reads `6m0s`, `1.5s`, `20ms`, `1h2m3s`.
fn written_duration(text: &str) -> Option<Duration> {
    let mut seconds = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, tail) = rest.split_at(digits);
        let unit_end = tail.find(|c: char| c.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit_end);
        let scale = match unit {
            "ms" => 0.001,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3_600.0,
            _ => return None,
        };
        seconds += number.parse::<f64>().ok()? * scale;
        rest = tail;
    }
    (!text.is_empty()).then_some(seconds).and_then(from_seconds)
}

#[cfg(test)]
mod tests {
    use http::{HeaderName, HeaderValue};

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect()
    }

    #[test]
    fn retry_after_is_read_in_every_usual_form() {
        let date = ("date", "Sat, 21 Nov 2026 08:00:00 GMT");
        for (pairs, wait) in [
            (vec![("retry-after", "7")], Some(7_000)),
            (vec![("retry-after", "0.5")], Some(500)),
            (vec![("retry-after-ms", "250"), ("retry-after", "7")], Some(250)),
            (vec![("retry-after", "Sat, 21 Nov 2026 08:00:09 GMT"), date], Some(9_000)),
            (vec![("retry-after", "Sat, 21 Nov 2026 07:00:00 GMT"), date], Some(0)),
            (vec![("retry-after", "Sat, 21 Nov 2026 08:00:09 GMT")], None),
            (
                vec![
                    ("x-ratelimit-remaining-requests", "0"),
                    ("x-ratelimit-reset-requests", "1m2.5s"),
                    ("x-ratelimit-remaining-tokens", "9"),
                    ("x-ratelimit-reset-tokens", "1h"),
                ],
                Some(62_500),
            ),
            (vec![("retry-after", "99999999999999999999")], Some(86_400_000)),
        ] {
            let expected = wait.map(Duration::from_millis);
            assert_eq!(read(&headers(&pairs)), expected, "{pairs:?}");
        }
    }

    #[test]
    fn retry_after_is_ignored_where_it_makes_no_sense() {
        for value in ["-1", "soon", "", "NaN", "1e999x"] {
            assert_eq!(read(&headers(&[("retry-after", value)])), None, "{value}");
        }
        for text in ["", "5", "5x", "s", "..s", "1.2.3s"] {
            assert_eq!(written_duration(text), None, "{text}");
        }
    }
}
