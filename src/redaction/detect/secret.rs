//! What only the words before it tell: CVVs, PINs, one-time codes, passwords, keys without a known prefix.

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{DIGIT, LETTER, WORD, class, class_at, class_before, end_while, word_end},
    },
};

const FARTHEST: usize = 60;

/// Words that may stand between a cue and its value.
const LINKS: &[&str] = &[
    "is",
    "was",
    "are",
    "number",
    "code",
    "no",
    "for",
    "my",
    "the",
    "this",
    "it",
    "s",
    "equals",
    "has",
    "be",
    "to",
    "set",
    "new",
    "old",
    "here",
    "key",
    "token",
    "access",
    "के",
    "है",
    "हैं",
    "का",
    "की",
    "मेरा",
    "लिए",
    "नंबर",
    "कोड",
    "ये",
    "यह",
    "की",
    "था",
];

/// Digits beside a word like CVV, PIN or OTP.
pub(crate) fn code(scan: &mut Scan<'_>, start: usize, end: usize) {
    let word = scan.text[start..end].to_ascii_lowercase();
    let lengths = match word.as_slice() {
        b"cvv" | b"cvc" | b"cvv2" | b"cvc2" | b"cvn" => 3..=4,
        b"pincode" => return,
        _ => 4..=8,
    };
    let value = digits_after(scan, end).or_else(|| digits_before(scan.text, start));
    let Some(range) = value else { return };
    let digits = scan.text[range.clone()].iter().filter(|byte| byte.is_ascii_digit()).count();
    let verb = word == b"pin" && scan.text[start] == b'p' && range.start <= end + 1;
    // "PIN code 560001" is a place in India.
    let postal = digits == 6
        && range.start > end
        && (word == b"pin" || word == "पिन".as_bytes())
        && words(&scan.text[end..range.start])
            .any(|word| word.eq_ignore_ascii_case(b"code") || word == "कोड".as_bytes());
    if lengths.contains(&digits) && !verb && !postal && !is_year(&scan.text[range.clone()], &word) {
        scan.hit(range, Kind::Secret, Sure::Context);
    }
}

fn is_year(value: &[u8], word: &[u8]) -> bool {
    word != b"otp" && value.len() == 4 && word == b"pass" && matches!(&value[..2], b"19" | b"20")
}

/// The first digits behind, if nothing but linking words is between or the text right before them says "is" or ":".
fn digits_after(scan: &Scan<'_>, end: usize) -> Option<std::ops::Range<usize>> {
    let text = scan.text;
    let stop = text.len().min(end + FARTHEST);
    let start = end + text[end..stop].iter().position(|byte| class(*byte) == DIGIT)?;
    let between = &text[end..start];
    if between.contains(&b'\n') && between.len() > 3 || class_before(text, start) & LETTER != 0 {
        return None;
    }
    let mut last = end_while(text, start, |byte| byte.is_ascii_digit());
    // 482-913 and 482 913
    if last - start == 3 && matches!(text.get(last), Some(b'-' | b' ')) {
        let second = end_while(text, last + 1, |byte| byte.is_ascii_digit());
        last = if second == last + 4 { second } else { last };
    }
    let whole = class_at(text, last) & (WORD & !crate::scan::class::OTHER) == 0
        && !(matches!(text.get(last), Some(b'.' | b',' | b'/' | b':' | b'%'))
            && class_at(text, last + 1) == DIGIT);
    let told = ends_with_link(between) || words(between).all(is_link);
    (whole && told).then_some(start..last)
}

fn words(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| class(*byte) & WORD == 0).filter(|word| !word.is_empty())
}

fn is_link(word: &[u8]) -> bool {
    LINKS.iter().any(|link| link.as_bytes().eq_ignore_ascii_case(word))
}

fn ends_with_link(text: &[u8]) -> bool {
    let text = text.trim_ascii_end();
    text.last().is_some_and(|byte| matches!(byte, b':' | b'=' | b'#'))
        || words(text).last().is_some_and(|word| word.eq_ignore_ascii_case(b"is"))
}

/// "482913 is your OTP".
fn digits_before(text: &[u8], start: usize) -> Option<std::ops::Range<usize>> {
    let from = start.saturating_sub(48);
    let near = &text[from..start];
    let at = near.iter().rposition(|byte| class(*byte) == DIGIT)?;
    let said: Vec<_> = words(&near[at + 1..]).collect();
    let is = said.first().is_some_and(|word| *word == b"is") && said.len() <= 5;
    let digits = near[..=at].iter().rev().take_while(|byte| class(**byte) == DIGIT).count();
    let range = from + at + 1 - digits..from + at + 1;
    (is && class_before(text, range.start) & WORD == 0).then_some(range)
}

/// What follows "password", where it looks like one.
pub(crate) fn password(scan: &mut Scan<'_>, start: usize, end: usize) {
    if scan.text[start..end].eq_ignore_ascii_case(b"pass")
        && !matches!(scan.text.get(end), Some(b':' | b'='))
    {
        return;
    }
    let Some(value) = value_after(scan.text, end).filter(|value| !value.direct) else { return };
    let word = &scan.text[value.range.clone()];
    let mixed = word.iter().any(u8::is_ascii_digit)
        || word.iter().any(|byte| b"!@#$%^&*?~+".contains(byte))
        || (word[1..].iter().any(u8::is_ascii_uppercase)
            && word.iter().any(u8::is_ascii_lowercase));
    let code = word.iter().any(|byte| b"(){}[]<>;".contains(byte))
        || word.contains(&b'.') && !value.quoted && !mixed_digits(word);
    let said =
        value.quoted || (value.assigned && value.ends_line && word.len() >= 6 && !is_type(word));
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
    range: std::ops::Range<usize>,
    quoted: bool,
    /// Nothing but a space stood before it.
    direct: bool,
    /// `:` or `=` stood before it.
    assigned: bool,
    ends_line: bool,
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
    let direct = !(assigned || linked || quoted);
    if at > end + FARTHEST || at == end {
        return None;
    }
    let stop = end_while(text, at, |byte| {
        if quoted {
            !b"\"'`\n".contains(&byte)
        } else {
            !byte.is_ascii_whitespace() && !b"\"'`|".contains(&byte)
        }
    });
    let tail = text[at..stop].iter().rev().take_while(|byte| b".,;:)]}".contains(byte)).count();
    let range = at..if quoted { stop } else { stop - tail.min(stop - at) };
    let ends_line =
        matches!(text.get(range.end..), Some([] | [b'\n' | b'\r', ..] | [b'.' | b'!', ..]));
    (range.len() >= 4).then_some(Value { range, quoted, direct, assigned, ends_line })
}

/// Names of types and words of forms, as in `password: string`.
fn is_type(word: &[u8]) -> bool {
    const TYPES: &[&[u8]] = &[
        b"string",
        b"required",
        b"optional",
        b"hidden",
        b"boolean",
        b"number",
        b"varchar",
        b"invalid",
        b"missing",
        b"incorrect",
        b"forgot",
        b"change",
        b"redacted",
        b"unknown",
        b"nothing",
        b"private",
        b"secret",
        b"password",
        b"protected",
        b"undefined",
        b"getpass",
        b"minimum",
        b"maximum",
        b"strong",
        b"expired",
        b"incorrect",
    ];
    TYPES.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// `********`, `<password>`, `$PASSWORD`, `{{ password }}`: stands for a password.
fn is_placeholder(word: &[u8]) -> bool {
    let dull = word.iter().all(|byte| b"*.x-_?".contains(byte) || *byte == crate::fold::SYMBOL);
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
    fn codes_are_found_beside_their_words() {
        for (text, value) in [
            ("CVV 123", "123"),
            ("cvv: 1234", "1234"),
            ("my PIN is 4821", "4821"),
            ("OTP for login is 482913", "482913"),
            ("482913 is your OTP", "482913"),
            ("OTP: 482-913.", "482-913"),
            ("ओटीपी ४८२९१३ है", "४८२९१३"),
            ("मेरा पिन 4821 है", "4821"),
            ("Your one-time code (OTP) to log in is 0042", "0042"),
        ] {
            assert_found(text, Secret, value);
        }
    }

    #[test]
    fn codes_of_other_kinds_are_left_alone() {
        for text in [
            "PIN code 560001",
            "pincode 560001",
            "pin 2024 to the top",
            "OTP is 6 digits",
            "a PIN must have 4 to 12 digits",
            "OTP in 30 s",
            "the CVV has 3 digits",
        ] {
            assert_none(text, Secret);
        }
    }

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
