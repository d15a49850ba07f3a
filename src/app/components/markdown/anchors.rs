//! Ids of a document's headings, by the rule that the guide's links follow.

/// The ids given so far in one document.
#[derive(Debug, Default)]
pub struct Anchors(Vec<String>);

impl Anchors {
    /// The attribute for a heading of these words: lower case, letters, digits, `-` and `_`, white space as `-`;
    /// a repeated one has `-1`, `-2` behind it.
    pub fn next(&mut self, words: &str) -> String {
        let kept = |c: char| match c {
            c if c.is_alphanumeric() || c == '-' || c == '_' => Some(c),
            c if c.is_whitespace() => Some('-'),
            _ => None,
        };
        let slug: String = words.trim().to_lowercase().chars().filter_map(kept).collect();
        let times = self.0.iter().filter(|known| **known == slug).count();
        let id = if times == 0 { slug.clone() } else { format!("{slug}-{times}") };
        self.0.push(slug);
        format!(" id=\"{id}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_unique_and_plain() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.next("Start & stop \"now\""), " id=\"start--stop-now\"");
        assert_eq!(anchors.next("One x"), " id=\"one-x\"");
        assert_eq!(anchors.next("One `x`"), " id=\"one-x-1\"");
    }
}
