//! What follows words like "password" and "API key", where it looks like one: no prefix tells.

use std::ops::Range;

use crate::{
    fold::SYMBOL,
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{end_while, word_end},
        words::is_among,
    },
};

use super::secret::{FARTHEST, is_link};

/// Longer ones are texts.
const LONGEST: usize = 128;

/// What follows "password", where it looks like one.
pub(crate) fn password(scan: &mut Scan<'_>, start: usize, end: usize) {
    if scan.text[start..end].eq_ignore_ascii_case(b"pass")
        && !matches!(scan.text.get(end), Some(b':' | b'='))
    {
        return;
    }
    let Some(value) = value_after(scan.text, end).filter(|value| value.before != Before::Nothing)
    else {
        return;
    };
    let word = &scan.text[value.range.clone()];
    let mixed = word.iter().any(u8::is_ascii_digit)
        || word.iter().any(|byte| b"!@#$%^&*?~+".contains(byte))
        || (word[1..].iter().any(u8::is_ascii_uppercase)
            && word.iter().any(u8::is_ascii_lowercase));
    let code = word.iter().any(|byte| b"(){}[]<>;".contains(byte))
        || word.contains(&b'.') && !value.quoted && !mixed_digits(word);
    let said = (value.quoted && !is_type(word))
        || (value.before == Before::Sign && value.ends_line && word.len() >= 6 && !is_type(word));
    if word.len() >= 4 && (value.quoted || !code) && (mixed || said) && !is_placeholder(word) {
        scan.hit(value.range, Kind::Secret, Sure::Context);
    }
}

fn mixed_digits(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_digit)
}

/// What follows "API key", "token", "secret": long and random.
pub(crate) fn token(scan: &mut Scan<'_>, end: usize) {
    let Some(value) = value_after(scan.text, end) else { return };
    let word = &scan.text[value.range.clone()];
    let plain = word.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.+/=~".contains(byte));
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    if plain && word.len() >= 16 && digits >= 2 && super::keys::is_random(word) {
        scan.hit(value.range, Kind::ApiKey, Sure::Context);
    }
}

struct Value {
    range: Range<usize>,
    before: Before,
    quoted: bool,
    ends_line: bool,
}

/// What stands between a cue and its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// "is", "for" and the like, or a quote.
    Words,
    /// `:` or `=`.
    Sign,
}

/// The word without spaces after a cue, past signs and linking words.
fn value_after(text: &[u8], end: usize) -> Option<Value> {
    let (mut at, mut assigned, mut linked, mut quoted) = (end, false, false, false);
    for _ in 0..8 {
        let from = end_while(text, at, |byte| b" \t:=\"'`*>-|(".contains(&byte));
        let signs = &text[at..from];
        assigned |= signs.iter().any(|byte| matches!(byte, b':' | b'='));
        // The quote that closes a key in JSON is followed by a colon.
        quoted = signs.last().is_some_and(|byte| b"\"'`".contains(byte));
        at = from;
        let last = word_end(text, at);
        let link = is_link(&text[at..last]) && matches!(text.get(last), Some(b' ' | b':' | b'='));
        if !link || assigned {
            break;
        }
        linked = true;
        at = last;
    }
    let before = match (assigned, linked || quoted) {
        (true, _) => Before::Sign,
        (false, true) => Before::Words,
        (false, false) => Before::Nothing,
    };
    if at > end + FARTHEST || at == end {
        return None;
    }
    let near = &text[..text.len().min(at + LONGEST + 16)];
    let stop = end_while(near, at, |byte| {
        if quoted {
            !b"\"'`\n".contains(&byte)
        } else {
            !byte.is_ascii_whitespace() && !b"\"'`|".contains(&byte)
        }
    });
    let tail = text[at..stop].iter().rev().take_while(|byte| b".,;:)]}".contains(byte)).count();
    let range = at..if quoted { stop } else { stop - tail };
    let ends_line = matches!(text.get(range.end..), Some([] | [b'\n' | b'\r' | b'.' | b'!', ..]));
    (4..=LONGEST).contains(&range.len()).then_some(Value { range, before, quoted, ends_line })
}

/// Names of types and words of forms, as in `password: string`.
fn is_type(word: &[u8]) -> bool {
    const TYPES: &str = "\
    string required optional hidden boolean number varchar invalid missing incorrect forgot change redacted \
    unknown nothing private secret password protected undefined getpass minimum maximum strong expired";
    let first = word.split(|byte| !byte.is_ascii_alphabetic()).next().unwrap_or_default();
    is_among(TYPES, first)
}

/// `********`, `<password>`, `$PASSWORD`, `{{ password }}`: stands for a password.
fn is_placeholder(word: &[u8]) -> bool {
    let dull = word.iter().all(|byte| b"*.x-_?".contains(byte) || *byte == SYMBOL);
    dull || matches!(word[0], b'&' | b'$' | b'<' | b'{' | b'[' | b'%')
        || word.starts_with(b"process.env")
        || word.starts_with(b"os.environ")
        || word.starts_with(b"env.")
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::{ApiKey, Secret},
        testing::{assert_found, assert_none},
    };

    #[test]
    fn passwords_are_found_where_they_look_like_one() {
        for (text, value) in [
            ("password: hunter2", "hunter2"),
            ("my password is Tr0ub4dor&3.", "Tr0ub4dor&3"),
            ("DB_PASSWORD=s3cr3t!", "s3cr3t!"),
            ("\"password\": \"correct horse\"", "correct horse"),
            ("पासवर्ड: राम1234", "राम1234"),
            ("Password: correcthorse", "correcthorse"),
            ("pwd = 'abcdef'", "abcdef"),
        ] {
            assert_found(text, Secret, value);
        }
    }

    #[test]
    fn talk_and_code_about_passwords_are_left_alone() {
        for text in [
            "The password is required.",
            "password: string",
            "let password = read_password();",
            "password: &str, user: &str",
            "Forgot your password?",
            "password = \"********\"",
            "password: ${PASSWORD}",
            "change the password to something better",
            "pass 3 of 5",
            "def f(password: String) -> bool",
            "password=os.environ['DB']",
        ] {
            assert_none(text, Secret);
        }
    }

    #[test]
    fn random_values_are_keys_beside_the_word() {
        assert_found(
            "api_key = \"a8f5f167f44f4964e6c998dee827110c\"",
            ApiKey,
            "a8f5f167f44f4964e6c998dee827110c",
        );
        assert_found(
            "Authorization: Bearer abcDEF123456ghiJKL789",
            ApiKey,
            "abcDEF123456ghiJKL789",
        );
        assert_found("my API key is Zx81kfj29sLq0pWm", ApiKey, "Zx81kfj29sLq0pWm");
        for text in [
            "token: generate_token_for_user_42()",
            "api_key = config.api_key",
            "the secret of good tea is patience",
            "hash a8f5f167f44f4964e6c998dee827110c",
        ] {
            assert_none(text, ApiKey);
        }
    }
}
