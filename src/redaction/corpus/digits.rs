//! What is written in digits.

use super::Random;
use crate::detect::{aadhaar::verhoeff, card::luhn};

const DIGITS: &str = "0123456789";

fn values(digits: &str) -> Vec<u8> {
    digits.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect()
}

/// The digits with the check digit that makes them right.
fn checked(digits: &str, right: fn(&[u8]) -> bool) -> String {
    let all = (0..10).map(|check| format!("{digits}{check}"));
    all.into_iter().find(|all| right(&values(all))).unwrap_or_default()
}

fn grouped(digits: &str, sizes: &[usize], gap: &str) -> String {
    let mut rest = digits;
    let mut groups = Vec::new();
    for size in sizes {
        let (group, after) = rest.split_at((*size).min(rest.len()));
        groups.push(group);
        rest = after;
    }
    groups.push(rest);
    groups.retain(|group| !group.is_empty());
    groups.join(gap)
}

pub(super) fn card(random: &mut Random, valid: bool) -> String {
    const NETWORKS: &[(&str, usize)] = &[
        ("4", 16),
        ("51", 16),
        ("55", 16),
        ("2221", 16),
        ("2720", 16),
        ("34", 15),
        ("37", 15),
        ("6011", 16),
        ("65", 16),
        ("644", 16),
        ("3528", 16),
        ("3589", 16),
        ("36", 14),
        ("38", 14),
        ("62", 16),
        ("62", 19),
        ("6521", 16),
        ("508", 16),
        ("81", 16),
        ("4", 13),
        ("4", 19),
        ("6759", 16),
        ("2200", 16),
        ("9792", 16),
    ];
    let (prefix, length) = NETWORKS[random.below(NETWORKS.len())];
    let body = format!("{prefix}{}", random.digits(length - prefix.len() - 1));
    let right = checked(&body, luhn);
    let digits = if valid { right } else { random.spoil(&right, prefix.len(), DIGITS) };
    let sizes: &[usize] = match length {
        14 | 15 => &[4, 6],
        _ => &[4, 4, 4, 4],
    };
    match random.below(4) {
        0 => grouped(&digits, sizes, " "),
        1 => grouped(&digits, sizes, "-"),
        2 => grouped(&digits, sizes, random.pick(&[".", "\u{a0}", "–", " - ", "\u{2009}"])),
        _ => digits,
    }
}

pub(super) fn iban(random: &mut Random, valid: bool) -> String {
    const FORMS: &[(&str, &str)] = &[
        ("DE", "dddddddddddddddddd"),
        ("GB", "LLLLdddddddddddddd"),
        ("FR", "ddddddddddLLdddddddLLdd"),
        ("NL", "LLLLdddddddddd"),
        ("ES", "dddddddddddddddddddd"),
        ("IT", "Ldddddddddddddddddddddd"),
        ("NO", "ddddddddddd"),
        ("AE", "ddddddddddddddddddd"),
        ("CH", "ddddddddddddddddd"),
        ("PL", "dddddddddddddddddddddddd"),
        ("MT", "LLLLdddddLLLLLLLLLLLLLLLLLL"),
    ];
    let (country, form) = FORMS[random.below(FORMS.len())];
    let body: String =
        form.chars()
            .map(|c| {
                if c == 'L' {
                    random.sign("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
                } else {
                    random.sign(DIGITS)
                }
            })
            .collect();
    let rest = format!("{body}{country}00")
        .chars()
        .filter_map(|c| c.to_digit(36))
        .fold(0, |rest, value| (rest * if value > 9 { 100 } else { 10 } + value) % 97);
    let right = format!("{country}{:02}{body}", 98 - rest);
    let iban = if valid { right } else { random.spoil(&right, 4, DIGITS) };
    match random.below(3) {
        0 => grouped(&iban, &[4; 8], " "),
        1 if valid => iban.to_lowercase(),
        _ => iban,
    }
}

/// Without the words that say so it is any number.
pub(super) fn account(random: &mut Random, _valid: bool) -> String {
    let length = 9 + random.below(6);
    let digits = random.number(length);
    // Not one of the other things twelve or fifteen digits can be.
    if verhoeff(&values(&digits)) || luhn(&values(&digits)) || length == 10 {
        format!("1{}", &digits[1..9])
    } else {
        digits
    }
}

pub(super) fn phone(random: &mut Random, valid: bool) -> String {
    let mobile = format!("{}{}", random.sign("6789"), random.digits(9));
    if !valid {
        let few = random.digits(4);
        let low = format!("{}{}", random.sign("12345"), random.digits(9));
        return [
            format!("+91 {few}"),
            low,
            format!("{few}-{few}"),
            grouped(&mobile[..7], &[3], "-"),
        ][random.below(4)]
        .clone();
    }
    let us = format!(
        "{}{}{}{}",
        random.sign("23456789"),
        random.digits(2),
        random.sign("23456789"),
        random.digits(6)
    );
    match random.below(10) {
        0 => mobile,
        1 => grouped(&mobile, &[5], " "),
        2 => format!("+91 {}", grouped(&mobile, &[5], " ")),
        3 => format!("+91-{mobile}"),
        4 => format!("0{mobile}"),
        5 => format!("+1 ({}) {}-{}", &us[..3], &us[3..6], &us[6..]),
        6 => format!("({}) {}-{}", &us[..3], &us[3..6], &us[6..]),
        8 => format!("+44 20 {} {}", random.number(4), random.digits(4)),
        7 => format!("0049 30 {}", random.number(7)),
        _ => format!("0049 30 {}", random.number(8)),
    }
}

pub(super) fn ssn(random: &mut Random, valid: bool) -> String {
    let area = 1 + random.below(665);
    let (group, serial) = (1 + random.below(99), 1 + random.below(9999));
    if valid {
        return format!(
            "{area:03}{gap}{group:02}{gap}{serial:04}",
            gap = random.pick(&["-", "-", " ", "‑"])
        );
    }
    match random.below(5) {
        0 => format!("000-{group:02}-{serial:04}"),
        1 => format!("666-{group:02}-{serial:04}"),
        2 => format!("9{:02}-{group:02}-{serial:04}", random.below(100)),
        3 => format!("{area:03}-00-{serial:04}"),
        _ => format!("{area:03}-{group:02}-0000"),
    }
}

pub(super) fn aadhaar(random: &mut Random, valid: bool) -> String {
    let body = format!("{}{}", random.sign("23456789"), random.digits(10));
    let right = checked(&body, verhoeff);
    let digits = if valid { right } else { random.spoil(&right, 1, DIGITS) };
    match random.below(3) {
        0 => digits,
        1 => grouped(&digits, &[4, 4], "-"),
        _ => grouped(&digits, &[4, 4], " "),
    }
}
