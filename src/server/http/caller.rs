//! Who is at the other end: the address and scheme of the client, which proxies may tell only when they are trusted.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, Uri, header},
    middleware::Next,
    response::Response,
};

use super::state::AppState;
use crate::{auth::Origin, config::Network};

static FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
static FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
static FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const DEVICE_CHARS: usize = 160;

/// The client of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// `None` where the request came by no socket.
    pub address: Option<IpAddr>,
    /// Whether the client is on this machine, or on that of a trusted proxy. Nobody is who comes by a proxy we do not know.
    pub local: bool,
    /// Whether the client speaks https (to us or to a trusted proxy).
    pub https: bool,
    /// Host and port the client asked for.
    pub host: Option<String>,
    /// What the client calls itself.
    pub device: String,
}

impl Caller {
    fn of(headers: &HeaderMap, uri: &Uri, peer: Option<IpAddr>, trusted: &[Network]) -> Self {
        let behind_proxy = peer.is_some_and(|peer| is_trusted(peer, trusted));
        let forwarded = |name: &HeaderName| last(headers, name).filter(|_| behind_proxy);
        let host = forwarded(&FORWARDED_HOST)
            .or_else(|| headers.get(header::HOST).and_then(|host| host.to_str().ok()))
            .map(str::to_owned)
            .or_else(|| uri.authority().map(ToString::to_string));
        let address = if behind_proxy { client_address(headers, trusted).or(peer) } else { peer };
        let passed_on =
            headers.contains_key(&FORWARDED_FOR) || headers.contains_key(header::FORWARDED);
        Self {
            address,
            local: address.is_some_and(|it| it.to_canonical().is_loopback())
                && (behind_proxy || !passed_on),
            https: forwarded(&FORWARDED_PROTO).is_some_and(|p| p.eq_ignore_ascii_case("https")),
            host,
            device: device(headers),
        }
    }

    /// For the list of sessions and the limits of attempts.
    pub fn origin(&self) -> Origin {
        Origin {
            address: self.address.map(|address| address.to_string()).unwrap_or_default(),
            device: self.device.clone(),
        }
    }
}

/// Middleware: puts the [`Caller`] into the request.
pub(super) async fn identify(
    State(state): State<AppState>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let trusted = &state.services.config.server.trusted_proxies;
    let caller = Caller::of(request.headers(), request.uri(), peer, trusted);
    request.extensions_mut().insert(caller);
    next.run(request).await
}

fn is_trusted(address: IpAddr, trusted: &[Network]) -> bool {
    trusted.iter().any(|proxy| proxy.contains(address))
}

/// Each proxy appends the address it saw, so only the rightmost one that is no proxy of ours can be believed.
fn client_address(headers: &HeaderMap, trusted: &[Network]) -> Option<IpAddr> {
    let lines: Vec<&str> =
        headers.get_all(&FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok()).collect();
    lines
        .iter()
        .flat_map(|line| line.split(','))
        .rev()
        .map_while(|hop| parse_hop(hop.trim()))
        .find(|address| !is_trusted(*address, trusted))
}

/// An address, with or without a port.
fn parse_hop(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// The last of a header's comma-separated values: the one the nearest proxy wrote.
fn last<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    line.rsplit(',').next().map(str::trim).filter(|value| !value.is_empty())
}

fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
    agent.unwrap_or_default().chars().filter(|c| !c.is_control()).take(DEVICE_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.1";

    fn caller(peer: &str, lines: &[(&HeaderName, &str)]) -> Caller {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        let trusted = [PROXY.parse().unwrap()];
        Caller::of(&headers, &Uri::from_static("/"), peer.parse().ok(), &trusted)
    }

    fn address(peer: &str, forwarded: &str) -> String {
        caller(peer, &[(&FORWARDED_FOR, forwarded)]).origin().address
    }

    #[test]
    fn a10_forwarded_address_is_believed_only_from_trusted_proxies() {
        assert_eq!(address("203.0.113.9", "1.2.3.4"), "203.0.113.9");
        assert_eq!(address(PROXY, "198.51.100.7"), "198.51.100.7");
    }

    #[test]
    fn forwarded_address_is_the_rightmost_that_is_no_proxy_of_ours() {
        assert_eq!(address(PROXY, "1.1.1.1, 198.51.100.7, 10.0.0.1"), "198.51.100.7");
        assert_eq!(address(PROXY, "198.51.100.7:4711"), "198.51.100.7");
        assert_eq!(address(PROXY, "[2001:db8::1]"), "2001:db8::1");
        assert_eq!(address(PROXY, "1.1.1.1, nonsense"), PROXY);
        assert_eq!(address("::ffff:10.0.0.1", "198.51.100.7"), "198.51.100.7");
    }

    #[test]
    fn caller_is_local_by_its_own_address_alone() {
        let local = |peer: &str, lines: &[(&HeaderName, &str)]| caller(peer, lines).local;
        assert!(local("127.0.0.1", &[]) && local("::1", &[]) && local("::ffff:127.0.0.1", &[]));
        assert!(!local("203.0.113.9", &[]));
        assert!(!local("203.0.113.9", &[(&FORWARDED_FOR, "127.0.0.1")]));
        assert!(!local(PROXY, &[(&FORWARDED_FOR, "203.0.113.9")]));
        assert!(!local(PROXY, &[(&FORWARDED_FOR, "127.0.0.1, 203.0.113.9")]));
        // A proxy on this machine that nobody told us about.
        assert!(!local("127.0.0.1", &[(&FORWARDED_FOR, "203.0.113.9")]));
        assert!(!local("127.0.0.1", &[(&header::FORWARDED, "for=203.0.113.9")]));
    }

    #[test]
    fn https_and_host_are_believed_only_from_trusted_proxies() {
        let lines = [
            (&FORWARDED_PROTO, "https"),
            (&FORWARDED_HOST, "chat.example"),
            (&header::HOST, "127.0.0.1:3000"),
        ];
        let stranger = caller("203.0.113.9", &lines);
        assert!(!stranger.https);
        assert_eq!(stranger.host.as_deref(), Some("127.0.0.1:3000"));
        let proxied = caller(PROXY, &lines);
        assert!(proxied.https);
        assert_eq!(proxied.host.as_deref(), Some("chat.example"));
    }
}
