//! The site as `make` puts it together. A release (and any build with the feature `embed`) holds it inside the binary; other
//! builds read it from disk.

use adda_app::assets::Site;
use rust_embed::RustEmbed;

/// Named by `make` after the files' content: a file that comes or goes is noticed by nothing else.
const _: Option<&str> = option_env!("ADDA_SITE");

#[derive(RustEmbed)]
#[folder = "../../target/site"]
#[allow_missing = true]
struct Files;

pub fn install() {
    let paths = || Files::iter().map(std::borrow::Cow::into_owned).collect();
    Site { get: Files::get, paths }.install();
}

#[cfg(test)]
mod tests {
    use adda_app::assets::find;

    use super::*;

    #[test]
    fn asset_outside_the_site_is_not_found() {
        install();
        for path in ["../Cargo.toml", "pkg/../../../Cargo.toml", "/etc/passwd", "pkg", ""] {
            assert!(find(path).is_none(), "{path}");
        }
    }

    #[test]
    fn asset_of_another_build_is_not_found() {
        install();
        assert!(find("pkg/0000000000000000/adda.js").is_none());
    }
}
