//! Made-up identifiers in sentences, valid and nearly so, and ordinary text without any: what the detectors are measured
//! and tested by. The same seed makes the same corpus.

mod digits;
mod documents;
mod keys;
mod ordinary;
mod random;
mod sentences;

pub use ordinary::{ORDINARY, ordinary};
pub use random::Random;

use crate::kind::Kind;

/// A sentence with one identifier, or something much like one, in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    pub kind: Kind,
    /// As it stands in the text.
    pub value: String,
    pub text: String,
}

/// Makes a value: a valid one, or one that only nearly is.
type Make = fn(&mut Random, bool) -> String;

const MAKERS: &[(Kind, Make)] = &[
    (Kind::Card, digits::card),
    (Kind::Iban, digits::iban),
    (Kind::BankAccount, digits::account),
    (Kind::Phone, digits::phone),
    (Kind::Email, documents::email),
    (Kind::Ssn, digits::ssn),
    (Kind::Aadhaar, digits::aadhaar),
    (Kind::Pan, documents::pan),
    (Kind::Gstin, documents::gstin),
    (Kind::Upi, documents::upi),
    (Kind::Passport, documents::passport),
    (Kind::DrivingLicence, documents::licence),
    (Kind::Secret, documents::secret),
    (Kind::ApiKey, keys::api_key),
    (Kind::PrivateKey, keys::private_key),
    (Kind::Wallet, keys::wallet),
    (Kind::IpAddress, keys::address),
];

/// So many sentences with a valid identifier each, all kinds in turn.
pub fn valid(seed: u64, count: usize) -> impl Iterator<Item = Sample> {
    samples(seed, count, true)
}

/// So many with something that is none: one digit wrong, too short, or without the words that would tell.
pub fn near_misses(seed: u64, count: usize) -> impl Iterator<Item = Sample> {
    samples(seed, count, false)
}

fn samples(seed: u64, count: usize, valid: bool) -> impl Iterator<Item = Sample> {
    let mut random = Random::new(seed);
    (0..count).map(move |index| {
        let (kind, make) = MAKERS[index % MAKERS.len()];
        let plain = make(&mut random, valid);
        let value = if valid { written(&mut random, kind, plain) } else { plain };
        let text = sentences::around(&mut random, kind, valid).replace("{}", &value);
        Sample { kind, value, text }
    })
}

/// Now and then in other digits, or with invisible characters in it.
fn written(random: &mut Random, kind: Kind, value: String) -> String {
    let numeric = !matches!(kind, Kind::PrivateKey | Kind::ApiKey | Kind::Secret);
    match random.below(10) {
        0 if numeric => random.in_other_digits(&value),
        1 if numeric => random.with_invisible(&value),
        _ => value,
    }
}
