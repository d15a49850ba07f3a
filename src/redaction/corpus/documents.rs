//! Tax numbers, documents, addresses of people, and what only words tell.

use super::Random;
use crate::detect::pan::check_sign;

const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SMALL: &str = "abcdefghijklmnopqrstuvwxyz";

pub(super) fn email(random: &mut Random, valid: bool) -> String {
    let (local, host) = (word(random), word(random));
    if !valid {
        return [
            format!("{local}@{host}"),
            format!("{local} at {host}"),
            format!("@{local}.{host}"),
        ][random.below(3)]
        .clone();
    }
    let top = random.pick(&["com", "org", "in", "co.uk", "example", "io", "museum"]);
    match random.below(4) {
        0 => format!("{local}.{}@{host}.{top}", word(random)),
        1 => format!("{local}+{}@{host}-{}.{top}", random.below(99), word(random)),
        2 => format!("{}_{}@mail.{host}.{top}", local.to_uppercase(), random.below(999)),
        _ => format!("{local}{}@{host}.{top}", random.below(99)),
    }
}

fn word(random: &mut Random) -> String {
    let length = 3 + random.below(7);
    random.signs(SMALL, length)
}

pub(super) fn pan(random: &mut Random, valid: bool) -> String {
    let holder = if valid { "ABCFGHJLPT" } else { "DIMNOQRSUVWXYZ" };
    let (first, holder, name) =
        (random.signs(CAPITALS, 3), random.sign(holder), random.sign(CAPITALS));
    let number = 1 + random.below(9999);
    format!("{first}{holder}{name}{number:04}{}", random.sign(CAPITALS))
}

pub(super) fn gstin(random: &mut Random, valid: bool) -> String {
    let body =
        format!("{:02}{}{}Z", 1 + random.below(37), pan(random, true), random.sign("123456789"));
    let right = format!("{body}{}", check_sign(body.as_bytes()));
    if valid { right } else { random.spoil(&right, 14, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") }
}

pub(super) fn upi(random: &mut Random, valid: bool) -> String {
    let handles: &[&str] = if valid {
        &["okaxis", "oksbi", "okhdfcbank", "okicici", "ybl", "paytm", "upi", "apl", "ibl", "axl"]
    } else {
        &["everyone", "channel", "here", "team", "home"]
    };
    let handle = random.pick(handles);
    let name = word(random);
    if valid && random.below(3) == 0 {
        format!("{}@{handle}", random.number(10))
    } else {
        format!("{name}@{handle}")
    }
}

/// Passport and licence are known by the words around.
pub(super) fn passport(random: &mut Random, _valid: bool) -> String {
    format!("{}{}", random.sign(CAPITALS), random.number(7))
}

pub(super) fn licence(random: &mut Random, valid: bool) -> String {
    // Delhi's letters are those of "driving licence" too.
    let states: &[&str] = &["MH", "KA", "TN", "UP", "WB", "DL"];
    let state = random.pick(if valid { states } else { &states[..5] });
    let (office, year, number) = (1 + random.below(60), 1990 + random.below(35), random.number(7));
    match random.below(3) {
        0 => format!("{state}-{office:02}{year}{number}"),
        1 => format!("{state}{office:02} {year}{number}"),
        _ => format!("{}{}", random.sign(CAPITALS), random.number(8)),
    }
}

pub(super) fn secret(random: &mut Random, _valid: bool) -> String {
    match random.below(3) {
        0 => random.digits(6),
        1 => random.digits(4),
        _ => format!("{}{}{}", word(random), random.sign("!@#%&"), 10 + random.below(90)),
    }
}
