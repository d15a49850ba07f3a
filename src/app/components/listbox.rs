//! Lists that a search field drives by keys, as the combobox pattern of WAI-ARIA has it.

/// The row a key leads to, from row `now` of those up to `last`, where a page has so many rows; none for other keys. Past
/// either end the arrows go on at the other.
pub fn moved(key: &str, now: usize, last: usize, page: usize) -> Option<usize> {
    Some(match key {
        "ArrowDown" if now == last => 0,
        "ArrowDown" => now + 1,
        "ArrowUp" => now.checked_sub(1).unwrap_or(last),
        "PageDown" => (now + page).min(last),
        "PageUp" => now.saturating_sub(page),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_within_the_list_and_arrows_around_its_ends() {
        let led = |key, now| moved(key, now, 9, 4);
        assert_eq!((led("ArrowDown", 3), led("ArrowDown", 9)), (Some(4), Some(0)));
        assert_eq!((led("ArrowUp", 3), led("ArrowUp", 0)), (Some(2), Some(9)));
        assert_eq!((led("PageDown", 3), led("PageDown", 7)), (Some(7), Some(9)));
        assert_eq!((led("PageUp", 7), led("PageUp", 2)), (Some(3), Some(0)));
        assert_eq!((led("Home", 3), led("a", 3)), (None, None));
        assert_eq!((moved("ArrowDown", 0, 0, 4), moved("ArrowUp", 0, 0, 4)), (Some(0), Some(0)));
    }
}
