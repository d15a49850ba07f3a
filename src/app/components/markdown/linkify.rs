//! Addresses written bare in text, as people and models do.

/// Splits `text` into plain pieces and addresses, in order: `(piece, is_address)`.
pub fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(start) = find(rest) {
        let address = &rest[start..start + length(&rest[start..])];
        if address.len() <= "https://".len() {
            // A scheme and nothing after it is text.
            let (plain, tail) = rest.split_at(start + address.len().max(1));
            out.push((plain, false));
            rest = tail;
            continue;
        }
        if start > 0 {
            out.push((&rest[..start], false));
        }
        out.push((address, true));
        rest = &rest[start + address.len()..];
    }
    if !rest.is_empty() {
        out.push((rest, false));
    }
    out
}

/// Where the next address begins: at a word's start only.
fn find(text: &str) -> Option<usize> {
    let candidates = text.match_indices("http").map(|(at, _)| at);
    candidates
        .filter(|&at| !text[..at].ends_with(|c: char| c.is_alphanumeric()))
        .find(|&at| text[at..].starts_with("https://") || text[at..].starts_with("http://"))
}

/// Length of the address `text` begins with, without the punctuation of the sentence around it.
fn length(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`\\|".contains(c))
        .unwrap_or(text.len());
    let mut address = &text[..end];
    loop {
        let unbalanced =
            address.ends_with(')') && address.matches('(').count() < address.matches(')').count();
        if unbalanced || address.ends_with(|c| ".,;:!?'*_~]".contains(c)) {
            address = &address[..address.len() - 1];
        } else {
            return address.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(text: &str) -> Vec<&str> {
        pieces(text).into_iter().filter(|piece| piece.1).map(|piece| piece.0).collect()
    }

    #[test]
    fn address_ends_before_the_punctuation_of_its_sentence() {
        let text = "See https://a.example/x_(y). Or (http://b.example/z), http://c.example!";
        assert_eq!(
            addresses(text),
            ["https://a.example/x_(y)", "http://b.example/z", "http://c.example"]
        );
        assert_eq!(pieces(text).iter().map(|piece| piece.0).collect::<String>(), text);
    }

    #[test]
    fn address_needs_a_word_boundary_and_a_host() {
        for text in ["xhttps://a.example", "https://", "http:// x", "ünhttp", "httphttphttp"] {
            assert!(addresses(text).is_empty(), "{text}");
            assert_eq!(pieces(text).iter().map(|piece| piece.0).collect::<String>(), text);
        }
    }
}
