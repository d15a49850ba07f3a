//! Keys, wallets and internet addresses.

use super::Random;
use crate::detect::{base58, bech32};

const MIXED: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX: &str = "0123456789abcdef";

pub(super) fn api_key(random: &mut Random, valid: bool) -> String {
    if !valid {
        return [
            "sk-learn-pipeline-for-text",
            "sk-short1",
            "key-value-store-of-things",
            "ghp_abc123",
            "AKIA12345",
            "xoxb-old",
        ][random.below(6)]
        .to_owned();
    }
    let (prefix, length): (&str, usize) = [
        ("sk-", 48),
        ("sk-ant-api03-", 93),
        ("sk-proj-", 64),
        ("ghp_", 36),
        ("github_pat_", 82),
        ("glpat-", 20),
        ("AIza", 35),
        ("gsk_", 52),
        ("xoxb-", 40),
        ("hf_", 34),
        ("sk_live_", 24),
        ("npm_", 36),
    ][random.below(12)];
    if random.below(8) == 0 {
        return format!("AKIA{}", random.signs("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16));
    }
    format!("{prefix}{}", random.signs(MIXED, length))
}

pub(super) fn private_key(random: &mut Random, valid: bool) -> String {
    let name = match (valid, random.below(3)) {
        (false, _) => "PUBLIC KEY",
        (true, 0) => "RSA PRIVATE KEY",
        (true, 1) => "OPENSSH PRIVATE KEY",
        (true, _) => "PRIVATE KEY",
    };
    let lines: Vec<String> = (0..4).map(|_| random.signs(MIXED, 64)).collect();
    format!("-----BEGIN {name}-----\n{}\n-----END {name}-----", lines.join("\n"))
}

pub(super) fn wallet(random: &mut Random, valid: bool) -> String {
    let bytes = |random: &mut Random, first: u8| -> Vec<u8> {
        std::iter::once(first).chain((0..20).map(|_| random.byte())).collect()
    };
    let right = match random.below(4) {
        0 => base58::encode(&bytes(random, 0)),
        1 => base58::encode(&bytes(random, 5)),
        2 => {
            let values: Vec<u8> =
                std::iter::once(0).chain((0..32).map(|_| random.byte() % 32)).collect();
            bech32::encode("bc", &values)
        }
        _ => format!("0x{}", random.signs(HEX, 40)),
    };
    match (valid, right.starts_with("0x")) {
        (true, _) => right,
        (false, true) => right[..right.len() - 1].to_owned(),
        (false, false) => random.spoil(&right, 5, "023456789acdefghjklmnpqrstuvwxyz"),
    }
}

pub(super) fn address(random: &mut Random, valid: bool) -> String {
    let part = |random: &mut Random| 1 + random.below(254);
    let four = [part(random), part(random), part(random), part(random)];
    match (valid, random.below(2)) {
        (true, 0) => format!("{}.{}.{}.{}", four[0], four[1], four[2], four[3]),
        (true, _) => format!("2001:db8:{:x}::{:x}:{:x}", four[0], four[1], four[2]),
        (false, 0) => format!("{}.{}.{}.{}", four[0], 256 + four[1], four[2], four[3]),
        (false, _) => format!("{}.{}.{}", four[0], four[1], four[2]),
    }
}
