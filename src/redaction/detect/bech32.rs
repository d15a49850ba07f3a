//! Bech32 and Bech32m (BIP 173, BIP 350): Bitcoin's and Litecoin's newer addresses.

const ALPHABET: &[u8; 32] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Whether the check sum of this address, in small or in capital letters, is right.
pub(crate) fn is_valid(word: &[u8]) -> bool {
    let word = if word.iter().any(u8::is_ascii_lowercase) {
        word.to_vec()
    } else {
        word.to_ascii_lowercase()
    };
    let Some(one) = word.iter().rposition(|byte| *byte == b'1') else { return false };
    let (prefix, data) = (&word[..one], &word[one + 1..]);
    let values: Option<Vec<u32>> = data
        .iter()
        .map(|byte| {
            ALPHABET.iter().zip(0..).find(|(known, _)| *known == byte).map(|(_, value)| value)
        })
        .collect();
    let Some(values) = values.filter(|values| values.len() >= 6) else { return false };
    let expanded = expand(prefix).chain(values);
    matches!(remainder(expanded), 1 | 0x2bc8_30a3)
}

/// An address with a right check sum: for the corpus and tests.
pub(crate) fn encode(prefix: &str, values: &[u8]) -> String {
    let padded = values.iter().map(|value| u32::from(*value)).chain([0; 6]);
    let sum = remainder(expand(prefix.as_bytes()).chain(padded)) ^ 1;
    let sum = (0..6).map(|index| ((sum >> (5 * (5 - index))) & 31) as u8);
    let letters = values.iter().copied().chain(sum).map(|v| char::from(ALPHABET[usize::from(v)]));
    format!("{prefix}1{}", letters.collect::<String>())
}

fn expand(prefix: &[u8]) -> impl Iterator<Item = u32> {
    let high = prefix.iter().map(|byte| u32::from(byte >> 5));
    high.chain([0]).chain(prefix.iter().map(|byte| u32::from(byte & 31)))
}

fn remainder(values: impl Iterator<Item = u32>) -> u32 {
    const GENERATORS: [u32; 5] = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
    values.fold(1, |sum, value| {
        let top = sum >> 25;
        let shifted = ((sum & 0x01ff_ffff) << 5) ^ value;
        GENERATORS
            .iter()
            .enumerate()
            .filter(|(bit, _)| (top >> bit) & 1 == 1)
            .fold(shifted, |sum, (_, generator)| sum ^ generator)
    })
}
