use std::{
    net::{AddrParseError, IpAddr},
    num::ParseIntError,
    str::FromStr,
};

use serde::Deserialize;
use thiserror::Error;

/// An address, or all addresses that begin like it: `10.0.0.2`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    address: IpAddr,
    /// How many of the leading bits count.
    bits: u8,
}

#[derive(Debug, Error)]
pub enum NetworkError {
    #[error("no address: {0}")]
    Address(#[from] AddrParseError),
    #[error("no number of bits: {0}")]
    Bits(#[from] ParseIntError),
    #[error("an address has no {0} bits")]
    TooMany(u8),
}

impl Network {
    /// Whether the address is one of them. An IPv4 address within IPv6 is the IPv4 address.
    pub fn contains(self, address: IpAddr) -> bool {
        let shift = |width: u32| width - u32::from(self.bits);
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(own), IpAddr::V4(other)) => {
                (own.to_bits() ^ other.to_bits()).checked_shr(shift(32)).unwrap_or(0) == 0
            }
            (IpAddr::V6(own), IpAddr::V6(other)) => {
                (own.to_bits() ^ other.to_bits()).checked_shr(shift(128)).unwrap_or(0) == 0
            }
            _ => false,
        }
    }
}

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        let address = address.to_canonical();
        Self { address, bits: if address.is_ipv4() { 32 } else { 128 } }
    }
}

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, NetworkError> {
        let Some((address, bits)) = text.split_once('/') else {
            return Ok(text.parse::<IpAddr>()?.into());
        };
        let (address, bits) = (address.parse()?, bits.parse()?);
        let most = if matches!(address, IpAddr::V4(_)) { 32 } else { 128 };
        if bits > most { Err(NetworkError::TooMany(bits)) } else { Ok(Self { address, bits }) }
    }
}

impl TryFrom<String> for Network {
    type Error = NetworkError;

    fn try_from(text: String) -> Result<Self, NetworkError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(network: &str, address: &str) -> bool {
        network.parse::<Network>().unwrap().contains(address.parse().unwrap())
    }

    #[test]
    fn network_contains_what_begins_like_it() {
        assert!(contains("10.0.0.2", "10.0.0.2") && !contains("10.0.0.2", "10.0.0.3"));
        assert!(contains("10.1.0.0/16", "10.1.255.255") && !contains("10.1.0.0/16", "10.2.0.0"));
        assert!(contains("fd00::/8", "fd12::1") && !contains("fd00::/8", "fe80::1"));
        assert!(contains("::1", "::1") && !contains("::1", "127.0.0.1"));
        assert!(contains("10.0.0.0/8", "::ffff:10.9.8.7"));
        assert!(contains("::ffff:10.0.0.2", "10.0.0.2"));
        assert!(contains("0.0.0.0/0", "203.0.113.9") && !contains("0.0.0.0/0", "2001:db8::1"));
    }

    #[test]
    fn network_is_refused_when_it_is_none() {
        for text in ["", "10.0.0", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "proxy"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
