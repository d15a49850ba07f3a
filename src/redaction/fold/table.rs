//! What each character is folded to.

use std::sync::LazyLock;

use super::SYMBOL;

/// Letters and what is left of them without their accents, in pairs: both ways of writing an accented letter (one
/// character, or a letter and a mark) then look the same. Made from Unicode's canonical decompositions, with letters with
/// strokes and the letters of other scripts that are drawn like O and I added.
const LETTERS: &str = include_str!("letters.txt");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folding {
    Keep,
    Drop,
    One(char),
    Two(u8, u8),
}

impl Folding {
    pub(super) fn append(self, bytes: &mut Vec<u8>) {
        match self {
            Self::Keep | Self::Drop => {}
            Self::One(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Self::Two(a, b) => bytes.extend_from_slice(&[a, b]),
        }
    }
}

/// Up to here a table answers; beyond are ideographs, which stay, and a few ranges.
const TABLE: usize = 0x3100;
const KEEP: u16 = 0;
const DROP: u16 = 0xffff;

static SMALL: LazyLock<Vec<u16>> = LazyLock::new(build);

pub(super) fn fold(c: char) -> Folding {
    let code = u32::from(c);
    if (code as usize) < TABLE {
        return match SMALL[code as usize] {
            KEEP => folding_of_pairs(c),
            DROP => Folding::Drop,
            other => char::from_u32(u32::from(other)).map_or(Folding::Keep, Folding::One),
        };
    }
    match code {
        0x3164 | 0xfe00..=0xfe2f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb | 0xe0000..=0xe0fff => {
            Folding::Drop
        }
        0xff01..=0xff5e => ascii(code - 0xff01 + 0x21),
        0xff61 => ascii(0x2e),
        0xfe50..=0xfe6b => small_form(code),
        0xfb00..=0xfb04 => [(b'f', b'f'), (b'f', b'i'), (b'f', b'l'), (b'f', b'i'), (b'f', b'l')]
            [(code - 0xfb00) as usize]
            .into(),
        0x1d400..=0x1d6a3 => mathematical((code - 0x1d400) % 52),
        0x1d7ce..=0x1d7ff => ascii(0x30 + (code - 0x1d7ce) % 10),
        0x1f100..=0x1f10a => ascii(0x30 + (code - 0x1f100).saturating_sub(1)),
        0x1f130..=0x1f149 => ascii(0x41 + code - 0x1f130),
        0x1f000..=0x1faff | 0xfffc | 0xfffd => ascii(u32::from(SYMBOL)),
        _ => DIGIT_ZEROS
            .iter()
            .find(|zero| (**zero..**zero + 10).contains(&code))
            .map_or(Folding::Keep, |zero| ascii(0x30 + code - zero)),
    }
}

impl From<(u8, u8)> for Folding {
    fn from((a, b): (u8, u8)) -> Self {
        Self::Two(a, b)
    }
}

fn ascii(code: u32) -> Folding {
    char::from_u32(code).map_or(Folding::Keep, Folding::One)
}

fn mathematical(index: u32) -> Folding {
    ascii(if index < 26 { 0x41 + index } else { 0x61 + index - 26 })
}

fn small_form(code: u32) -> Folding {
    match code {
        0xfe52 => ascii(0x2e),
        0xfe55 => ascii(0x3a),
        0xfe58 | 0xfe63 => ascii(0x2d),
        0xfe62 => ascii(0x2b),
        0xfe6b => ascii(0x40),
        0xfe50 | 0xfe51 => ascii(0x2c),
        _ => ascii(u32::from(SYMBOL)),
    }
}

/// Characters below the table's end that stand for two.
fn folding_of_pairs(c: char) -> Folding {
    match c {
        'ß' => Folding::Two(b's', b's'),
        'æ' => Folding::Two(b'a', b'e'),
        'Æ' => Folding::Two(b'A', b'E'),
        'œ' => Folding::Two(b'o', b'e'),
        'Œ' => Folding::Two(b'O', b'E'),
        '№' => Folding::Two(b'N', b'o'),
        '⑩'..='⑲' => Folding::Two(b'1', b'0' + (u32::from(c) - 0x2469).to_le_bytes()[0]),
        _ => Folding::Keep,
    }
}

/// The zeros of the decimal digits of every script; the other nine follow each.
const DIGIT_ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0,
    0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0,
    0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1e140,
    0x1e2f0, 0x1e950, 0x1fbf0,
];

/// Ranges that all become one character.
const RANGES: &[(u32, u32, u16)] = &[
    (0x300, 0x36f, DROP),
    (0x1ab0, 0x1aff, DROP),
    (0x1dc0, 0x1dff, DROP),
    (0x20d0, 0x20ff, DROP),
    (0x115f, 0x1160, DROP),
    (0x17b4, 0x17b5, DROP),
    (0x180b, 0x180f, DROP),
    (0x200b, 0x200f, DROP),
    (0x202a, 0x202e, DROP),
    (0x2060, 0x206f, DROP),
    (0x64b, 0x65f, DROP),
    (0x3099, 0x309a, DROP),
    (0x2000, 0x200a, b' ' as u16),
    (0x2010, 0x2015, b'-' as u16),
    (0x2018, 0x201b, b'\'' as u16),
    (0x201c, 0x201f, b'"' as u16),
    (0x2028, 0x2029, b'\n' as u16),
    (0x2020, 0x2027, b'.' as u16),
    (0x2030, 0x205e, SYMBOL as u16),
    (0x20a0, 0x20cf, b'$' as u16),
    (0x2190, 0x245f, SYMBOL as u16),
    (0x2500, 0x2bff, SYMBOL as u16),
    (0x3001, 0x3004, b'.' as u16),
    (0x3008, 0x3020, SYMBOL as u16),
    (0xa1, 0xa9, SYMBOL as u16),
    (0xab, 0xb1, SYMBOL as u16),
    (0xb4, 0xb8, SYMBOL as u16),
    (0xbb, 0xbf, SYMBOL as u16),
];

/// Single characters, each with what it becomes.
const SINGLES: &str = "\u{a0} \u{1680} \u{202f} \u{205f} \u{3000} −-⸺-⸻-〜-·.‧.⋅.•.・.।.॥.،,٫.٬,؛.؟?۔.՝.²2³3¹1⁰0₿$ªaºo\
    ⁄/∕/´'`'ˈ'‹'›'¢$£$¤$¥$«\"»\"¿.¡.";

/// Characters that vanish: soft hyphen, joiners, and the dots that tell Indic letters apart.
const VANISHING: &[u32] = &[0xad, 0x61c, 0x34f, 0x180e, 0x93c, 0x9bc, 0xa3c, 0xabc, 0xb3c];

fn build() -> Vec<u16> {
    let mut table = vec![KEEP; TABLE];
    let mut set = |code: u32, to: u16| {
        if let Some(slot) = table.get_mut(code as usize) {
            *slot = to;
        }
    };
    for (first, last, to) in RANGES {
        (*first..=*last).for_each(|code| set(code, *to));
    }
    for code in VANISHING {
        set(*code, DROP);
    }
    for zero in DIGIT_ZEROS {
        (0..10_u16).for_each(|digit| set(zero + u32::from(digit), 0x30 + digit));
    }
    for zero in [0x2070, 0x2080] {
        (4..10_u16).for_each(|digit| set(zero + u32::from(digit), 0x30 + digit));
    }
    (0..4_u16).for_each(|digit| set(0x2080 + u32::from(digit), 0x30 + digit));
    // Digits in circles, in brackets, with a full stop.
    for base in [0x245f, 0x2473, 0x2487] {
        (1..10_u16).for_each(|digit| set(base + u32::from(digit), 0x30 + digit));
    }
    (0..26_u16).for_each(|letter| {
        set(0x24b6 + u32::from(letter), 0x41 + letter);
        set(0x24d0 + u32::from(letter), 0x61 + letter);
    });
    for text in [SINGLES, LETTERS] {
        let mut chars = text.chars().filter(|c| *c != '\n');
        while let (Some(from), Some(to)) = (chars.next(), chars.next()) {
            set(u32::from(from), u16::try_from(u32::from(to)).unwrap_or(KEEP));
        }
    }
    table
}
