//! Payment cards: a network's prefix and length, and Luhn's check digit.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        run::{Gap, Window},
        words::{Cue, reach},
    },
};

pub(crate) fn card(scan: &mut Scan<'_>, window: &Window<'_>) {
    let digits = window.digits();
    if !(12..=19).contains(&digits.len()) || !luhn(digits) {
        return;
    }
    let range = window.range();
    let named = || {
        let reach = reach(scan.text, range.start);
        scan.cues.near(Cue::Card, range.start, reach)
    };
    if (is_of_a_network(digits) || named()) && is_written_like_a_card(window) {
        scan.hit(range, Kind::Card, Sure::Proof);
    }
}

/// Luhn's sum, for the check digit included.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 =
        digits.iter().rev().enumerate().map(|(index, digit)| weight(index, *digit)).sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != 0)
}

fn weight(index: usize, digit: u8) -> u32 {
    let digit = u32::from(digit);
    match (index % 2, digit) {
        (0, _) => digit,
        (_, 0..=4) => digit * 2,
        _ => digit * 2 - 9,
    }
}

/// Prefixes (from, to, with as many digits as written), and the lengths that go with them.
const NETWORKS: &[(u32, u32, &[usize])] = &[
    (4, 4, &[13, 16, 19]),               // Visa
    (51, 55, &[16]),                     // Mastercard
    (2221, 2720, &[16]),                 // Mastercard
    (34, 34, &[15]),                     // American Express
    (37, 37, &[15]),                     // American Express
    (6011, 6011, &[16, 17, 18, 19]),     // Discover
    (644, 649, &[16, 17, 18, 19]),       // Discover
    (65, 65, &[16, 17, 18, 19]),         // Discover, RuPay
    (60, 60, &[16]),                     // RuPay, Hipercard
    (81, 82, &[16]),                     // RuPay
    (508, 508, &[16]),                   // RuPay
    (353, 353, &[16]),                   // RuPay
    (356, 356, &[16]),                   // RuPay
    (62, 62, &[16, 17, 18, 19]),         // UnionPay
    (300, 305, &[14, 16, 17, 18, 19]),   // Diners Club
    (3095, 3095, &[14, 16, 17, 18, 19]), // Diners Club
    (36, 36, &[14, 16, 17, 18, 19]),     // Diners Club
    (38, 39, &[14, 16, 17, 18, 19]),     // Diners Club
    (3528, 3589, &[16, 17, 18, 19]),     // JCB
    (5018, 5018, MAESTRO),
    (5020, 5020, MAESTRO),
    (5038, 5038, MAESTRO),
    (5893, 5893, MAESTRO),
    (6304, 6304, MAESTRO),
    (6759, 6763, MAESTRO),
    (5019, 5019, &[16]),               // Dankort
    (2200, 2204, &[16, 17, 18, 19]),   // Mir
    (9792, 9792, &[16]),               // Troy
    (506_099, 506_198, &[16, 18, 19]), // Verve
    (5067, 5067, &[16]),               // Elo
    (509, 509, &[16]),                 // Elo
    (8600, 8600, &[16]),               // Uzcard
    (9860, 9860, &[16]),               // Humo
    (636, 639, &[16, 17, 18, 19]),     // InterPayment, InstaPayment, Elo
];

/// Maestro's have twelve digits too, as other things do: those are cards where a word says so.
const MAESTRO: &[usize] = &[13, 14, 15, 16, 17, 18, 19];

fn is_of_a_network(digits: &[u8]) -> bool {
    let prefix = |length: u32| {
        digits[..length as usize].iter().fold(0, |sum, digit| sum * 10 + u32::from(*digit))
    };
    let prefixes = [0, prefix(1), prefix(2), prefix(3), prefix(4), prefix(5), prefix(6)];
    NETWORKS.iter().any(|(from, to, lengths)| {
        let prefix = prefixes[from.ilog10() as usize + 1];
        (*from..=*to).contains(&prefix) && lengths.contains(&digits.len())
    })
}

/// Groups as on a card, or evenly separated digits that are a number of their own. Numbers that only happen to stand in a
/// row, as in tables, are not written so.
fn is_written_like_a_card(window: &Window<'_>) -> bool {
    const USUAL: &[&[usize]] = &[&[4, 6, 5], &[4, 6, 4], &[4, 4, 5], &[8, 8], &[4, 12], &[6, 4, 6]];
    let groups = window.groups().len();
    if groups == 1 {
        return !window.is_glued() || window.digits().len() >= 15;
    }
    let sizes = window.sizes();
    let fours = sizes.clone().take(groups - 1).all(|size| size == 4)
        && sizes.clone().last().is_some_and(|size| size <= 4)
        && groups >= 3;
    if fours {
        return true;
    }
    let Some(gap) = window.gap() else { return false };
    if USUAL.iter().any(|usual| window.has_sizes(usual)) {
        return gap != Gap::Dot || groups > 2;
    }
    let even = groups > 4 && sizes.clone().all(|size| size <= 3);
    window.is_whole_run()
        && even
        && sizes.clone().take(groups - 1).all(|size| Some(size) == window.sizes().next())
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::Card,
        testing::{assert_found, assert_none},
    };

    #[test]
    fn cards_of_all_networks_are_found() {
        for number in [
            "4242424242424242",
            "5555555555554444",
            "2223003122003222",
            "378282246310005",
            "6011111111111117",
            "30569309025904",
            "3530111333300000",
            "6200000000000005",
            "6759649826438453",
            "2200000000000004",
            "4222222222222",
        ] {
            assert_found(&format!("My card is {number}, thanks."), Card, number);
        }
    }

    #[test]
    fn cards_are_found_however_written() {
        for number in [
            "4242 4242 4242 4242",
            "4242-4242-4242-4242",
            "4242.4242.4242.4242",
            "3782 822463 10005",
            "42424242 42424242",
            "4242 - 4242 - 4242 - 4242",
            "4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2",
            "४२४२ ४२४२ ४२४२ ४२४२",
            "４２４２　４２４２　４２４２　４２４２",
            "4242\u{200b}4242\u{ad}42424242",
            "٤٢٤٢ ٤٢٤٢ ٤٢٤٢ ٤٢٤٢",
            "4242–4242–4242–4242",
            "5555 5555 5555 4444",
            "6O11 llll llll lll7",
        ] {
            assert_found(&format!("pay with {number} now"), Card, number);
        }
        assert_found("4242 4242 4242 4242 12/27 123", Card, "4242 4242 4242 4242");
        assert_found("card4242424242424242", Card, "4242424242424242");
    }

    #[test]
    fn numbers_that_are_no_cards_are_left_alone() {
        for text in [
            "4242 4242 4242 4241",
            "9780306406157",
            "1700000000000",
            "1 2 3 4 5 6 7 8 9 10 11 12",
            "40.712776 -74.005974",
            "4.000000000000002",
            "0000000000000000",
            "42424242-4242-4242-8242-424242424242",
        ] {
            assert_none(text, Card);
        }
    }
}
