//! Who or what is counted. Nothing but a keyed hash of it is ever kept: neither the memory of this process nor a copy of
//! Redis tells e-mail addresses, IP addresses or keys of AI services.

use std::{fmt, net::IpAddr};

use adda_protocol::UserId;

use crate::secret::{Fingerprint, Secret, keyed_hash};

/// Keeps this key apart from others of the server's secret.
const LABEL: &[u8] = b"adda limits v1";

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Messages sent, and answers asked for anew.
    Send,
    /// Requests of people who are not signed in.
    Anonymous,
    /// Sign-in to one account.
    Account,
    /// Sign-in from one address.
    Address,
    /// New accounts from one address.
    Registration,
    /// The password asked for again within a session.
    Confirmation,
    /// API keys that do not work, from one address.
    ApiKey,
    /// Tests of one person's keys of AI services.
    KeyTest,
    /// Code that one person's pages ask about.
    Code,
    /// Snapshots that one person takes of their conversations.
    Share,
    /// Snapshots read from one address.
    Shared,
    /// Archives of everything of one person's.
    Export,
    /// Files that one person has taken over.
    Import,
    /// Requests to an AI service with one key.
    Requests,
    /// Tokens of such requests and their answers.
    Tokens,
    /// Answers of an AI service at the same time with one key.
    Streams,
}

impl Kind {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Send => "send",
            Self::Anonymous => "anonymous",
            Self::Account => "account",
            Self::Address => "address",
            Self::Registration => "registration",
            Self::Confirmation => "confirmation",
            Self::ApiKey => "api_key",
            Self::KeyTest => "key_test",
            Self::Code => "code",
            Self::Share => "share",
            Self::Shared => "shared",
            Self::Export => "export",
            Self::Import => "import",
            Self::Requests => "provider_requests",
            Self::Tokens => "provider_tokens",
            Self::Streams => "provider_streams",
        }
    }
}

/// Whom it is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    User(UserId),
    /// An IP address in text; an IPv6 network (/64) counts as one.
    Address(&'a str),
    /// The canonical e-mail of an account, existing or not.
    Email(&'a str),
    /// An AI service by its name, asked with this key.
    Service(&'a str, Option<&'a Fingerprint>),
}

/// Names one count.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    pub kind: Kind,
    id: [u8; 16],
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.kind.as_str())?;
        self.id.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

/// Makes keys. Instances with the same secret make the same ones.
#[derive(Clone)]
pub struct Keyring([u8; 32]);

impl Keyring {
    pub fn new(secret: &Secret) -> Self {
        Self(secret.derive(LABEL))
    }

    pub fn key(&self, kind: Kind, subject: Subject<'_>) -> Key {
        let name = match subject {
            Subject::User(user) => user.to_string(),
            Subject::Address(address) => network(address),
            Subject::Email(email) => email.to_owned(),
            Subject::Service(name, _) => name.to_owned(),
        };
        let mut text = format!("{}\0{name}\0", kind.as_str()).into_bytes();
        if let Subject::Service(_, Some(key)) = subject {
            text.extend(key.as_bytes());
        }
        let hash = keyed_hash(&self.0, &text);
        let mut id = [0; 16];
        id.copy_from_slice(&hash[..16]);
        Key { kind, id }
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring(..)")
    }
}

/// What counts as one address: an IPv6 customer has a whole /64.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|address| address.to_canonical()) {
        Ok(IpAddr::V6(v6)) => format!("{:x?}", &v6.segments()[..4]),
        Ok(v4) => v4.to_string(),
        Err(_) => address.chars().take(64).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(kind: Kind, address: &str) -> Key {
        Keyring::new(&Secret::new("secret")).key(kind, Subject::Address(address))
    }

    #[test]
    fn key_takes_an_ipv6_network_for_one_address() {
        let of = |text| address(Kind::Address, text);
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:10.0.0.1"), of("10.0.0.1"));
        assert_ne!(of("10.0.0.1"), of("10.0.0.2"));
        assert_ne!(of("10.0.0.1"), address(Kind::Registration, "10.0.0.1"));
    }

    #[test]
    fn a23_key_shows_nothing_of_whom_it_counts() {
        let ring = Keyring::new(&Secret::new("secret"));
        let key = ring.key(Kind::Account, Subject::Email("mira@example.org"));
        assert_eq!(key.to_string().len(), "account:".len() + 32);
        assert!(!format!("{key} {key:?} {ring:?}").contains("mira"));
        let other = Keyring::new(&Secret::new("another secret"));
        assert_ne!(key, other.key(Kind::Account, Subject::Email("mira@example.org")));
    }
}
