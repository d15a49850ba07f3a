use std::{net::SocketAddr, path::PathBuf};

use serde::Deserialize;

use super::{
    key::{Key, Kind, is_http_url},
    network::Network,
};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ServerConfig {
    pub addr: SocketAddr,
    pub data_dir: PathBuf,
    /// Other origins that may call the API from a browser (`https://app.example.org`).
    pub allowed_origins: Vec<String>,
    /// Proxies whose `X-Forwarded-*` headers are believed.
    pub trusted_proxies: Vec<Network>,
    /// How long answers in flight may go on when the server is asked to stop.
    pub shutdown_grace_s: u64,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self {
            addr: SocketAddr::from(([127, 0, 0, 1], 3000)),
            data_dir: PathBuf::from("data"),
            allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            shutdown_grace_s: 10,
        }
    }
}

pub(super) const KEYS: &[Key] = &[
    Key {
        name: "addr",
        kind: Kind::Text(|text| text.parse::<SocketAddr>().is_ok()),
        what: "an address and port",
        example: "127.0.0.1:3000",
    },
    Key {
        name: "data_dir",
        kind: Kind::Text(|text| !text.trim().is_empty() && !text.contains('\0')),
        what: "a folder",
        example: "/var/lib/adda",
    },
    Key {
        name: "allowed_origins",
        kind: Kind::List(is_origin),
        what: "a list of origins (scheme and host, nothing after them)",
        example: r#"["https://app.example.org"]"#,
    },
    Key {
        name: "trusted_proxies",
        kind: Kind::List(|text| text.parse::<Network>().is_ok()),
        what: "a list of IP addresses and networks",
        example: r#"["127.0.0.1", "10.1.0.0/16"]"#,
    },
    Key {
        name: "shutdown_grace_s",
        kind: Kind::Number(0, 3_600),
        what: "a number of seconds",
        example: "10",
    },
];

fn is_origin(text: &str) -> bool {
    is_http_url(text) && text.matches('/').count() == 2
}
