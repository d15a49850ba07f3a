//! Numbers as the reader's language writes them, by the rules of Unicode's CLDR.

use super::{Locale, locale};

/// Which text goes with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plural {
    One,
    Other,
}

/// Which text goes with this number, in the reader's language.
pub fn plural(number: u64) -> Plural {
    plural_in(locale(), number)
}

/// CLDR, plural rules of cardinals: English has "one" for 1, Hindi for 0 too.
fn plural_in(locale: Locale, number: u64) -> Plural {
    match (locale, number) {
        (_, 1) | (Locale::hi, 0) => Plural::One,
        _ => Plural::Other,
    }
}

/// `12,34,567` or `1,234,567`.
pub fn grouped(number: u64) -> String {
    grouped_in(locale(), number)
}

/// CLDR, patterns of decimals: `#,##0` for English, `#,##,##0` for Hindi, whose digits are the same.
fn grouped_in(locale: Locale, number: u64) -> String {
    let later = if locale == Locale::hi { 2 } else { 3 };
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / later);
    for (at, digit) in digits.chars().enumerate() {
        let left = digits.len() - at;
        if at > 0 && left >= 3 && (left - 3).is_multiple_of(later) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grouped_sets_commas_as_the_language_does() {
        let cases = [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_000, "1,000", "1,000"),
            (12_345, "12,345", "12,345"),
            (1_234_567, "1,234,567", "12,34,567"),
            (1_234_567_890, "1,234,567,890", "1,23,45,67,890"),
        ];
        for (number, english, hindi) in cases {
            assert_eq!(grouped_in(Locale::en, number), english);
            assert_eq!(grouped_in(Locale::hi, number), hindi);
        }
    }

    #[test]
    fn plural_of_nothing_is_one_in_hindi_alone() {
        let of = |locale| [0, 1, 2].map(|number| plural_in(locale, number));
        assert_eq!(of(Locale::en), [Plural::Other, Plural::One, Plural::Other]);
        assert_eq!(of(Locale::hi), [Plural::One, Plural::One, Plural::Other]);
    }
}
