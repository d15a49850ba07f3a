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

/// Tokens have up to a few thousand signs.
const LONGEST: usize = 2048;

/// Longer ones with spaces are texts.
const LONGEST_PHRASE: usize = 128;

const QUOTES: &[u8] = b"\"'`";

/// What follows "password", where it looks like one.
pub(crate) fn password(scan: &mut Scan<'_>, start: usize, end: usize) {
    if scan.text[start..end].eq_ignore_ascii_case(b"pass")
        && !matches!(scan.text.get(end), Some(b':' | b'='))
    {
        return;
    }
    let Some(value) =
        value_after(scan.text, start, end).filter(|value| value.before != Before::Nothing)
    else {
        return;
    };
    let word = &scan.text[value.range.clone()];
    let mixed = word.iter().any(u8::is_ascii_digit)
        || word.iter().any(|byte| b"!@#$%^&*?~+".contains(byte))
        || (word[1..].iter().any(u8::is_ascii_uppercase)
            && word.iter().any(u8::is_ascii_lowercase));
    let path =
        word.windows(2).any(|pair| pair == b"::") || (word.contains(&b'.') && !mixed_digits(word));
    let code = word.iter().any(|byte| b"(){}[]<>;".contains(byte)) || path;
    // A quotation that ends where one seems to begin: `prompt("Password: ");`
    let closed = value.quoted && b"),.;]} ".contains(&word[0]);
    let told = value.before == Before::Sign || is_own(scan.text, start);
    let said = !is_type(word) && (value.quoted || (told && value.ends_line && word.len() >= 6));
    if word.len() >= 4
        && !closed
        && (value.quoted || !code)
        && (mixed || said)
        && !is_placeholder(word)
    {
        scan.hit(value.range, Kind::Secret, Sure::Context);
    }
}

/// "my wifi password": whose it is stands before.
fn is_own(text: &[u8], start: usize) -> bool {
    let near = &text[start.saturating_sub(20)..start];
    near.rsplit(|byte| *byte == b' ').take(4).any(|word| is_among("my our his her their", word))
}

fn mixed_digits(word: &[u8]) -> bool {
    word.iter().any(u8::is_ascii_digit)
}

/// What follows "API key", "token", "secret": long and random.
pub(crate) fn token(scan: &mut Scan<'_>, start: usize, end: usize) {
    let Some(value) = value_after(scan.text, start, end) else { return };
    let word = &scan.text[value.range.clone()];
    let plain = word.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.+/=~".contains(byte));
    let digits = word.iter().filter(|byte| byte.is_ascii_digit()).count();
    let longest = word.split(|byte| !byte.is_ascii_alphanumeric()).map(<[u8]>::len).max();
    // Words with dashes are names; a UUID is a key where a sign says so.
    let uuid = super::uuid_end(scan.text, value.range.start) == Some(value.range.end);
    let whole = longest >= Some(16) || (uuid && value.before == Before::Sign);
    let long = digits == 1 && word.len() >= 32 && value.before == Before::Sign;
    if plain && whole && (digits >= 2 || long) && super::keys::is_random(word) {
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

/// The word without spaces after a cue, past signs and linking words; or what stands in quotes.
fn value_after(text: &[u8], start: usize, end: usize) -> Option<Value> {
    let (at, before, quoted) = value_start(text, start, end)?;
    let near = &text[..text.len().min(at + LONGEST + 16)];
    let stop = end_while(near, at, |byte| {
        let ends = if quoted { byte == b'\n' } else { byte.is_ascii_whitespace() || byte == b'|' };
        !ends && !QUOTES.contains(&byte)
    });
    let tail = text[at..stop].iter().rev().take_while(|byte| b".,;:)]}".contains(byte)).count();
    let range = at..if quoted { stop } else { stop - tail };
    let sentence = range.len() > LONGEST_PHRASE && text[range.clone()].contains(&b' ');
    let ends_line = matches!(text.get(range.end..), Some([] | [b'\n' | b'\r' | b'.' | b'!', ..]));
    let fits = (4..=LONGEST).contains(&range.len()) && !sentence;
    fits.then_some(Value { range, before, quoted, ends_line })
}

/// Where the value after a cue begins, what stands before it, and whether a quote opens it.
fn value_start(text: &[u8], start: usize, end: usize) -> Option<(usize, Before, bool)> {
    // The quote that closes the cue itself opens nothing.
    let quote =
        start.checked_sub(1).map(|before| text[before]).filter(|byte| QUOTES.contains(byte));
    let end = end + usize::from(quote.is_some() && text.get(end).copied() == quote);
    let (mut at, mut assigned, mut linked, mut quoted) = (end, false, false, false);
    for _ in 0..8 {
        let from = end_while(text, at, |byte| b" \t:=\"'`*>-|(".contains(&byte));
        let signs = &text[at..from];
        assigned |= signs.iter().any(|byte| matches!(byte, b':' | b'='));
        quoted = signs.last().is_some_and(|byte| QUOTES.contains(byte));
        at = from;
        let last = word_end(text, at);
        let (word, next) = (&text[at..last], text.get(last));
        let scheme = || next == Some(&b' ') && is_among("basic bearer token", word);
        let link = || matches!(next, Some(b' ' | b':' | b'=')) && is_link(word);
        if !(scheme() || (!assigned && link())) {
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
    (at > end && at <= end + FARTHEST).then_some((at, before, quoted))
}

/// Names of types and words of forms, as in `password: string`.
fn is_type(word: &[u8]) -> bool {
    const TYPES: &str = "\
    string required optional hidden boolean number varchar invalid missing incorrect forgot change redacted \
    unknown nothing private secret password protected undefined getpass minimum maximum strong expired \
    forgotten working hacked stolen leaked secure unique simple common different visible blocked \
    locked changed stored always never usually probably already really";
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
            ("my wifi password is sunflower", "sunflower"),
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
            "My password is incorrect",
            "my password is not working",
            "password = \"********\"",
            "password: ${PASSWORD}",
            "change the password to something better",
            "pass 3 of 5",
            "def f(password: String) -> bool",
            "password=os.environ['DB']",
            "prompt(\"Password: \").unwrap();",
            "var_os(\"PASSWORD\").is_none() { 12 }",
            "field(\"password\", &hidden(42))",
            "passwd: windows::core::PCWSTR",
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
        let basic = "dXNlcjpwYXNzd29yZDEyMzQ1Ng";
        assert_found(&format!("Authorization: Basic {basic}"), ApiKey, basic);
        let secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        assert_found(&format!("aws_secret_access_key = {secret}"), ApiKey, secret);
        assert_found("my API key is Zx81kfj29sLq0pWm", ApiKey, "Zx81kfj29sLq0pWm");
        for text in [
            "token: generate_token_for_user_42()",
            "api_key = config.api_key",
            "the secret of good tea is patience",
            "hash a8f5f167f44f4964e6c998dee827110c",
            "private-key code: RUSTSEC-2023-0071",
            "keys: XChaCha20-Poly1305",
            "--key test-ca/rsa-2048/end.key",
        ] {
            assert_none(text, ApiKey);
        }
    }
}
