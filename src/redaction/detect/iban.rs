//! IBANs: a country's length and the remainder of 97.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{DIGIT, LETTER, WORD, class_at, class_before},
    },
};

use super::letters_and_digits;

/// Each country with the length of its IBANs.
const LENGTHS: &str = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24\
    FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25\
    MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23\
    ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

pub(crate) fn iban(scan: &mut Scan<'_>, start: usize) {
    let text = scan.text;
    let head = [0, 1, 2].map(|index| class_at(text, start + index));
    if head[0] & LETTER == 0
        || head[1] & LETTER == 0
        || (head[2] & DIGIT == 0 && text.get(start + 2) != Some(&b' '))
    {
        return;
    }
    let Some(length) = length(text, start) else { return };
    let found = letters_and_digits(text, start, length);
    if found.len() < length || class_before(text, start) & WORD != 0 {
        return;
    }
    let end = found[length - 1].1;
    // "is 20 years" has the form of an Icelandic one.
    let grouped = end - start > length;
    if grouped && text[start..end].iter().any(u8::is_ascii_lowercase) {
        return;
    }
    if class_at(text, end) & WORD == 0 && remainder(&found) == 1 {
        scan.hit(start..end, Kind::Iban, Sure::Proof);
    }
}

fn length(text: &[u8], start: usize) -> Option<usize> {
    let country = text.get(start..start + 2)?.to_ascii_uppercase();
    let entry = LENGTHS.as_bytes().chunks_exact(4).find(|entry| entry[..2] == country)?;
    Some(usize::from(entry[2] - b'0') * 10 + usize::from(entry[3] - b'0'))
}

/// What remains when the rearranged number is divided by 97.
fn remainder(characters: &[(u8, usize)]) -> u32 {
    let (head, body) = characters.split_at(4);
    body.iter().chain(head).fold(0, |rest, (c, _)| match c {
        b'0'..=b'9' => (rest * 10 + u32::from(c - b'0')) % 97,
        _ => (rest * 100 + u32::from(c - b'A') + 10) % 97,
    })
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::Iban,
        testing::{assert_found, assert_none},
    };

    #[test]
    fn ibans_are_found_however_written() {
        for iban in [
            "DE89370400440532013000",
            "DE89 3704 0044 0532 0130 00",
            "GB82 WEST 1234 5698 7654 32",
            "de89370400440532013000",
            "FR1420041010050500013M02606",
            "NO93 8601 1117 947",
            "MT84MALT011000012345MTLCAST001S",
            "DE89-3704-0044-0532-0130-00",
            "ＤＥ89 3704 0044 0532 0130 ００",
        ] {
            assert_found(&format!("Send it to {iban} today"), Iban, iban);
            assert_found(&format!("IBAN:{iban}."), Iban, iban);
        }
    }

    #[test]
    fn wrong_remainders_and_lengths_are_left_alone() {
        for text in [
            "DE88370400440532013000",
            "DE8937040044053201300",
            "DE893704004405320130001",
            "XX89370400440532013000",
        ] {
            assert_none(text, Iban);
        }
    }
}
