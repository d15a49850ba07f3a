//! The browser's build and the public files. A release (and any build with the feature `embed`) holds them inside the
//! binary; other builds read them from disk.

use std::{borrow::Cow, fmt::Write, sync::LazyLock};

use rust_embed::{EmbeddedFile, RustEmbed};

/// The site as `make` puts it together.
#[derive(RustEmbed)]
#[folder = "../../target/site"]
#[allow_missing = true]
struct Site;

/// The files every page loads. They are named by their content, so that browsers keep them for good and a page never
/// gets a file of another build.
#[derive(Debug)]
pub struct Named {
    file: &'static str,
    /// Name without folder, hash in it: `adda.1f8a....css`.
    name: String,
}

pub static CSS: LazyLock<Named> = LazyLock::new(|| Named::of("adda", "css", "pkg/adda.css"));
pub static JS: LazyLock<Named> = LazyLock::new(|| Named::of("adda", "js", "pkg/adda.js"));
pub static WASM: LazyLock<Named> = LazyLock::new(|| Named::of("adda", "wasm", "pkg/adda.wasm"));

impl Named {
    fn of(stem: &str, extension: &str, file: &'static str) -> Self {
        let hash = Site::get(file).map(|file| hex(&file.metadata.sha256_hash()[..8]));
        Self { file, name: format!("{stem}.{}.{extension}", hash.unwrap_or_default()) }
    }

    /// Where a page finds it.
    pub fn address(&self) -> String {
        format!("/pkg/{}", self.name)
    }
}

/// A file of the site.
#[derive(Clone, Debug)]
pub struct File {
    pub bytes: Cow<'static, [u8]>,
    pub mime: String,
    /// Changes with the content.
    pub etag: String,
    pub br: Option<Cow<'static, [u8]>>,
    pub gzip: Option<Cow<'static, [u8]>>,
    /// The name holds a hash of the content.
    pub hashed: bool,
}

/// The file at `path`, which has no leading slash.
pub fn find(path: &str) -> Option<File> {
    let hashed = path
        .strip_prefix("pkg/")
        .and_then(|name| [&CSS, &JS, &WASM].into_iter().find(|known| known.name == name));
    let file = hashed.map_or(path, |known| known.file);
    let content = Site::get(file).filter(|_| !is_compressed(file))?;
    let mime = mime_guess::from_path(file).first_or_octet_stream();
    let mime = match mime.type_() {
        mime_guess::mime::TEXT => format!("{mime}; charset=utf-8"),
        _ => mime.to_string(),
    };
    Some(File {
        mime,
        etag: hex(&content.metadata.sha256_hash()[..16]),
        br: bytes(Site::get(&format!("{file}.br"))),
        gzip: bytes(Site::get(&format!("{file}.gz"))),
        bytes: content.data,
        hashed: hashed.is_some(),
    })
}

/// What lies beside a file for those who take it smaller is no file of its own.
fn is_compressed(file: &str) -> bool {
    [".br", ".gz"].iter().any(|end| file.ends_with(end))
}

fn bytes(file: Option<EmbeddedFile>) -> Option<Cow<'static, [u8]>> {
    file.map(|file| file.data)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asset_outside_the_site_is_not_found() {
        for path in ["../Cargo.toml", "pkg/../../../Cargo.toml", "/etc/passwd", "pkg", ""] {
            assert!(find(path).is_none(), "{path}");
        }
    }

    #[test]
    fn asset_of_another_build_is_not_found() {
        assert!(find("pkg/adda.0000000000000000.js").is_none());
    }
}
