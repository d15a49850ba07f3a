//! The browser's build and the public files. A release holds them inside the binary; other builds read them from disk,
//! so that they can be built anew beside a running server.

use std::{borrow::Cow, fmt::Write};

use rust_embed::RustEmbed;

/// The site as `make` puts it together.
#[derive(RustEmbed)]
#[folder = "../../target/site"]
#[allow_missing = true]
struct Site;

/// A file of the site.
#[derive(Clone, Debug)]
pub struct Asset {
    pub bytes: Cow<'static, [u8]>,
    pub hash: [u8; 32],
}

/// The file at `path` (no leading slash), if there is one.
pub fn get(path: &str) -> Option<Asset> {
    let file = Site::get(path)?;
    Some(Asset { hash: file.metadata.sha256_hash(), bytes: file.data })
}

/// The address of a file, with enough of its content's hash that it can be cached for good: `/pkg/adda.js?v=...`.
pub fn address(path: &str) -> String {
    let mut address = format!("/{path}");
    if let Some(asset) = get(path) {
        address.push_str("?v=");
        for byte in &asset.hash[..8] {
            let _ = write!(address, "{byte:02x}");
        }
    }
    address
}
