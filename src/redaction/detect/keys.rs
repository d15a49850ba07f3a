//! API keys by their issuers' prefixes.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{WORD, class_before, end_while},
    },
};

/// Prefixes with the fewest signs that follow. The rest is letters, digits, `_`, `-`, and `.` where it is part of the form.
const PREFIXES: &[(&[u8], usize)] = &[
    (b"sk-", 20),
    (b"sk_live_", 16),
    (b"sk_test_", 16),
    (b"rk_live_", 16),
    (b"rk_test_", 16),
    (b"whsec_", 20),
    (b"AKIA", 16),
    (b"ASIA", 16),
    (b"AIza", 35),
    (b"ya29.", 20),
    (b"GOCSPX-", 20),
    (b"ghp_", 36),
    (b"gho_", 36),
    (b"ghu_", 36),
    (b"ghs_", 36),
    (b"ghr_", 36),
    (b"github_pat_", 22),
    (b"glpat-", 20),
    (b"gldt-", 20),
    (b"glrt-", 20),
    (b"xoxb-", 10),
    (b"xoxp-", 10),
    (b"xoxa-", 10),
    (b"xoxr-", 10),
    (b"xoxs-", 10),
    (b"xoxe-", 10),
    (b"xapp-", 10),
    (b"gsk_", 20),
    (b"hf_", 30),
    (b"npm_", 36),
    (b"pypi-", 50),
    (b"dop_v1_", 40),
    (b"SG.", 40),
    (b"shpat_", 32),
    (b"shpss_", 32),
    (b"sq0atp-", 22),
    (b"sq0csp-", 40),
    (b"rzp_live_", 14),
    (b"rzp_test_", 14),
    (b"r8_", 37),
    (b"pplx-", 32),
    (b"xai-", 40),
    (b"tvly-", 20),
    (b"lin_api_", 32),
    (b"figd_", 32),
    (b"nvapi-", 40),
    (b"glsa_", 32),
    (b"dapi", 32),
    (b"key-", 32),
    (b"EAAC", 60),
    (b"adda_", 20),
    (b"fly_", 30),
    (b"sbp_", 36),
    (b"dckr_pat_", 20),
    (b"hvs.", 24),
    (b"PMAK-", 40),
    (b"ntn_", 40),
    (b"secret_", 32),
    (b"eyJ", 40),
    (b"AGE-SECRET-KEY-1", 50),
    (b"csk-", 20),
    (b"fw_", 20),
    (b"phc_", 30),
    (b"phx_", 30),
];

/// Whether it is a key is told by so many signs, of a signed token by more; the longest tokens have a few thousand.
const TOLD_BY: usize = 128;
const SIGNED_TOLD_BY: usize = 512;

pub(crate) fn key(scan: &mut Scan<'_>, start: usize, end: usize) {
    let text = scan.text;
    if start < scan.done || class_before(text, start) & WORD != 0 {
        return;
    }
    let rest = &text[start..];
    let Some((prefix, least)) = PREFIXES.iter().find(|(prefix, _)| rest.starts_with(prefix)) else {
        return;
    };
    let from = end.max(start + prefix.len());
    let told_by = if *prefix == b"eyJ" { SIGNED_TOLD_BY } else { TOLD_BY };
    let near = key_end(&text[..text.len().min(from + told_by)], from, prefix);
    let body = &text[start + prefix.len()..near.max(start + prefix.len())];
    let fixed = matches!(*prefix, b"AKIA" | b"ASIA");
    let signed = *prefix != b"eyJ" || body.contains(&b'.');
    if body.len() >= *least && (fixed || is_random(body)) && signed && fits(prefix, body) {
        scan.done = key_end(text, near, prefix);
        scan.hit(start..scan.done, Kind::ApiKey, Sure::Proof);
    }
}

/// Where a key ends that goes at least to here. A full stop or a dash at its end is the sentence's.
fn key_end(text: &[u8], from: usize, prefix: &[u8]) -> usize {
    let dots = matches!(prefix, b"eyJ" | b"SG." | b"ya29." | b"hvs.");
    let from = from.min(text.len());
    let end = end_while(text, from, |byte| {
        byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' || (dots && byte == b'.')
    });
    end - text[from..end].iter().rev().take_while(|byte| matches!(byte, b'.' | b'-')).count()
}

/// Forms of fixed length.
fn fits(prefix: &[u8], body: &[u8]) -> bool {
    match prefix {
        b"AKIA" | b"ASIA" => {
            body.len() == 16 && body.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        }
        b"AIza" => body.len() == 35,
        b"dapi" | b"key-" => body.len() >= 32 && body[..32].iter().all(u8::is_ascii_hexdigit),
        _ => true,
    }
}

/// Whether the signs are mixed as chance mixes them: a name made of words is not.
pub(crate) fn is_random(body: &[u8]) -> bool {
    let digits = body.iter().filter(|byte| byte.is_ascii_digit()).count();
    let upper = body.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    let lower = body.iter().filter(|byte| byte.is_ascii_lowercase()).count();
    let mixed = (digits > 0 && digits * 12 >= body.len()) || (upper >= 3 && lower >= 3);
    let mut seen = [false; 128];
    for byte in body {
        seen[usize::from(*byte & 127)] = true;
    }
    let different = seen.iter().filter(|seen| **seen).count();
    mixed && different >= 6.min(body.len())
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::ApiKey,
        testing::{assert_found, assert_none},
    };

    #[test]
    fn keys_are_found_by_their_prefixes() {
        for key in [
            "sk-proj-Ab3dEf6hIj9kLm2nOp5qRs8tUv1w",
            "sk-ant-api03-Ab3dEf6hIj9kLm2nOp5q",
            "AKIAIOSFODNN7EXAMPLE",
            "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            "xoxb-123456789012-abcDEF123456",
            "AIzaSyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
            "gsk_a1B2c3D4e5F6g7H8i9J0k1L2",
            "glpat-a1B2c3D4e5F6g7H8i9J0",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U",
        ] {
            for text in [format!("use {key}."), format!("KEY={key}"), format!("\"{key}\",")] {
                assert_found(&text, ApiKey, key);
            }
        }
    }

    #[test]
    fn words_with_a_prefix_are_left_alone() {
        for text in [
            "sk-learn-is-a-library-for-python",
            "key-value",
            "ghp_short",
            "sk-toggleable__content",
            "AKIAIOSFODNN7EXAMPLEX",
        ] {
            assert_none(text, ApiKey);
        }
    }
}
