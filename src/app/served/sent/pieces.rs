//! Placeholders in a text, apart from what is around them.

use adda_redaction::Kind;

/// The whole text in pieces; those that are placeholders with their kind.
pub fn pieces(text: &str) -> Vec<(&str, Option<Kind>)> {
    let mut pieces = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(open) = text[at..].find('[').map(|found| at + found) {
        at = open + 1;
        let Some((kind, length)) = placeholder(&text[open..]) else { continue };
        if from < open {
            pieces.push((&text[from..open], None));
        }
        at = open + length;
        pieces.push((&text[open..at], Some(kind)));
        from = at;
    }
    if from < text.len() {
        pieces.push((&text[from..], None));
    }
    pieces
}

/// `[CARD_1]` at the beginning, exactly as it is written before a text leaves, and its length.
fn placeholder(text: &str) -> Option<(Kind, usize)> {
    let inside = text.strip_prefix('[')?;
    let inside = &inside[..inside.find(']')?];
    let (tag, number) = inside.split_once('_')?;
    let kind = Kind::from_tag(tag).filter(|kind| kind.tag() == tag)?;
    let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    digits.then_some((kind, inside.len() + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_set_apart_and_nothing_else_is() {
        let text = "[PERSON_1] paid [CARD_12], not [card_1], [X_1], [CARD_], [[IP_2]] — [CARD_1";
        let marked: Vec<_> =
            pieces(text).into_iter().filter_map(|(piece, kind)| kind.map(|_| piece)).collect();
        assert_eq!(marked, ["[PERSON_1]", "[CARD_12]", "[IP_2]"]);
        let whole: String = pieces(text).into_iter().map(|(piece, _)| piece).collect();
        assert_eq!(whole, text);
        assert_eq!(pieces("plain"), [("plain", None)]);
        assert_eq!(pieces(""), []);
    }
}
