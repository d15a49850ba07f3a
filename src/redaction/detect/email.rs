//! E-mail addresses and UPI ids: both have an `@`.

use std::ops::Range;

use crate::{
    kind::Kind,
    scan::{
        Scan, Sure,
        class::{DIGIT, LETTER, WORD, class, class_at, class_before, end_while},
        words::{Cue, is_among, reach},
    },
};

pub(crate) fn email(scan: &mut Scan<'_>, at: usize) {
    let Some(start) = local_start(scan.text, at) else { return };
    if let Some(end) = domain_end(scan.text, at + 1) {
        if !is_repository(scan.text, start..at, end) {
            scan.hit(start..end, Kind::Email, Sure::Proof);
        }
    } else if let Some(end) = upi_end(scan, start, at) {
        scan.hit(start..end, Kind::Upi, Sure::Proof);
    }
}

/// Where the part before the `@` begins.
fn local_start(text: &[u8], at: usize) -> Option<usize> {
    let allowed = |byte: u8| class(byte) & WORD != 0 || b".!#$%&'*+-/=?^`{|}~".contains(&byte);
    let floor = at.saturating_sub(64);
    let taken = text[floor..at].iter().rev().take_while(|byte| allowed(**byte)).count();
    let mut start = at - taken;
    // Quotes, Markdown and the sign of an assignment are around it, not in it.
    while start < at && class(text[start]) & (LETTER | DIGIT) == 0 && text[start] != b'+' {
        start += 1;
    }
    let part = &text[start..at];
    let cut = part.iter().rposition(|byte| b"=/'`|{}*".contains(byte)).map_or(0, |cut| cut + 1);
    (start + cut < at && text[at - 1] != b'.').then_some(start + cut)
}

/// Where a domain with at least two labels ends.
fn domain_end(text: &[u8], start: usize) -> Option<usize> {
    let mut end = end_while(text, start, |byte| {
        class(byte) & (LETTER | DIGIT) != 0 || byte == b'.' || byte == b'-'
    });
    while end > start && matches!(text[end - 1], b'.' | b'-') {
        end -= 1;
    }
    let domain = &text[start..end];
    let last = domain.iter().rposition(|byte| *byte == b'.')?;
    let top = &domain[last + 1..];
    let labels = domain.split(|byte| *byte == b'.').all(|label| {
        !label.is_empty() && label.len() < 64 && label[0] != b'-' && label[label.len() - 1] != b'-'
    });
    // Digits or dashes may be glued to the end: the address is private all the same.
    let letters = top.iter().take_while(|byte| class(**byte) & LETTER != 0).count();
    let rest = top.len() - letters;
    let named = letters >= 2 && (rest == 0 || class(top[letters]) == DIGIT || top[letters] == b'-');
    let international = top.starts_with(b"xn--");
    let end = if international { end } else { end - rest };
    (labels && (named || international)).then_some(end)
}

/// `git@host.org:name/project` names a repository.
fn is_repository(text: &[u8], local: Range<usize>, end: usize) -> bool {
    let path = text.get(end) == Some(&b':') && class_at(text, end + 1) & LETTER != 0;
    &text[local] == b"git" && (path || text.get(end) == Some(&b'/'))
}

/// Banks and apps that give out UPI ids; anything after one of these is one of theirs too (`okaxis`, `axisbank`).
const HANDLES: &str = "\
    okaxis okhdfcbank okicici oksbi ybl ibl axl paytm upi apl yapl rapl ptaxis pthdfc ptsbi ptyes axisbank \
    hdfcbank icici sbi kotak barodampay airtel freecharge jupiteraxis fam idfcbank idfcfirst indus federal rbl \
    yesbank yesg pnb cnrb unionbank aubank dbs hsbc citi postbank jio slice waaxis wahdfcbank waicici wasbi \
    ikwik timecosmos tapicici sliceaxis naviaxis superyes axisb myicici hdfcbankjd kmbl mahb uboi uco idbi \
    indianbank centralbank goaxb abfspay amazonpay oneyes yespay pz psb sib kbl dlb csbpay equitas ezeepay";

fn upi_end(scan: &Scan<'_>, start: usize, at: usize) -> Option<usize> {
    let text = scan.text;
    let end = end_while(text, at + 1, |byte| class(byte) & (LETTER | DIGIT) != 0 && byte < 0x80);
    let handle = text[at + 1..end].to_ascii_lowercase();
    let local = &text[start..at];
    let plain =
        local.len() >= 2 && local.iter().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(b));
    let known = is_among(HANDLES, &handle);
    let named = || scan.cues.near(Cue::Upi, start, reach(text, start));
    let usual = (2..=20).contains(&handle.len()) && handle[0].is_ascii_alphabetic();
    let whole = class_at(text, end) & WORD == 0 && class_before(text, start) & WORD == 0;
    (plain && whole && (known || (usual && named()))).then_some(end)
}

#[cfg(test)]
mod tests {
    use crate::{
        Kind::{Email, Upi},
        testing::{assert_found, assert_none},
    };

    #[test]
    fn addresses_are_found_whatever_stands_around_them() {
        for address in [
            "asha.rao@example.com",
            "a+b@mail.example.co.in",
            "user@xn--bcher-kva.example",
            "आशा@उदाहरण.भारत",
            "ASHA@EXAMPLE.COM",
            "o_k-1@sub.domain.museum",
            "ａｓｈａ＠example．com",
            "as\u{200b}ha@exam\u{ad}ple.com",
        ] {
            for text in [
                format!("Write to {address}."),
                format!("<{address}>"),
                format!("mailto:{address}?x=1"),
                format!("\"{address}\","),
                format!("({address})"),
                format!("**{address}**"),
                format!("e={address};"),
            ] {
                assert_found(&text, Email, address);
            }
        }
    }

    #[test]
    fn things_with_an_at_sign_are_left_alone() {
        for text in [
            "@asha hello",
            "npm i @scope/pkg@1.2.3",
            "5 apples @ 10.50",
            "a@b",
            "git@github.com:adda/adda.git",
            "@Override public",
            "user@localhost",
            "x @ y.com",
        ] {
            assert_none(text, Email);
            assert_none(text, Upi);
        }
    }

    #[test]
    fn upi_ids_are_found_by_handle_or_word() {
        assert_found("pay asha.rao@okaxis", Upi, "asha.rao@okaxis");
        assert_found("9876543210@ybl please", Upi, "9876543210@ybl");
        assert_found("my UPI id is asha@newbank", Upi, "asha@newbank");
    }
}
