//! When two values are the same although they are written differently.

use crate::{
    fold::{Folded, folded_small},
    kind::Kind,
    region::Region,
    scan::run,
};

/// A value as it is compared within its kind: however it is spaced and in whatever digits, it is the same.
pub(crate) fn key_of(kind: Kind, value: &str, region: Option<&Region>) -> String {
    let folded = Folded::new(value);
    if kind.is_exact() {
        return String::from_utf8_lossy(folded.bytes()).into_owned();
    }
    let small = String::from_utf8_lossy(&folded_small(value)).into_owned();
    let digits = || -> String {
        folded
            .bytes()
            .iter()
            .filter_map(|byte| run::digit(*byte))
            .map(|d| char::from(b'0' + d))
            .collect()
    };
    match kind {
        Kind::Email | Kind::Upi | Kind::IpAddress => small,
        Kind::Card | Kind::BankAccount | Kind::Ssn | Kind::Aadhaar => digits(),
        Kind::Phone => international(&folded, &digits(), region),
        _ => {
            small.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_uppercase()).collect()
        }
    }
}

/// A telephone number with its country's code, where that is known.
fn international(folded: &Folded<'_>, digits: &str, region: Option<&Region>) -> String {
    if folded.bytes().first() == Some(&b'+') {
        return digits.to_owned();
    }
    if let Some(rest) = digits.strip_prefix("00") {
        return rest.to_owned();
    }
    let Some(region) = region else { return digits.to_owned() };
    let national = digits.strip_prefix(region.trunk).unwrap_or(digits);
    format!("{}{national}", region.code)
}

/// A value without its spaces and signs, whatever its kind.
pub(crate) fn compared(text: &str) -> Vec<u8> {
    folded_small(text)
        .into_iter()
        .filter(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80 || *byte == b'@')
        .collect()
}
