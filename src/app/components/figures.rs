//! Numbers, amounts of money and times as people read them.

use adda_protocol::{Cost, Usage, dto::Price};

use super::names::clean;
pub use crate::i18n::grouped;
use crate::i18n::text;

/// Signs of currencies that are known by them everywhere; others go by their code.
const SIGNS: [(&str, &str); 5] =
    [("USD", "$"), ("EUR", "€"), ("GBP", "£"), ("INR", "₹"), ("JPY", "¥")];
const MICROS: i64 = 1_000_000;

/// `128K`, `1M`: sizes of context windows. Services name them in thousands or in powers of two.
pub fn short(number: u64) -> String {
    let near = |unit: u64| (number + unit / 2) / unit;
    match number {
        0..1_000 => number.to_string(),
        1_000..950_000 if !number.is_multiple_of(1_000) && number.is_multiple_of(1_024) => {
            text!(figures.thousands, number = number / 1_024)
        }
        1_000..950_000 => text!(figures.thousands, number = near(1_000)),
        _ if near(100_000) % 10 == 0 => {
            text!(figures.millions, number = near(MICROS.unsigned_abs()))
        }
        _ => {
            let tenths = near(100_000);
            text!(figures.millions, number = format!("{}.{}", tenths / 10, tenths % 10))
        }
    }
}

/// An amount with as many digits as it takes to tell it from another: `$12.40`, `$0.0012`, `< $0.0001`.
pub fn amount(cost: &Cost) -> String {
    let micros = cost.micros.max(0);
    let places = match micros {
        0 => return in_currency("0", &cost.currency),
        1..100 => return format!("< {}", in_currency("0.0001", &cost.currency)),
        100..1_000 => 5,
        1_000..10_000 => 4,
        10_000..100_000 => 3,
        _ => 2,
    };
    let unit = 10_i64.pow(6 - places);
    let rounded = micros.saturating_add(unit / 2) / unit * unit;
    in_currency(&decimal(rounded, 2), &cost.currency)
}

/// An amount, or a sum, that is not quite known.
pub fn about(amount: String) -> String {
    if amount.starts_with('<') { amount } else { text!(common.about, amount = amount) }
}

/// A price as it is named: `$0.15`, `$0.075`, `$15`.
pub fn price(micros: i64, currency: &str) -> String {
    let number = if micros % MICROS == 0 { grouped(whole(micros)) } else { decimal(micros, 2) };
    in_currency(&number, currency)
}

/// `$0.15 in / $0.60 out per million`.
pub fn per_million(of: &Price) -> String {
    text!(
        figures.per_million,
        input = price(of.input, &of.currency),
        output = price(of.output, &of.currency)
    )
}

/// `1,234 in / 567 out`.
pub fn tokens(usage: &Usage) -> String {
    let (input, output) = (grouped(usage.input), grouped(usage.output));
    if usage.estimated {
        text!(figures.tokens_about, input = input, output = output)
    } else {
        text!(figures.tokens, input = input, output = output)
    }
}

/// `0.4 s`, `12 s`, `1 min 5 s`.
pub fn seconds(millis: u64) -> String {
    match millis {
        0..9_950 => {
            let tenths = (millis + 50) / 100;
            text!(figures.seconds, seconds = format!("{}.{}", tenths / 10, tenths % 10))
        }
        9_950..59_500 => text!(figures.seconds, seconds = (millis + 500) / 1_000),
        _ => {
            let seconds = (millis + 500) / 1_000;
            text!(figures.minutes, minutes = seconds / 60, seconds = seconds % 60)
        }
    }
}

fn whole(micros: i64) -> u64 {
    u64::try_from(micros / MICROS).unwrap_or(0)
}

/// With all its digits, at least `least` of them behind the point.
fn decimal(micros: i64, least: usize) -> String {
    let rest = format!("{:06}", micros.rem_euclid(MICROS));
    let kept = rest.trim_end_matches('0').len().max(least);
    format!("{}.{}", grouped(whole(micros)), &rest[..kept])
}

fn in_currency(number: &str, currency: &str) -> String {
    match SIGNS.iter().find(|(code, _)| *code == currency) {
        Some((_, sign)) => format!("{sign}{number}"),
        None => format!("{number}\u{a0}{}", clean(currency)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_context_windows_as_services_do() {
        let cases = [
            (512, "512"),
            (8_192, "8K"),
            (16_385, "16K"),
            (128_000, "128K"),
            (131_072, "128K"),
            (200_000, "200K"),
            (1_000_000, "1M"),
            (1_048_576, "1M"),
            (1_500_000, "1.5M"),
        ];
        for (number, text) in cases {
            assert_eq!(short(number), text);
        }
    }

    #[test]
    fn amount_keeps_two_digits_that_count() {
        let amount = |micros| amount(&Cost { micros, currency: "USD".to_owned() });
        let cases = [
            (0, "$0"),
            (-5, "$0"),
            (99, "< $0.0001"),
            (123, "$0.00012"),
            (1_234, "$0.0012"),
            (12_345, "$0.012"),
            (123_456, "$0.12"),
            (600_000, "$0.60"),
            (995_000, "$1.00"),
            (12_345_678, "$12.35"),
            (1_234_500_000, "$1,234.50"),
        ];
        for (micros, text) in cases {
            assert_eq!(amount(micros), text);
        }
        assert_eq!(
            super::amount(&Cost { micros: i64::MAX, currency: "INR".to_owned() }).chars().next(),
            Some('₹')
        );
    }

    #[test]
    fn price_is_told_in_full() {
        let cases = [
            (150_000, "$0.15"),
            (75_000, "$0.075"),
            (15_000_000, "$15"),
            (1_250_000, "$1.25"),
            (0, "$0"),
        ];
        for (micros, text) in cases {
            assert_eq!(price(micros, "USD"), text);
        }
        assert_eq!(price(2_500_000, "CHF"), "2.50\u{a0}CHF");
    }

    #[test]
    fn seconds_get_shorter_words_as_they_get_longer() {
        let cases = [
            (0, "0.0 s"),
            (430, "0.4 s"),
            (9_949, "9.9 s"),
            (9_950, "10 s"),
            (59_499, "59 s"),
            (65_000, "1 min 5 s"),
        ];
        for (millis, text) in cases {
            assert_eq!(seconds(millis), text);
        }
    }
}
