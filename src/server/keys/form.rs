//! What people type: a key, and what they call it.

use adda_protocol::dto::Password;

use super::{Error, Result};
use crate::{auth::text, secret::Secret};

/// Longer than the keys of any service.
const KEY_BYTES: usize = 512;
/// Shorter keys show nothing of themselves.
const SHOWN_FROM: usize = 8;

/// A key as it is sent: one word. White space around it comes from copying.
pub(super) fn key(typed: &Password) -> Result<Secret> {
    let key = typed.0.trim();
    let flaw = if key.is_empty() {
        "Paste the key here.".to_owned()
    } else if key.len() > KEY_BYTES {
        format!("A key has at most {KEY_BYTES} characters.")
    } else if key.contains(char::is_whitespace) {
        "A key is one word, without spaces or line breaks. Copy it again.".to_owned()
    } else if !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        "A key has plain letters, digits and signs only. Copy it again.".to_owned()
    } else {
        return Ok(Secret::new(key));
    };
    Err(Error::Invalid { field: "key", message: flaw })
}

/// What is shown of a key.
pub(super) fn last4(key: &Secret) -> String {
    let key = key.expose();
    if key.len() < SHOWN_FROM { String::new() } else { key[key.len() - 4..].to_owned() }
}

/// What its owner calls it; `usual` where nothing was typed.
pub(super) fn label(typed: &str, usual: &str) -> Result<String> {
    let label = text::shown(typed).map_err(|message| Error::Invalid { field: "label", message })?;
    Ok(if label.is_empty() { usual.to_owned() } else { label })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(key: &str) -> Result<Secret> {
        super::key(&Password(key.to_owned()))
    }

    #[test]
    fn key_is_one_word_of_plain_characters() {
        assert_eq!(typed(" \tsk-abc_123.X=/+\r\n").unwrap().expose(), "sk-abc_123.X=/+");
        assert!(typed(&"x".repeat(KEY_BYTES)).is_ok());
        for (bad, says) in [
            ("", "Paste"),
            (" \n ", "Paste"),
            ("sk-one sk-two", "one word"),
            ("sk-one\nX-Injected: yes", "one word"),
            ("sk-one\u{a0}two", "one word"),
            ("sk-ключ", "plain letters"),
            ("sk-\u{200b}abc", "plain letters"),
            ("sk-\0abc", "plain letters"),
            ("sk-\u{7f}", "plain letters"),
            (&"x".repeat(KEY_BYTES + 1), "at most 512"),
        ] {
            let Err(Error::Invalid { field: "key", message }) = typed(bad) else {
                panic!("{bad:?} passed")
            };
            assert!(message.contains(says) && !message.contains("sk-"), "{bad:?}: {message}");
        }
    }

    #[test]
    fn key_shows_its_end_unless_that_is_most_of_it() {
        assert_eq!(last4(&Secret::new("sk-12345")), "2345");
        assert_eq!(last4(&Secret::new("sk-1234")), "");
        assert_eq!(last4(&Secret::new("x")), "");
    }

    #[test]
    fn label_is_one_line_or_the_usual_one() {
        assert_eq!(label("  My \n key ", "OpenAI").unwrap(), "My key");
        assert_eq!(label(" ", "OpenAI").unwrap(), "OpenAI");
        for bad in ["a\u{202e}b", "a\0b", &"a".repeat(81)] {
            assert!(
                matches!(label(bad, ""), Err(Error::Invalid { field: "label", .. })),
                "{bad:?}"
            );
        }
    }
}
