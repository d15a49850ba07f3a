//! Which passwords are good enough (OWASP ASVS 5.0, section 6.2: length, and none that everyone tries first).

use adda_protocol::{
    dto::Password,
    limits::{PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARS},
};
use unicode_normalization::UnicodeNormalization;

use super::{
    email::Email,
    error::{Error, Result},
};

/// What guessing starts with, of those long enough to be chosen here.
const COMMON: &[&str] = &[
    "00000000",
    "11111111",
    "11223344",
    "12121212",
    "12341234",
    "1234567890",
    "123456789",
    "12345678",
    "123123123",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "1qaz2wsx",
    "87654321",
    "987654321",
    "aa123456",
    "abc12345",
    "abcd1234",
    "abcdefgh",
    "administrator",
    "asdfasdf",
    "asdfghjk",
    "baseball",
    "changeme",
    "computer",
    "football",
    "iloveyou",
    "letmein1",
    "michelle",
    "p@ssw0rd",
    "pass1234",
    "passw0rd",
    "password",
    "password1",
    "password12",
    "password123",
    "princess",
    "q1w2e3r4",
    "qwer1234",
    "qwerty12",
    "qwerty123",
    "qwertyui",
    "qwertyuiop",
    "sunshine",
    "superman",
    "trustno1",
    "welcome1",
    "welcome123",
    "zaq12wsx",
];

/// Refuses a password nobody should choose; `field` is what the form calls it.
pub(super) fn check(field: &'static str, password: &Password, email: &Email) -> Result<()> {
    let text = &password.0;
    if text.len() > PASSWORD_MAX_BYTES {
        return Err(Error::invalid(
            field,
            format!("A password has at most {PASSWORD_MAX_BYTES} bytes."),
        ));
    }
    let folded = text.nfkc().collect::<String>().to_lowercase();
    if folded.chars().count() < PASSWORD_MIN_CHARS {
        return Err(Error::invalid(
            field,
            format!("A password has at least {PASSWORD_MIN_CHARS} characters."),
        ));
    }
    let first = folded.chars().next();
    if COMMON.contains(&folded.as_str()) || folded.chars().all(|c| Some(c) == first) {
        return Err(Error::invalid(
            field,
            "This password is one of the first that anyone would try.",
        ));
    }
    if folded == email.key || folded == email.local().to_lowercase() {
        return Err(Error::invalid(field, "The password cannot be the e-mail address."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_one(text: &str) -> Result<()> {
        let email = Email::parse("Long.Name@example.org").unwrap();
        check("password", &Password(text.to_owned()), &email)
    }

    #[test]
    fn password_policy_refuses_short_long_common_and_own_email() {
        let (long, longer) = ("aB".repeat(512), "aB".repeat(513));
        for bad in [
            "",
            "short12",
            "Password1",
            "QWERTYUIOP",
            "aaaaaaaaaa",
            "long.name@EXAMPLE.org",
            "LONG.NAME",
            &longer,
        ] {
            assert!(
                matches!(check_one(bad), Err(Error::Invalid { field: "password", .. })),
                "{bad}"
            );
        }
        for good in ["correct horse", "пароль-мой", &long, "        x"] {
            check_one(good).unwrap();
        }
    }

    #[test]
    fn common_passwords_are_such_that_length_alone_does_not_refuse() {
        assert!(COMMON.iter().all(|word| word.len() >= PASSWORD_MIN_CHARS));
    }
}
