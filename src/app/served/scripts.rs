//! Scripts that pages fetch when they are first needed.

use std::borrow::Cow;

use crate::assets::{self, File};

/// Cuts a chosen picture.
pub(super) const CROP: &str = "/crop.js";
/// Sends a long file.
pub(super) const UPLOAD: &str = "/upload.js";

const SCRIPTS: [(&str, &str); 2] =
    [(CROP, include_str!("profile/crop.js")), (UPLOAD, include_str!("data/upload.js"))];

/// The file of that name, without the slash.
pub fn find(path: &str) -> Option<File> {
    let (_, script) =
        SCRIPTS.into_iter().find(|(address, _)| address.strip_prefix('/') == Some(path))?;
    Some(File {
        bytes: Cow::Borrowed(script.as_bytes()),
        mime: "text/javascript; charset=utf-8".to_owned(),
        etag: format!("{:016x}", assets::stable_hash(script.as_bytes())),
        br: None,
        gzip: None,
        hashed: false,
    })
}
