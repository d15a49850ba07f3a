//! Asking a running server how it is, as a container's health check does from inside.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use axum::body::{self, Body};
use hyper::{Request, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::{net::TcpStream, time::timeout};

use super::health::Health;

/// Longer than the server itself waits for its parts.
const PATIENCE: Duration = Duration::from_secs(8);
/// Far more than the answer has.
const LONGEST: usize = 256 * 1024;

#[derive(Debug, Error)]
pub enum ProbeError {
    #[error("nothing answers at {addr}: {source}")]
    Unreachable { addr: SocketAddr, source: io::Error },
    #[error("{0} accepted the connection and gave no answer")]
    Silent(SocketAddr),
    #[error("what answers at {addr} is no Adda: {reason}")]
    Foreign { addr: SocketAddr, reason: String },
}

/// The health of the server that listens on `addr`.
pub async fn probe(addr: SocketAddr) -> Result<Health, ProbeError> {
    let addr = reachable(addr);
    timeout(PATIENCE, ask(addr)).await.unwrap_or(Err(ProbeError::Silent(addr)))
}

async fn ask(addr: SocketAddr) -> Result<Health, ProbeError> {
    let unreachable = |source| ProbeError::Unreachable { addr, source };
    let foreign = |reason: String| ProbeError::Foreign { addr, reason };
    let stream = TcpStream::connect(addr).await.map_err(unreachable)?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|e| foreign(e.to_string()))?;
    let request = Request::get("/health")
        .header(header::HOST, addr.to_string())
        .body(Body::empty())
        .map_err(|error| foreign(error.to_string()))?;
    let exchange = async {
        let response = sender.send_request(request).await.map_err(|e| foreign(e.to_string()))?;
        let body = body::to_bytes(Body::new(response.into_body()), LONGEST).await;
        let body = body.map_err(|error| foreign(error.to_string()))?;
        serde_json::from_slice(&body).map_err(|error| foreign(error.to_string()))
    };
    // The connection moves the bytes, and ends no sooner than they are there.
    tokio::pin!(exchange);
    tokio::select! {
        biased;
        health = &mut exchange => health,
        ended = connection => match ended {
            Ok(()) => exchange.await,
            Err(error) => Err(foreign(error.to_string())),
        },
    }
}

/// A server that listens everywhere is asked where we are.
fn reachable(addr: SocketAddr) -> SocketAddr {
    let ip = match addr.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, addr.port())
}

#[cfg(test)]
mod tests {
    use tokio::{io::AsyncWriteExt, net::TcpListener};

    use super::*;

    #[test]
    fn probe_asks_here_where_the_server_listens_everywhere() {
        for (listens, asked) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("192.0.2.1:80", "192.0.2.1:80"),
        ] {
            assert_eq!(reachable(listens.parse().unwrap()), asked.parse().unwrap());
        }
    }

    #[tokio::test]
    async fn probe_says_so_when_nothing_or_something_else_answers() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let other = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi").await.unwrap();
            stream
        };
        let (answer, _stream) = tokio::join!(probe(addr), other);
        assert!(matches!(answer, Err(ProbeError::Foreign { .. })), "{answer:?}");
        drop(listener);
        assert!(matches!(probe(addr).await, Err(ProbeError::Unreachable { .. })));
    }
}
