//! Base58 with a check sum, as Bitcoin, Litecoin, Dogecoin and Tron write addresses and keys.

use sha2::{Digest, Sha256};

const ALPHABET: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// The bytes before the check sum, where it is right.
pub(crate) fn decode(word: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = [0_u8; 40];
    for letter in word {
        let (_, mut carry) = ALPHABET.iter().zip(0_u32..).find(|(known, _)| *known == letter)?;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = carry.to_le_bytes()[0];
            carry /= 256;
        }
        if carry > 0 {
            return None;
        }
    }
    let zeros = word.iter().take_while(|letter| **letter == b'1').count();
    let first = bytes.iter().position(|byte| *byte != 0)?;
    let bytes = &bytes[first.checked_sub(zeros)?..];
    let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(4)?)?;
    (Sha256::digest(Sha256::digest(body))[..4] == *sum).then(|| body.to_vec())
}

/// A text whose check sum is right: for the corpus and tests.
pub(crate) fn encode(body: &[u8]) -> String {
    let sum = Sha256::digest(Sha256::digest(body));
    let mut number: Vec<u8> = body.iter().chain(&sum[..4]).copied().collect();
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    let mut letters = Vec::new();
    while number.iter().any(|byte| *byte != 0) {
        let mut rest = 0;
        for byte in &mut number {
            let value = rest * 256 + u32::from(*byte);
            *byte = (value / 58).to_le_bytes()[0];
            rest = value % 58;
        }
        letters.push(char::from(ALPHABET[rest as usize]));
    }
    std::iter::repeat_n('1', zeros).chain(letters.into_iter().rev()).collect()
}
