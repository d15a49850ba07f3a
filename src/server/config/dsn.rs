use std::fmt;

use serde::Deserialize;
use thiserror::Error;

use crate::secret::Secret;

/// Where error reports go, as Sentry and what speaks like it hand it out: `https://KEY@HOST/PROJECT`.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Dsn {
    /// What events are posted to.
    address: String,
    key: Secret,
}

#[derive(Debug, Error)]
#[error("no DSN: it reads https://KEY@HOST/PROJECT")]
pub struct DsnError;

impl Dsn {
    pub fn parse(text: &str) -> Result<Self, DsnError> {
        let uri: http::Uri = text.trim().parse().map_err(|_| DsnError)?;
        let scheme = uri.scheme_str().filter(|scheme| matches!(*scheme, "http" | "https"));
        let authority = uri.authority().ok_or(DsnError)?.as_str();
        let (user, host) = authority.rsplit_once('@').ok_or(DsnError)?;
        // Old ones have a second, secret key, which nothing asks for any more.
        let key = user.split(':').next().unwrap_or_default();
        let (prefix, project) =
            uri.path().trim_end_matches('/').rsplit_once('/').ok_or(DsnError)?;
        if key.is_empty() || host.is_empty() || project.is_empty() || uri.query().is_some() {
            return Err(DsnError);
        }
        let scheme = scheme.ok_or(DsnError)?;
        let address = format!("{scheme}://{host}{prefix}/api/{project}/envelope/");
        Ok(Self { address, key: Secret::new(key) })
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    pub const fn key(&self) -> &Secret {
        &self.key
    }
}

impl fmt::Debug for Dsn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dsn").field("address", &self.address).finish_non_exhaustive()
    }
}

impl TryFrom<String> for Dsn {
    type Error = DsnError;

    fn try_from(text: String) -> Result<Self, DsnError> {
        Self::parse(&text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dsn_says_where_to_post_and_hides_its_key() {
        for (text, address) in [
            (
                "https://abc@o1.ingest.example.org/42",
                "https://o1.ingest.example.org/api/42/envelope/",
            ),
            (
                "http://abc:old@127.0.0.1:9000/sentry/7/",
                "http://127.0.0.1:9000/sentry/api/7/envelope/",
            ),
        ] {
            let dsn = Dsn::parse(text).unwrap();
            assert_eq!((dsn.address(), dsn.key().expose()), (address, "abc"));
            assert!(!format!("{dsn:?}").contains("abc"), "{dsn:?}");
        }
    }

    #[test]
    fn dsn_is_refused_when_it_is_none() {
        for text in ["", "x", "https://host/1", "https://@host/1", "https://k@host", "ftp://k@h/1"]
        {
            assert!(Dsn::parse(text).is_err(), "{text}");
        }
    }
}
