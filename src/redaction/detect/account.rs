//! Bank accounts: digits beside words like "account number" or a bank's code.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        run::{Gap, Run, Window},
        words::{Cue, reach},
    },
};

use super::word_at;

pub(crate) fn account(scan: &mut Scan<'_>, run: &Run) {
    let window = Window { run, from: 0, to: run.groups.len() };
    let start = window.range().start;
    let digits = window.digits();
    if window.is_glued() || window.lookalikes() > 2 || !window.sizes().all(|size| size >= 2) {
        return;
    }
    let reach = reach(scan.text, start);
    let named = scan.cues.near(Cue::Account, start, reach) && is_said(scan, start);
    let routed = scan.cues.near(Cue::Routing, start, reach);
    let usual = (8..=18).contains(&digits.len()) && window.gap() != Some(Gap::Dot);
    let coded = usual && ifsc_follows(scan.text, window.range().end);
    let by_code = routed && (is_routing(digits) || usual || is_sort_code(&window));
    if by_code || (named && usual) || coded {
        scan.hit(window.range(), Kind::BankAccount, Sure::Context);
    }
}

/// Whether the account's number is meant, and not how many accounts there are: "number", "is" or a sign stands between.
fn is_said(scan: &Scan<'_>, start: usize) -> bool {
    let Some(distance) = scan.cues.distance(Cue::Account, start) else { return false };
    let between = &scan.text[start - distance..start];
    let words = between.split(|byte| byte.is_ascii_whitespace() || b":.#-=,(".contains(byte));
    let mut words = words.filter(|word| !word.is_empty()).peekable();
    let direct = words.peek().is_none();
    direct
        || between.iter().any(|byte| b":#=".contains(byte))
        || words.any(|word| {
            matches!(crate::scan::words::cue(word), Some(Cue::Number | Cue::Account | Cue::Routing))
                || word == b"is"
                || word == "में".as_bytes()
                || word == "संख्या".as_bytes()
                || word == b"to"
        })
}

/// A US routing number's check sum.
fn is_routing(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 9] = [3, 7, 1, 3, 7, 1, 3, 7, 1];
    let sum: u32 =
        digits.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    digits.len() == 9 && sum.is_multiple_of(10)
}

/// `12-34-56`, British.
fn is_sort_code(window: &Window<'_>) -> bool {
    window.has_sizes(&[2, 2, 2])
}

/// An Indian bank's code stands close behind: the digits before it are an account.
fn ifsc_follows(text: &[u8], end: usize) -> bool {
    let near = &text[end..text.len().min(end + 40)];
    let starts = (0..near.len()).filter(|at| near[*at].is_ascii_uppercase());
    starts.into_iter().any(|at| is_ifsc(word_at(near, at)))
}

fn is_ifsc(word: &[u8]) -> bool {
    word.len() == 11
        && word[..4].iter().all(u8::is_ascii_uppercase)
        && word[4] == b'0'
        && word[5..].iter().all(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::BankAccount,
        testing::{assert_found, assert_none},
    };

    #[test]
    fn accounts_are_found_by_the_words_beside_them() {
        for (text, number) in [
            ("Account number: 123456789012", "123456789012"),
            ("A/c no. 50100123456789 at HDFC", "50100123456789"),
            ("my account is 12345678", "12345678"),
            ("routing 021000021 account 123456789", "021000021"),
            ("routing 021000021 account 123456789", "123456789"),
            ("50100123456789, IFSC HDFC0001234", "50100123456789"),
            ("IFSC HDFC0001234 and 50100123456789", "50100123456789"),
            ("sort code 12-34-56", "12-34-56"),
            ("खाता संख्या १२३४५६७८९०१२", "१२३४५६७८९०१२"),
        ] {
            assert_found(text, BankAccount, number);
        }
    }

    #[test]
    fn numbers_of_accounts_are_left_alone() {
        for text in ["The account has 15000000 followers", "123456789012", "an account since 2019"]
        {
            assert_none(text, BankAccount);
        }
    }
}
