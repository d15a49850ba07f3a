//! What kinds of private things are known.

use serde::{Deserialize, Serialize};

/// A kind of private thing. Its serialised name and its name in placeholders never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Card,
    Iban,
    BankAccount,
    Phone,
    Email,
    Ssn,
    Aadhaar,
    Pan,
    Gstin,
    Upi,
    Passport,
    DrivingLicence,
    /// A CVV, PIN, one-time code or password, known by the words before it.
    Secret,
    ApiKey,
    PrivateKey,
    Wallet,
    IpAddress,
    StreetAddress,
    Person,
    /// A word or phrase the person wants hidden always.
    Term,
}

/// Each kind with its name in placeholders and its name for people.
const NAMES: [(Kind, &str, &str); 20] = [
    (Kind::Card, "CARD", "card"),
    (Kind::Iban, "IBAN", "IBAN"),
    (Kind::BankAccount, "ACCOUNT", "bank account"),
    (Kind::Phone, "PHONE", "phone number"),
    (Kind::Email, "EMAIL", "e-mail address"),
    (Kind::Ssn, "SSN", "social security number"),
    (Kind::Aadhaar, "AADHAAR", "Aadhaar number"),
    (Kind::Pan, "PAN", "PAN"),
    (Kind::Gstin, "GSTIN", "GSTIN"),
    (Kind::Upi, "UPI", "UPI id"),
    (Kind::Passport, "PASSPORT", "passport number"),
    (Kind::DrivingLicence, "LICENCE", "driving licence"),
    (Kind::Secret, "SECRET", "secret code"),
    (Kind::ApiKey, "APIKEY", "API key"),
    (Kind::PrivateKey, "PRIVATEKEY", "private key"),
    (Kind::Wallet, "WALLET", "crypto wallet"),
    (Kind::IpAddress, "IP", "IP address"),
    (Kind::StreetAddress, "ADDRESS", "street address"),
    (Kind::Person, "PERSON", "name"),
    (Kind::Term, "TERM", "hidden term"),
];

impl Kind {
    /// All kinds, in the order in which settings show them.
    pub fn all() -> impl Iterator<Item = Self> {
        NAMES.iter().map(|(kind, _, _)| *kind)
    }

    /// The name in placeholders: `CARD` in `[CARD_1]`. Capital letters only.
    pub fn tag(self) -> &'static str {
        NAMES[self as usize].1
    }

    /// The name for people, in the middle of a sentence.
    pub fn name(self) -> &'static str {
        NAMES[self as usize].2
    }

    /// The kind of a placeholder's name, in capital or small letters.
    pub fn from_tag(tag: &str) -> Option<Self> {
        NAMES.iter().find(|(_, known, _)| known.eq_ignore_ascii_case(tag)).map(|(kind, _, _)| *kind)
    }

    /// Whether the AI's words bring it back whole. Numbers and keys come back masked.
    pub fn comes_back_whole(self) -> bool {
        matches!(self, Self::Person | Self::Term | Self::IpAddress | Self::StreetAddress)
    }

    /// Whether spaces, dashes and the case of letters are part of the value.
    pub(crate) fn is_exact(self) -> bool {
        matches!(self, Self::Secret | Self::ApiKey | Self::PrivateKey | Self::Wallet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_their_tags_in_any_case() {
        for (index, kind) in Kind::all().enumerate() {
            assert_eq!(kind as usize, index);
            assert_eq!(Kind::from_tag(&kind.tag().to_lowercase()), Some(kind));
            assert!(kind.tag().bytes().all(|b| b.is_ascii_uppercase()));
        }
    }

    #[test]
    fn kinds_keep_their_serialised_names() {
        let names: Vec<_> = Kind::all().map(|kind| serde_json::to_string(&kind).unwrap()).collect();
        assert_eq!(names[2], "\"bank_account\"");
        assert_eq!(names[11], "\"driving_licence\"");
    }
}
