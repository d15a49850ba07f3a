//! E-mail addresses: what was typed, and the one form under which an account is known.

use adda_protocol::limits::EMAIL_BYTES;
use unicode_normalization::UnicodeNormalization;

use super::{
    error::{Error, Result},
    text::{is_deceptive, is_joiner},
};

/// Longest part before the `@` (RFC 5321, section 4.5.3.1.1).
const LOCAL_BYTES: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Email {
    /// As typed, without spaces around it.
    pub shown: String,
    /// Canonical: variants in case or Unicode form of one address are the same here.
    pub key: String,
}

impl Email {
    pub fn parse(typed: &str) -> Result<Self> {
        let shown = typed.trim();
        // Before any work on it.
        if shown.len() > EMAIL_BYTES {
            return Err(Error::invalid("email", "This e-mail address is too long."));
        }
        let key = canonical(shown);
        if key.len() <= EMAIL_BYTES && is_sane(&key) {
            Ok(Self { shown: shown.to_owned(), key })
        } else {
            Err(Error::invalid(
                "email",
                "This is not an e-mail address. Write it like name@example.org.",
            ))
        }
    }

    /// What stands before the `@`, as typed.
    pub fn local(&self) -> &str {
        self.shown.split(['@', '\u{FF20}']).next().unwrap_or_default()
    }
}

/// Lower case can undo a normal form and the other way round, so it is repeated until nothing changes.
fn canonical(text: &str) -> String {
    let step = |text: &str| text.nfkc().collect::<String>().to_lowercase();
    let mut key = step(text);
    for _ in 0..4 {
        let next = step(&key);
        if next == key {
            break;
        }
        key = next;
    }
    key
}

fn is_sane(key: &str) -> bool {
    let Some((local, domain)) = key.split_once('@') else { return false };
    let plain = |c: char| {
        !c.is_control()
            && !c.is_whitespace()
            && !is_deceptive(c)
            && !is_joiner(c)
            && !"@<>()[],;:\\\"".contains(c)
    };
    let dots = |part: &str| !part.split('.').any(str::is_empty);
    key.chars().filter(|&c| c == '@').count() == 1
        && local.len() <= LOCAL_BYTES
        && local.chars().chain(domain.chars()).all(plain)
        && dots(local)
        && dots(domain)
        && domain.split('.').all(|label| !label.starts_with('-') && !label.ends_with('-'))
        && domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-') || !c.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> String {
        Email::parse(text).unwrap().key
    }

    #[test]
    fn email_variants_of_one_address_share_a_key() {
        for variant in [
            "Zoë@Example.org",
            " zoë@example.org ",
            "ZOË@EXAMPLE.ORG",
            // e and a combining diaeresis.
            "zoe\u{308}@example.org",
            // Full-width letters and at sign.
            "\u{FF5A}oë\u{FF20}example.org",
        ] {
            assert_eq!(key(variant), "zoë@example.org", "{variant}");
        }
        assert_ne!(key("zoe@example.org"), "zoë@example.org");
        // The Kelvin sign, and a ligature.
        assert_eq!(key("\u{212A}ai@example.org"), "kai@example.org");
        assert_eq!(key("\u{FB01}n@example.org"), "fin@example.org");
    }

    #[test]
    fn email_keeps_what_was_typed() {
        let email = Email::parse(" Zoë@Example.org").unwrap();
        assert_eq!(email.shown, "Zoë@Example.org");
        assert_eq!(email.local(), "Zoë");
    }

    #[test]
    fn email_refuses_what_is_none() {
        let long = format!("{}@example.org", "a".repeat(65));
        let longer = format!("a@{}", "b.".repeat(200));
        for text in [
            "",
            "@",
            "a@",
            "@b",
            "a",
            "a@b@c",
            "a b@c",
            "a@b c",
            "a@b\nc",
            "a\u{202E}@b.c",
            "a\u{200D}@b.c",
            "a@.b",
            "a@b.",
            "a@b..c",
            ".a@b",
            "a@-b.c",
            "a@b_c",
            "<a@b>",
            "a,b@c",
            "a@b/c",
            "a@b?c",
            &long,
            &longer,
        ] {
            assert!(Email::parse(text).is_err(), "{text:?}");
        }
        for text in
            ["a@b", "first.last+tag@sub.example.org", "o'hara@example.org", "пример@пример.рф"]
        {
            assert!(Email::parse(text).is_ok(), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn email_canonical_form_is_its_own(text in "\\PC{1,12}@\\PC{1,12}") {
            if let Ok(email) = Email::parse(&text) {
                proptest::prop_assert_eq!(key(&email.key), email.key);
            }
        }
    }
}
