//! The browser's build and the public files, as pages name them and the server hands them out.

use std::{
    borrow::Cow,
    fmt::Write,
    sync::{LazyLock, OnceLock},
};

use rust_embed::EmbeddedFile;

/// Where the files lie. Only the binary knows: this library is compiled while they are still being made.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    pub get: fn(&str) -> Option<EmbeddedFile>,
    pub paths: fn() -> Vec<String>,
}

static SITE: OnceLock<Site> = OnceLock::new();

impl Site {
    /// Makes this the site. Before, there are no files, and the first one stays.
    pub fn install(self) {
        SITE.get_or_init(|| self);
    }

    fn get(path: &str) -> Option<EmbeddedFile> {
        SITE.get().and_then(|site| (site.get)(path))
    }

    fn paths() -> Vec<String> {
        SITE.get().map(|site| (site.paths)()).unwrap_or_default()
    }
}

/// The folder of the build, as pages name it: by the content of all its files, so that browsers keep them for good, a page
/// never gets a file of another build, and the files find each other.
static FOLDER: LazyLock<String> = LazyLock::new(|| {
    let mut files: Vec<_> = Site::paths().into_iter().filter(|path| is_built(path)).collect();
    files.sort();
    let content = files.iter().filter_map(|path| Site::get(path));
    let hashes: Vec<u8> = content.flat_map(|file| file.metadata.sha256_hash()).collect();
    format!("pkg/{:016x}/", stable_hash(&hashes))
});

pub const CSS: &str = "adda.css";
pub const JS: &str = "adda.js";
/// Finds the parts that are loaded later; the one before imports it.
pub const PARTS: &str = "__wasm_split.js";
pub const WASM: &str = "adda.wasm";

/// Where a page finds a file of the build.
pub fn address(name: &str) -> String {
    format!("/{}{name}", *FOLDER)
}

fn is_built(path: &str) -> bool {
    path.starts_with("pkg/") && !is_compressed(path)
}

/// The files of the site, as they lie in its folder.
pub fn paths() -> impl Iterator<Item = String> {
    Site::paths().into_iter().filter(|path| !is_compressed(path))
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
    /// The address holds a hash of the content.
    pub hashed: bool,
}

/// The file at `path`, which has no leading slash.
pub fn find(path: &str) -> Option<File> {
    let built = path.strip_prefix(FOLDER.as_str()).map(|name| format!("pkg/{name}"));
    let file = built.as_deref().unwrap_or(path);
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
        hashed: built.is_some(),
    })
}

/// What lies beside a file for those who take it smaller is no file of its own.
fn is_compressed(file: &str) -> bool {
    [".br", ".gz"].iter().any(|end| file.ends_with(end))
}

fn bytes(file: Option<EmbeddedFile>) -> Option<Cow<'static, [u8]>> {
    file.map(|file| file.data)
}

/// FNV-1a: tells builds apart, and nothing rests on nobody finding two alike.
pub fn stable_hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
