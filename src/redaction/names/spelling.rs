//! The same name in Unicode's composed and decomposed form, where folding keeps them apart: vowel signs of two parts, and
//! Korean syllables.

/// A vowel sign and its parts; those of three parts first.
const SIGNS: &[(&str, &str)] = &[
    ("\u{ccb}", "\u{cc6}\u{cc2}\u{cd5}"),
    ("\u{ddd}", "\u{dd9}\u{dcf}\u{dca}"),
    ("\u{9cb}", "\u{9c7}\u{9be}"),
    ("\u{9cc}", "\u{9c7}\u{9d7}"),
    ("\u{b48}", "\u{b47}\u{b56}"),
    ("\u{b4b}", "\u{b47}\u{b3e}"),
    ("\u{b4c}", "\u{b47}\u{b57}"),
    ("\u{bca}", "\u{bc6}\u{bbe}"),
    ("\u{bcb}", "\u{bc7}\u{bbe}"),
    ("\u{bcc}", "\u{bc6}\u{bd7}"),
    ("\u{c48}", "\u{c46}\u{c56}"),
    ("\u{cc0}", "\u{cbf}\u{cd5}"),
    ("\u{cc7}", "\u{cc6}\u{cd5}"),
    ("\u{cc8}", "\u{cc6}\u{cd6}"),
    ("\u{cca}", "\u{cc6}\u{cc2}"),
    ("\u{d4a}", "\u{d46}\u{d3e}"),
    ("\u{d4b}", "\u{d47}\u{d3e}"),
    ("\u{d4c}", "\u{d46}\u{d57}"),
    ("\u{dda}", "\u{dd9}\u{dca}"),
    ("\u{ddc}", "\u{dd9}\u{dcf}"),
    ("\u{dde}", "\u{dd9}\u{ddf}"),
];

const SYLLABLES: u32 = 0xac00;
const LEADS: u32 = 0x1100;
const VOWELS: u32 = 0x1161;
const TAILS: u32 = 0x11a7;
const VOWEL_COUNT: u32 = 21;
const TAIL_COUNT: u32 = 28;

/// The name, and its other form where it has one.
pub(super) fn spellings(name: &str) -> Vec<String> {
    let mut spellings = vec![name.to_owned()];
    if !name.is_ascii() {
        for other in [decomposed(name), composed(name)] {
            if !spellings.contains(&other) {
                spellings.push(other);
            }
        }
    }
    spellings
}

fn decomposed(name: &str) -> String {
    let signs =
        SIGNS.iter().fold(name.to_owned(), |name, (whole, parts)| name.replace(whole, parts));
    let mut out = String::new();
    for c in signs.chars() {
        let index = u32::from(c).wrapping_sub(SYLLABLES);
        if index >= 19 * VOWEL_COUNT * TAIL_COUNT {
            out.push(c);
            continue;
        }
        let tail = index % TAIL_COUNT;
        let parts = [
            Some(LEADS + index / TAIL_COUNT / VOWEL_COUNT),
            Some(VOWELS + index / TAIL_COUNT % VOWEL_COUNT),
            (tail > 0).then_some(TAILS + tail),
        ];
        out.extend(parts.into_iter().flatten().filter_map(char::from_u32));
    }
    out
}

fn composed(name: &str) -> String {
    let signs =
        SIGNS.iter().fold(name.to_owned(), |name, (whole, parts)| name.replace(parts, whole));
    let mut out = String::new();
    for c in signs.chars() {
        let joined =
            out.chars().next_back().and_then(|before| join(u32::from(before), u32::from(c)));
        if joined.is_some() {
            out.pop();
        }
        out.push(joined.unwrap_or(c));
    }
    out
}

/// A Korean syllable of a lead and a vowel, or of a syllable and a tail.
fn join(before: u32, c: u32) -> Option<char> {
    let (lead, vowel) = (before.wrapping_sub(LEADS), c.wrapping_sub(VOWELS));
    if lead < 19 && vowel < VOWEL_COUNT {
        return char::from_u32(SYLLABLES + (lead * VOWEL_COUNT + vowel) * TAIL_COUNT);
    }
    let (syllable, tail) = (before.wrapping_sub(SYLLABLES), c.wrapping_sub(TAILS));
    let open = syllable < 19 * VOWEL_COUNT * TAIL_COUNT && syllable.is_multiple_of(TAIL_COUNT);
    (open && (1..TAIL_COUNT).contains(&tail)).then(|| char::from_u32(before + tail)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_name_are_known() {
        for (composed, decomposed) in [
            ("김철수", "\u{1100}\u{1175}\u{11b7}\u{110e}\u{1165}\u{11af}\u{1109}\u{116e}"),
            ("সোমা", "স\u{9c7}\u{9be}মা"),
        ] {
            assert!(spellings(composed).contains(&decomposed.to_owned()));
            assert!(spellings(decomposed).contains(&composed.to_owned()));
        }
        assert_eq!(spellings("Priya"), ["Priya"]);
    }
}
