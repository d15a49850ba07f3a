//! Where an AI service may be. A service on this machine or in the operator's own network is as good as any; but the
//! addresses at which clouds hand out their machines' secrets are nobody's AI service, however they are written.

use std::net::{IpAddr, Ipv4Addr};

use super::key::is_http_url;

/// An `http` or `https` address of something that can be a service.
pub fn is_service_url(text: &str) -> bool {
    is_http_url(text)
        && text
            .parse::<http::Uri>()
            .is_ok_and(|uri| uri.host().is_some_and(|host| !is_off_limits(host)))
}

fn is_off_limits(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']').trim_end_matches('.');
    match bare.parse::<IpAddr>() {
        Ok(IpAddr::V4(address)) => is_off_limits_v4(address),
        Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped().or_else(|| address.to_ipv4()) {
            Some(inner) if !address.is_loopback() => is_off_limits_v4(inner),
            _ => address.is_unspecified() || is_off_limits_v6(address.segments()),
        },
        // Numbers in other forms (one number, octal, hexadecimal) are read differently by different readers.
        Err(_) => is_number(bare) || bare.eq_ignore_ascii_case("metadata.google.internal"),
    }
}

const fn is_off_limits_v4(address: Ipv4Addr) -> bool {
    address.is_link_local() || address.is_unspecified() || address.is_broadcast()
}

/// `fe80::/10`, and the metadata service of Amazon's cloud.
const fn is_off_limits_v6(segments: [u16; 8]) -> bool {
    segments[0] & 0xffc0 == 0xfe80 || matches!(segments, [0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254])
}

/// Whether readers of addresses would take a name for an IPv4 address: its last part is a number.
fn is_number(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let hexadecimal = last
        .strip_prefix("0x")
        .or_else(|| last.strip_prefix("0X"))
        .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hexadecimal || !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn service_may_be_anywhere_a_service_can_be() {
        for url in [
            "https://api.openai.com/v1",
            "http://127.0.0.1:11434",
            "http://[::1]:11434",
            "http://10.0.0.5:8000/v1",
            "http://gateway:8080",
            "http://[fd12::7]:8000",
            "http://node1.example.org",
        ] {
            assert!(is_service_url(url), "{url}");
        }
    }

    #[test]
    fn a15_address_of_a_clouds_secrets_is_no_service_however_written() {
        for url in [
            "http://169.254.169.254/latest",
            "http://169.254.169.254./",
            "http://[::ffff:169.254.169.254]/",
            "http://[::169.254.169.254]/",
            "http://[fe80::1]/",
            "http://[fd00:ec2::254]/",
            "http://2852039166/",
            "http://0xa9fea9fe/",
            "http://0251.0376.0251.0376/",
            "http://169.254.43518/",
            "http://metadata.google.internal/",
            "http://0.0.0.0/",
            "ftp://example.org",
        ] {
            assert!(!is_service_url(url), "{url}");
        }
    }
}
