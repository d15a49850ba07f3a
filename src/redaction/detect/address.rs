//! Internet addresses: four numbers with dots, or IPv6 as its grammar says.

use core::net::Ipv6Addr;

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{WORD, class_at, class_before, end_while},
    },
};

/// With room for a port and a full stop.
const LONGEST: usize = 56;

pub(crate) fn address(scan: &mut Scan<'_>, start: usize) {
    if start < scan.done || class_before(scan.text, start) & WORD != 0 {
        return;
    }
    if start > 0 && scan.text[start - 1] == b':' {
        return;
    }
    let near = &scan.text[..scan.text.len().min(start + LONGEST)];
    let end =
        end_while(near, start, |byte| byte.is_ascii_hexdigit() || byte == b':' || byte == b'.');
    if class_at(scan.text, end) & WORD != 0 {
        return;
    }
    let word = &scan.text[start..end];
    let dots = word.iter().rev().take_while(|byte| **byte == b'.').count();
    let word = &word[..word.len() - dots];
    // A port may follow the four numbers.
    let four = word.split(|byte| *byte == b':').next().unwrap_or_default();
    if is_v4(four) {
        scan.done = start + four.len();
        scan.hit(start..start + four.len(), Kind::IpAddress, Sure::Context);
    } else if word.split(|byte| *byte == b':').count() > 2 && is_v6(word) {
        scan.done = start + word.len();
        scan.hit(start..start + word.len(), Kind::IpAddress, Sure::Proof);
    }
}

fn is_v4(word: &[u8]) -> bool {
    let mut parts = 0;
    word.len() >= 7
        && word.split(|byte| *byte == b'.').all(|part| {
            parts += 1;
            let number = std::str::from_utf8(part).ok().and_then(|text| text.parse::<u8>().ok());
            number.is_some() && (part.len() == 1 || part[0] != b'0')
        })
        && parts == 4
}

/// At least four groups or an abbreviation: `10:30:45` is a time.
fn is_v6(word: &[u8]) -> bool {
    let long = word.len() >= 7 && word.iter().any(u8::is_ascii_hexdigit);
    long && std::str::from_utf8(word).is_ok_and(|text| text.parse::<Ipv6Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use crate::{
        Action,
        Kind::IpAddress,
        Policy,
        testing::{assert_found_by, assert_none, assert_none_by},
    };

    #[test]
    fn addresses_are_found_where_wanted() {
        let policy = Policy::default().with(IpAddress, Action::Redact);
        for address in [
            "192.168.10.254",
            "8.8.8.8",
            "2001:db8::1",
            "fe80::1ff:fe23:4567:890a",
            "2001:0db8:85a3:0000:0000:8a2e:0370:7334",
        ] {
            assert_found_by(&policy, &format!("ping {address} now"), IpAddress, address);
            assert_none(&format!("ping {address} now"), IpAddress);
        }
        assert_found_by(&policy, "http://10.0.0.1:8080/", IpAddress, "10.0.0.1");
        for text in ["10:30:45", "1.2.3", "256.1.1.1", "std::fmt", "a::b", "1.2.3.4.5"] {
            assert_none_by(&policy, text, IpAddress);
        }
    }
}
