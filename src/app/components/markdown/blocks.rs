//! A text that is being written, cut into blocks. What is finished is not looked at again, however long it grows.

use adda_client::{Block, BlockKind, extend_blocks, footnotes};

/// The text so far, and its blocks.
#[derive(Debug, Default)]
pub struct Cut {
    text: String,
    blocks: Vec<Block>,
}

impl Cut {
    /// Cuts what has become of the text; where it goes on from what was before, only what is new is looked at. Gives back
    /// the first block that is not as it was.
    pub fn grow(&mut self, text: &str) -> usize {
        if let Some(added) = text.strip_prefix(self.text.as_str()) {
            self.text.push_str(added);
        } else {
            self.blocks.clear();
            text.clone_into(&mut self.text);
        }
        let finished = self.blocks.iter().take_while(|block| block.closed).count();
        extend_blocks(&mut self.blocks, &self.text);
        finished
    }

    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// A block and its text.
    pub fn get(&self, place: usize) -> Option<(Block, &str)> {
        let block = *self.blocks.get(place)?;
        Some((block, self.text.get(block.start..block.end)?))
    }

    /// Names of the footnotes that are defined so far, one a line. They begin a block that goes on to the end.
    pub fn notes(&self) -> String {
        let last = self.len().checked_sub(1).and_then(|last| self.get(last));
        let notes = last.filter(|(block, _)| block.kind == BlockKind::Footnotes);
        notes.map(|(_, text)| names(text)).unwrap_or_default()
    }
}

/// Names of the footnotes that a text defines, one a line.
pub fn names(text: &str) -> String {
    footnotes::names(text).into_iter().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(cut: &Cut) -> Vec<&str> {
        (0..cut.len()).filter_map(|place| Some(cut.get(place)?.1)).collect()
    }

    #[test]
    fn cut_touches_no_finished_block_and_starts_over_for_another_text() {
        let mut cut = Cut::default();
        assert_eq!(cut.grow("one\n\ntw"), 0);
        assert_eq!((texts(&cut), cut.notes()), (vec!["one\n", "tw"], String::new()));
        assert_eq!(cut.grow("one\n\ntwo\n\n[^1]: a"), 1, "the first block is not looked at");
        assert_eq!(texts(&cut), ["one\n", "two\n", "[^1]: a"]);
        assert_eq!(cut.notes(), "1");
        assert_eq!(cut.grow("# other"), 0);
        assert_eq!((texts(&cut), cut.notes()), (vec!["# other"], String::new()));
    }
}
