//! The one HTTP client of the adapters, and what a base URL must look like.

use std::{net::IpAddr, time::Duration};

use reqwest::{Client, ClientBuilder, Url, redirect::Policy};

use super::{ErrorKind, ProviderError};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Builds the client every adapter shares. It follows no redirects: an answer that sends us elsewhere would take the key
/// along. It sets no total time: answers take as long as they take, silence is timed by [`super::retry`].
pub fn build() -> Result<Client, ProviderError> {
    finish(Client::builder())
}

/// The same for services on this machine, which a proxy of the environment would look for on its own.
pub fn build_local() -> Result<Client, ProviderError> {
    finish(Client::builder().no_proxy())
}

/// Whether the address is on this machine.
pub fn is_local(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn finish(builder: ClientBuilder) -> Result<Client, ProviderError> {
    builder
        .user_agent(concat!("adda/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .tcp_nodelay(true)
        .tcp_keepalive(Duration::from_mins(1))
        // A connection that died while idle is noticed before a person waits on it.
        .http2_keep_alive_interval(Duration::from_secs(20))
        .http2_keep_alive_timeout(Duration::from_secs(10))
        .pool_idle_timeout(Duration::from_secs(90))
        .build()
        .map_err(|error| ProviderError::new(ErrorKind::Network, format!("HTTP client: {error}")))
}

/// Reads an operator's base URL, which ends in a slash afterwards. Private addresses are fine: it is their setting.
pub fn base_url(setting: &str, text: &str) -> Result<Url, ProviderError> {
    let invalid = |why: &str| {
        let remedy = "set it to something like \"https://api.example.org/v1\"";
        ProviderError::new(ErrorKind::BadRequest, format!("{setting}: {why}; {remedy}"))
    };
    let mut url = Url::parse(text.trim()).map_err(|error| invalid(&format!("{error}")))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(invalid("its scheme is neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("it carries a user name or password, which belongs into `key`"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(invalid("it has a query or fragment"));
    }
    let path = format!("{}/", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base_url_is_read_with_and_without_path() {
        for (text, read) in [
            ("https://api.openai.com/v1", "https://api.openai.com/v1/"),
            ("https://api.openai.com/v1/", "https://api.openai.com/v1/"),
            ("http://localhost:11434", "http://localhost:11434/"),
            (" http://127.0.0.1:8000/api/v3 ", "http://127.0.0.1:8000/api/v3/"),
        ] {
            assert_eq!(base_url("x", text).unwrap().as_str(), read);
        }
    }

    #[test]
    fn address_on_this_machine_is_told_from_others() {
        for url in ["http://localhost:1", "http://127.0.0.1", "http://127.9.9.9", "http://[::1]:1"]
        {
            assert!(is_local(&Url::parse(url).unwrap()), "{url}");
        }
        for url in ["http://10.0.0.1", "http://localhost.example.org", "https://api.openai.com"] {
            assert!(!is_local(&Url::parse(url).unwrap()), "{url}");
        }
    }

    #[test]
    fn base_url_is_refused_with_the_setting_named() {
        for text in [
            "",
            "api.openai.com",
            "file:///etc/passwd",
            "https://me:pw@host/v1",
            "https://h/v1?a=b",
        ] {
            let error = base_url("providers.x.base_url", text).unwrap_err();
            assert!(error.detail.starts_with("providers.x.base_url: "), "{error}");
            assert!(!error.detail.contains("pw"), "{error}");
        }
    }
}
