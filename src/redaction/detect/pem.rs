//! Private keys between their BEGIN and END lines. Public keys and certificates are no secrets.

use crate::{
    kind::Kind,
    scan::{Scan, Sure, class::end_while},
};

const LONGEST: usize = 32 * 1024;

pub(crate) fn pem(scan: &mut Scan<'_>, start: usize) {
    let text = scan.text;
    let rest = &text[start..];
    if start < scan.done || !rest.starts_with(b"-----BEGIN ") {
        return;
    }
    let line = end_while(text, start + 11, |byte| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' '
    });
    if !text[start..line].windows(11).any(|window| window == b"PRIVATE KEY") {
        return;
    }
    let body = &text[line..text.len().min(line + LONGEST)];
    let close = find(body, b"-----END ").and_then(|at| {
        let dashes = find(&body[at + 9..], b"-----")?;
        Some(line + at + 9 + dashes + 5)
    });
    // Cut off before its END line it is still a key, as far as its letters go: up to a space or an empty line.
    let body =
        body.windows(2).position(|pair| pair == b"\n\n").map_or(body, |blank| &body[..blank]);
    let letters = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=-\r\n\\".contains(byte);
    let cut_off = line + body.iter().take_while(|byte| letters(byte)).count();
    let end = close.unwrap_or(cut_off);
    scan.done = end;
    scan.hit(start..end, Kind::PrivateKey, Sure::Proof);
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::PrivateKey,
        testing::{assert_found, assert_none},
    };

    #[test]
    fn private_keys_are_found_whole_or_cut_off() {
        let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq\nabc+/=\n-----END RSA PRIVATE KEY-----";
        assert_found(&format!("here:\n{key}\nthanks"), PrivateKey, key);
        assert_found(&key[..60], PrivateKey, &key[..60]);
    }

    #[test]
    fn public_keys_are_left_alone() {
        assert_none("-----BEGIN PUBLIC KEY-----\nMIIBIjANBg\n-----END PUBLIC KEY-----", PrivateKey);
    }
}
