//! What an operator copies: the image, the compose file and the proxies' configurations do what their comments say.

mod compose;
mod image;
mod proxies;
mod proxy;

use std::{fs, path::PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[track_caller]
fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}
