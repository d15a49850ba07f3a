//! Looking for a key in what ought to hold none: as it is, in parts, and in the usual encodings.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};

/// Shorter parts may come up by chance; four characters are shown on purpose.
const PART: usize = 8;

pub struct Needle {
    /// All that must not be found.
    forms: Vec<Vec<u8>>,
}

impl Needle {
    pub fn of(key: &str) -> Self {
        assert!(key.is_ascii() && key.len() > 2 * PART);
        // What every key begins with tells nothing.
        let telling = key.trim_start_matches("sk-").as_bytes();
        let parts = telling.windows(PART);
        let hex = |part: &[u8]| {
            part.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
        };
        let mut forms: Vec<Vec<u8>> = parts.clone().map(<[u8]>::to_vec).collect();
        forms.extend(parts.clone().map(|part| hex(part).into_bytes()));
        forms.extend(parts.map(|part| hex(part).to_uppercase().into_bytes()));
        for skipped in 0..3 {
            // Base64 depends on where in its groups of three bytes a text begins.
            let whole = &telling[skipped..skipped + (telling.len() - skipped) / 3 * 3];
            forms.push(STANDARD_NO_PAD.encode(whole).into_bytes());
            forms.push(URL_SAFE_NO_PAD.encode(whole).into_bytes());
        }
        Self { forms }
    }

    /// A form of the key that is in there.
    pub fn find(&self, hay: &[u8]) -> Option<String> {
        let found = self.forms.iter().find(|form| contains(hay, form))?;
        Some(String::from_utf8_lossy(found).into_owned())
    }

    #[track_caller]
    pub fn assert_absent(&self, hay: &[u8], place: &str) {
        if let Some(form) = self.find(hay) {
            let at = hay.windows(form.len()).position(|window| window == form.as_bytes());
            let at = at.unwrap_or_default();
            let around = &hay[at.saturating_sub(200)..hay.len().min(at + 200)];
            panic!("a key is in {place}: {form:?} in {}", String::from_utf8_lossy(around));
        }
    }
}

/// Fast enough for megabytes: most places are ruled out by their first byte.
fn contains(hay: &[u8], form: &[u8]) -> bool {
    let first = form[0];
    let mut rest = hay;
    while let Some(at) = rest.iter().position(|&byte| byte == first) {
        if rest[at..].starts_with(form) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

#[test]
fn needle_finds_a_key_in_parts_and_in_other_clothes() {
    let key = "sk-own-Qm4Zp8Xw2Lk6VtBc";
    let needle = Needle::of(key);
    for hidden in [
        format!("...{key}..."),
        "...Zp8Xw2Lk...".to_owned(),
        "...5a70385877324c6b...".to_owned(),
        "...5A70385877324C6B...".to_owned(),
        STANDARD_NO_PAD.encode(format!("{{\"key\":\"{key}\"}}")),
        URL_SAFE_NO_PAD.encode(format!("a{key}")),
        STANDARD_NO_PAD.encode(format!("ab{key}!")),
    ] {
        assert!(needle.find(hidden.as_bytes()).is_some(), "{hidden}");
    }
    for harmless in ["", "sk-", "sk-own-", "6VtBc", "...VtBc..."] {
        assert_eq!(needle.find(harmless.as_bytes()), None, "{harmless}");
    }
}
