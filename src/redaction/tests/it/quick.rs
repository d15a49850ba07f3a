//! No text makes the search much slower than its length says: repeated beginnings of things are looked at once.

use std::time::{Duration, Instant};

use adda_redaction::{Action, Kind, Person, Policy, Redactor, Vault, restore};

const LENGTH: usize = 50_000;

#[test]
fn repeated_beginnings_are_searched_in_time() {
    let policy = Policy::default()
        .in_region("IN")
        .with(Kind::IpAddress, Action::Redact)
        .with(Kind::StreetAddress, Action::Redact);
    let redactor = Redactor::new(&policy, &[Person::new("u1", "Will")]);
    for part in [
        "a:",
        "::",
        "12 ",
        "1 ",
        "12.",
        "1234 ",
        "9876543210 ",
        "@",
        "a@",
        "a.",
        "-",
        "-----BEGIN PRIVATE KEY-----",
        "sk-",
        "eyJ.",
        "password=",
        "password:'",
        "password ",
        "otp 1",
        "Will, ",
        "(",
        "+1",
        "order 1 ",
        "account ",
        "1 is phone ",
        "[PERSON_",
        "\u{200b}",
        "4242 4242 4242 4242 ",
        "DE89",
        "O",
        "lO1 ",
        "seed phrase: able ",
        "12 Baker Street ",
        "A",
        "0x",
        "bc1q",
        "+",
        "\\",
        "१२ ",
        "🎉",
    ] {
        let text = part.repeat(LENGTH / part.len());
        let start = Instant::now();
        let redacted = redactor.redact(&text, &mut Vault::default());
        let shown = redacted.map(|redacted| restore(&redacted.text, &Vault::default()));
        assert!(
            shown.is_ok() && start.elapsed() < Duration::from_secs(5),
            "{part:?} took {:?}",
            start.elapsed()
        );
    }
}
