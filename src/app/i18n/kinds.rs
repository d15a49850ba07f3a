//! What kinds of private things are called.

use adda_redaction::Kind;

use super::text;

/// The name of a kind, in the middle of a sentence.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Card => text!(kinds.card),
        Kind::Iban => text!(kinds.iban),
        Kind::BankAccount => text!(kinds.bank_account),
        Kind::Phone => text!(kinds.phone),
        Kind::Email => text!(kinds.email),
        Kind::Ssn => text!(kinds.ssn),
        Kind::Aadhaar => text!(kinds.aadhaar),
        Kind::Pan => text!(kinds.pan),
        Kind::Gstin => text!(kinds.gstin),
        Kind::Upi => text!(kinds.upi),
        Kind::Passport => text!(kinds.passport),
        Kind::DrivingLicence => text!(kinds.driving_licence),
        Kind::Secret => text!(kinds.secret),
        Kind::ApiKey => text!(kinds.api_key),
        Kind::PrivateKey => text!(kinds.private_key),
        Kind::Wallet => text!(kinds.wallet),
        Kind::IpAddress => text!(kinds.ip_address),
        Kind::StreetAddress => text!(kinds.street_address),
        Kind::Person => text!(kinds.person),
        Kind::Term => text!(kinds.term),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_is_called_what_programs_are_told() {
        for one in Kind::all() {
            assert_eq!(kind(one), one.name());
        }
    }
}
