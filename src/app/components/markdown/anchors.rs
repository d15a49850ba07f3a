//! Ids of a document's headings, by the rule that the guide's links follow.

use adda_protocol::anchors::slug;

/// The ids given so far in one document.
#[derive(Debug, Default)]
pub struct Anchors(Vec<String>);

impl Anchors {
    /// The attribute for a heading of these words; a repeated one has `-1`, `-2` behind it.
    pub fn next(&mut self, words: &str) -> String {
        let slug = slug(words);
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
