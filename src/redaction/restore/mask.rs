//! What is shown in place of a value that does not come back whole: enough for the person to know which it is.

use crate::{kind::Kind, value::key_of};

/// How many of its last digits or letters a number shows.
const SHOWN: usize = 4;

/// A value as it is shown where an AI speaks of it.
pub(super) fn shown(kind: Kind, value: &str) -> String {
    match kind {
        _ if kind.comes_back_whole() => value.to_owned(),
        Kind::Email | Kind::Upi => address(value),
        Kind::Secret | Kind::PrivateKey => format!("hidden {}", kind.name()),
        _ => ending(kind, value),
    }
}

/// "card ending 4242"; only the kind where the rest would say too much.
fn ending(kind: Kind, value: &str) -> String {
    let signs: Vec<char> =
        key_of(kind, value, None).chars().filter(|c| c.is_alphanumeric()).collect();
    if signs.len() < SHOWN * 2 {
        return format!("hidden {}", kind.name());
    }
    let last: String = signs[signs.len() - SHOWN..].iter().collect();
    format!("{} ending {last}", kind.name())
}

/// `a…@example.com`: the first letter and the domain.
fn address(value: &str) -> String {
    let Some((local, domain)) = value.rsplit_once('@') else { return "hidden address".to_owned() };
    let first: String = local.chars().take(1).collect();
    format!("{first}…@{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_show_their_end_and_secrets_nothing() {
        for (kind, value, expected) in [
            (Kind::Card, "4242 4242 4242 4242", "card ending 4242"),
            (Kind::Aadhaar, "२३४१ २३४१ २३४६", "Aadhaar number ending 2346"),
            (Kind::Email, "asha@example.com", "a…@example.com"),
            (Kind::Upi, "asha@okaxis", "a…@okaxis"),
            (Kind::Secret, "hunter2", "hidden secret code"),
            (Kind::Phone, "+91 98765 43210", "phone number ending 3210"),
            (Kind::BankAccount, "123456", "hidden bank account"),
            (Kind::Person, "Asha", "Asha"),
        ] {
            assert_eq!(shown(kind, value), expected);
        }
    }
}
