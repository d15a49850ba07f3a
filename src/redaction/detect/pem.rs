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
    let line = end_while(&text[..text.len().min(start + 64)], start + 11, |byte| {
        byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b' '
    });
    if !text[start..line].windows(11).any(|window| window == b"PRIVATE KEY") {
        return;
    }
    let head = end_while(text, line, |byte| byte == b'-');
    let body = &text[head..text.len().min(head + LONGEST)];
    let dashes = next_dashes(body);
    let close = dashes.filter(|at| body[*at..].starts_with(b"-----END ")).and_then(|at| {
        let name = at + b"-----END ".len();
        next_dashes(&body[name..]).map(|length| head + name + length + DASHES.len())
    });
    // Cut off before its END line it is still a key, as far as its letters go: up to a space or an empty line.
    let body = &body[..dashes.unwrap_or(body.len())];
    let blank = body.windows(2).position(|pair| pair == b"\n\n").unwrap_or(body.len());
    let letters = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=\r\n\\".contains(byte);
    let cut_off = head + body[..blank].iter().take_while(|byte| letters(byte)).count();
    let end = close.unwrap_or(cut_off);
    scan.done = end;
    scan.hit(start..end, Kind::PrivateKey, Sure::Proof);
}

const DASHES: &[u8] = b"-----";

fn next_dashes(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].iter().position(|byte| *byte == b'-')?;
        if text[at..].starts_with(DASHES) {
            return Some(at);
        }
        at += 1;
    }
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
        assert_found(&key[..58], PrivateKey, &key[..58]);
    }

    #[test]
    fn public_keys_are_left_alone() {
        assert_none("-----BEGIN PUBLIC KEY-----\nMIIBIjANBg\n-----END PUBLIC KEY-----", PrivateKey);
    }
}
