//! Sentences around an identifier, in English and Hindi; `{}` stands for it.

use super::Random;
use crate::kind::Kind;

const PLAIN: &[&str] = &[
    "I wrote {} on the form yesterday.",
    "Please check {} for me, thanks!",
    "Is {} right?",
    "here it is: {}",
    "They said \"{}\" twice.",
    "**{}** is the one I mean",
    "| name | {} |",
    "Could you look at {}, and tell me more?",
    "मैंने {} लिखा था।",
    "कृपया {} देख लीजिए",
    "यह {} है, धन्यवाद।",
    "{}",
    "Sent on 12 March: {}",
    "It was ({}).",
];

const ACCOUNT: &[&str] = &[
    "My account number is {}.",
    "A/c no. {} at the bank",
    "account: {}",
    "Transfer it to account {} please",
    "खाता संख्या {} में भेजें",
    "{} IFSC HDFC0001234",
    "{} is my account number",
    "bank account {}, thanks",
    "मेरा खाता {} है",
];

const PASSPORT: &[&str] = &[
    "Passport no. {}",
    "my passport number is {}, it is new",
    "passport: {}",
    "मेरा पासपोर्ट नंबर {} है",
    "{} is my passport number",
    "Passport (number): {}",
    "| passport | {} |",
];

const LICENCE: &[&str] = &[
    "driving licence {}",
    "Driver's license: {}",
    "my driving licence number is {}.",
    "ड्राइविंग लाइसेंस {}",
    "his driver's licence, {}, has expired",
    "DL: {}",
];

const SECRET: &[&str] = &[
    "my password is {}",
    "password: {}",
    "Password={}",
    "the passcode is {}",
    "पासवर्ड: {}",
    "PASSWORD = \"{}\"",
    "login: me / password: {}",
    "my passcode was {}.",
    "\"password\": \"{}\"",
    "| password | `{}` |",
];

/// Sentences that say what the value is, for the kinds that are known by them.
fn telling(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::BankAccount => ACCOUNT,
        Kind::Passport => PASSPORT,
        Kind::DrivingLicence => LICENCE,
        Kind::Secret => SECRET,
        _ => PLAIN,
    }
}

/// A sentence for a value of this kind. Nearly valid values stand in sentences that say nothing of them.
pub(super) fn around(random: &mut Random, kind: Kind, valid: bool) -> &'static str {
    random.pick(if valid { telling(kind) } else { PLAIN })
}
