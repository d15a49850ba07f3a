//! Wallets: addresses with check sums, Ethereum's by form, and Solana's beside a word for them.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        words::{Cue, reach},
    },
};

use super::{base58, bech32, continues};

pub(crate) fn wallet(scan: &mut Scan<'_>, start: usize, end: usize) {
    let word = &scan.text[start..end];
    if word.len() < 25 || continues(scan.text, start, end) {
        return;
    }
    if is_hexadecimal(word) || is_bech32(word) {
        return scan.hit(start..end, Kind::Wallet, Sure::Proof);
    }
    if word.len() > 52 || !word.iter().all(u8::is_ascii_alphanumeric) {
        return;
    }
    match base58_kind(word) {
        Some(kind) => scan.hit(start..end, kind, Sure::Proof),
        None if is_solana(word) && scan.cues.near(Cue::Wallet, start, reach(scan.text, start)) => {
            scan.hit(start..end, Kind::Wallet, Sure::Context);
        }
        None => {}
    }
}

/// Ethereum and its relatives: 0x and 40 digits to the base of 16; 64 are a private key or a hash, which a word tells.
fn is_hexadecimal(word: &[u8]) -> bool {
    word.len() == 42
        && (word.starts_with(b"0x") || word.starts_with(b"0X"))
        && word[2..].iter().all(u8::is_ascii_hexdigit)
}

fn is_bech32(word: &[u8]) -> bool {
    let prefixes: [&[u8]; 4] = [b"bc1", b"tb1", b"ltc1", b"BC1"];
    prefixes.iter().any(|prefix| word.starts_with(prefix))
        && word.len() <= 90
        && bech32::is_valid(word)
}

fn base58_kind(word: &[u8]) -> Option<Kind> {
    if !matches!(word.len(), 25..=36 | 51 | 52) || !b"123LMDATKc5n9".contains(&word[0]) {
        return None;
    }
    let body = base58::decode(word)?;
    match (body.first()?, body.len()) {
        (0x00 | 0x05 | 0x30 | 0x32 | 0x1e | 0x16 | 0x41 | 0x6f | 0xc4, 21) => Some(Kind::Wallet),
        (0x80 | 0xef | 0xb0, 33 | 34) => Some(Kind::PrivateKey),
        _ => None,
    }
}

fn is_solana(word: &[u8]) -> bool {
    (32..=44).contains(&word.len())
        && !word.iter().any(|byte| b"0OIl".contains(byte))
        && super::keys::is_random(word)
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::{PrivateKey, Wallet},
        testing::{assert_found, assert_none},
    };

    #[test]
    fn wallets_are_found_by_check_sum_or_form() {
        for wallet in [
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "0x742d35Cc6634C0532925a3b844Bc454e4438f44e",
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        ] {
            assert_found(&format!("send to {wallet}."), Wallet, wallet);
        }
        let key = "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ";
        assert_found(key, PrivateKey, key);
        assert_found(
            "my solana wallet 7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU",
            Wallet,
            "7xKXtg2CW87d97TXJSDpbD5jBkheTqA83TZRuJosgAsU",
        );
    }

    #[test]
    fn wrong_check_sums_and_hashes_are_left_alone() {
        for text in [
            "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdr",
            "0x742d35Cc6634C0532925a3b844Bc454e4438f44",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ] {
            assert_none(text, Wallet);
        }
    }
}
