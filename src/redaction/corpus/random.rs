//! Chance with a seed (SplitMix64): no dependency, the same on every machine.

#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        let drawn = self.draw() % u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from(drawn).unwrap_or_default()
    }

    pub fn byte(&mut self) -> u8 {
        self.draw().to_le_bytes()[0]
    }

    pub fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    /// A sign of this alphabet, which is ASCII.
    pub fn sign(&mut self, alphabet: &str) -> char {
        char::from(alphabet.as_bytes()[self.below(alphabet.len())])
    }

    pub fn signs(&mut self, alphabet: &str, count: usize) -> String {
        (0..count).map(|_| self.sign(alphabet)).collect()
    }

    pub fn digits(&mut self, count: usize) -> String {
        self.signs("0123456789", count)
    }

    /// A number of so many digits that does not begin with 0.
    pub fn number(&mut self, count: usize) -> String {
        format!("{}{}", self.sign("123456789"), self.digits(count.saturating_sub(1)))
    }

    /// The text with its digits in another script.
    pub fn in_other_digits(&mut self, text: &str) -> String {
        const ZEROS: [u32; 6] = [0x966, 0x9e6, 0xbe6, 0x660, 0x6f0, 0xff10];
        let zero = ZEROS[self.below(ZEROS.len())];
        let other =
            |c: char| c.to_digit(10).and_then(|digit| char::from_u32(zero + digit)).unwrap_or(c);
        text.chars().map(other).collect()
    }

    /// The text with invisible characters in it.
    pub fn with_invisible(&mut self, text: &str) -> String {
        const INVISIBLE: [&str; 5] = ["\u{200b}", "\u{200d}", "\u{ad}", "\u{2060}", "\u{feff}"];
        let mut out = String::new();
        for (index, c) in text.chars().enumerate() {
            if index > 0 && self.below(4) == 0 {
                out.push_str(INVISIBLE[self.below(INVISIBLE.len())]);
            }
            out.push(c);
        }
        out
    }

    /// The text with one of its signs, at or after this place (there must be one), replaced by another of the alphabet.
    pub fn spoil(&mut self, text: &str, from: usize, alphabet: &str) -> String {
        let places: Vec<usize> = text
            .char_indices()
            .map(|(at, _)| at)
            .filter(|at| *at >= from && alphabet.contains(&text[*at..=*at]))
            .collect();
        let mut spoiled = text.to_owned();
        let at = places[self.below(places.len())];
        let other: String = alphabet
            .chars()
            .filter(|c| text[at..] != *c.to_string() && !text[at..].starts_with(*c))
            .collect();
        spoiled.replace_range(at..=at, &self.sign(&other).to_string());
        spoiled
    }
}
