//! Display names.

use adda_protocol::limits::NAME_CHARS;

use super::{
    email::Email,
    error::{Error, Result},
    text,
};

/// The name as it is shown; taken from the e-mail where nothing was typed.
pub(super) fn clean(typed: &str, email: &Email) -> Result<String> {
    if typed.trim().is_empty() {
        return Ok(email.local().chars().take(NAME_CHARS).collect());
    }
    tidy(typed)
}

/// A name as it is shown.
pub(super) fn tidy(typed: &str) -> Result<String> {
    let name = text::shown(typed).map_err(|flaw| Error::invalid("name", flaw))?;
    if name.is_empty() {
        return Err(Error::invalid("name", "A name needs at least one letter."));
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(typed: &str) -> Result<String> {
        clean(typed, &Email::parse("Zoë.M@example.org").unwrap())
    }

    #[test]
    fn name_is_trimmed_and_taken_from_the_email_when_empty() {
        assert_eq!(named("  Ada \t Lovelace ").unwrap(), "Ada Lovelace");
        assert_eq!(named("   ").unwrap(), "Zoë.M");
        assert_eq!(named("👩‍🚀").unwrap(), "👩‍🚀");
    }

    #[test]
    fn name_refuses_deceptive_and_endless_ones() {
        for bad in [
            "a\u{202E}b",
            "a\0b",
            "\u{200B}",
            "a\u{2066}",
            &"a".repeat(NAME_CHARS + 1),
            &"a".repeat(100_000),
        ] {
            assert!(matches!(named(bad), Err(Error::Invalid { field: "name", .. })), "{bad:?}");
        }
        assert!(named(&"ä".repeat(NAME_CHARS)).is_ok());
    }
}
