//! How deep headings stand. Texts begin at whichever level they like and leave some out; readers who go from heading to
//! heading lose their way where one is missing.

/// The headings that what follows stands below, a bit for the level of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outline(u8);

impl Outline {
    /// Takes in a heading of this level, 1 to 6: below how many others it stands.
    pub fn enter(&mut self, level: u8) -> u8 {
        let own = 1 << level;
        self.0 &= own - 1;
        let above = self.0.count_ones();
        self.0 |= own;
        u8::try_from(above).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depths(levels: &[u8]) -> Vec<u8> {
        let mut outline = Outline::default();
        levels.iter().map(|level| outline.enter(*level)).collect()
    }

    #[test]
    fn outline_begins_at_the_top_and_leaves_no_level_out() {
        assert_eq!(depths(&[1, 2, 3, 2, 1]), [0, 1, 2, 1, 0]);
        assert_eq!(depths(&[3, 3, 5, 3]), [0, 0, 1, 0]);
        assert_eq!(depths(&[1, 4, 6, 5, 2]), [0, 1, 2, 2, 1]);
    }

    #[test]
    fn outline_puts_a_heading_of_a_higher_level_beside_the_first() {
        assert_eq!(depths(&[4, 2, 3, 1, 2]), [0, 0, 1, 0, 1]);
    }

    #[test]
    fn outline_never_goes_down_by_more_than_one() {
        for mut number in 0..6_u32.pow(5) {
            let mut levels = [0; 5];
            for level in &mut levels {
                *level = u8::try_from(number % 6).unwrap() + 1;
                number /= 6;
            }
            let depths = depths(&levels);
            assert_eq!(depths[0], 0);
            assert!(depths.is_sorted_by(|a, b| *b <= a + 1), "{levels:?}: {depths:?}");
        }
    }
}
