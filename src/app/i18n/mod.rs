//! Texts of the interface, in the reader's language. They stand in `locales/`, a file for each part of the interface; the
//! build makes a function of each, and ends where one language lacks what another has.
//!
//! `text!(chat.send)` is a `&'static str`; with something to fill in, `text!(chat.wait, seconds = 3)` is a `String`. Texts
//! that differ by a number are a table of `one` and `other`: `counted!(list.found, count = 3)`.

mod kinds;
mod numbers;
mod sentences;

#[expect(
    warnings,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::expect_used,
    clippy::pedantic,
    reason = "made by the build"
)]
mod texts {
    include!(concat!(env!("OUT_DIR"), "/texts.rs"));
}

use std::sync::OnceLock;

use leptos::prelude::{Owner, provide_context, use_context};
use leptos_i18n::Locale as _;

pub use kinds::kind;
pub use numbers::{Plural, grouped, plural};
pub use sentences::{sentence, sentence_of};
pub use texts::i18n::Locale;

use crate::{api, browser};

/// A text of the interface in the reader's language.
macro_rules! text {
    ($($text:tt)*) => {
        leptos_i18n::td_string!($crate::i18n::locale(), $($text)*)
    };
}
pub(crate) use text;

/// The text that goes with a number, which is filled in as people read it. The number comes first; others may follow.
macro_rules! counted {
    ($($key:ident).+, $count:ident = $number:expr $(, $($rest:tt)*)?) => {{
        let number = u64::try_from($number).unwrap_or(u64::MAX);
        let read = $crate::i18n::grouped(number);
        match $crate::i18n::plural(number) {
            $crate::i18n::Plural::One => $crate::i18n::text!($($key).+.one, $count = read $(, $($rest)*)?),
            $crate::i18n::Plural::Other => $crate::i18n::text!($($key).+.other, $count = read $(, $($rest)*)?),
        }
    }};
}
pub(crate) use counted;

/// The language of the page that is drawn. In a browser it stays the same as long as the page stands; a server draws for
/// many at once.
pub fn locale() -> Locale {
    static DRAWN: OnceLock<Locale> = OnceLock::new();
    if cfg!(target_family = "wasm") {
        return *DRAWN.get_or_init(|| browser::looks::language().parse().unwrap_or_default());
    }
    use_context().unwrap_or_else(|| {
        let asked = api::languages();
        let locale = Locale::find_locale(&asked);
        if Owner::current().is_some() {
            provide_context(locale);
        }
        locale
    })
}

/// The tag (BCP 47) of that language.
pub fn language() -> &'static str {
    locale().as_str()
}

/// What the document says of its language: its tag, and the direction it is written in.
pub fn document() -> (&'static str, &'static str) {
    let locale = locale();
    (locale.as_str(), locale.direction().as_str())
}

#[cfg(test)]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::*;

    fn in_language<T>(locale: Locale, read: impl FnOnce() -> T) -> T {
        Owner::new().with(|| {
            provide_context(locale);
            read()
        })
    }

    #[test]
    fn text_is_in_the_language_of_the_page() {
        assert_eq!(text!(common.save), "Save");
        assert_eq!(in_language(Locale::hi, || text!(common.save)), "सहेजें");
        assert_eq!(in_language(Locale::hi, document), ("hi", "ltr"));
    }

    #[test]
    fn counted_fills_in_the_number_as_it_is_read() {
        let told = |count: u64| counted!(usage.answers, count = count);
        assert_eq!(told(1), "1 answer");
        assert_eq!(told(1_234_567), "1,234,567 answers");
        assert_eq!(in_language(Locale::hi, || told(1_234_567)), "12,34,567 उत्तर");
    }

    #[test]
    fn pseudo_language_runs_from_right_to_left() {
        let pseudo: Locale = "ar-XB".parse().unwrap();
        let (_, direction) = in_language(pseudo, document);
        assert_eq!(direction, "rtl");
        assert_eq!(in_language(pseudo, || text!(common.save)), "\u{202E}Save\u{202C}");
    }
}
