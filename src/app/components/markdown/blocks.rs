//! A text that is being written, cut into blocks. What is finished is not looked at again, however long it grows.

use adda_client::{Block, BlockKind};
use leptos::prelude::*;

use super::renderer::Functions;

/// The blocks of a text, each a signal of its own.
#[derive(Clone, Copy, Debug)]
pub struct Blocks {
    /// How many there are. All but the last stay as they are.
    pub count: RwSignal<usize>,
    /// Footnotes that are defined so far.
    pub notes: RwSignal<String>,
    cut: StoredValue<Cut>,
}

#[derive(Debug, Default)]
struct Cut {
    text: String,
    blocks: Vec<Block>,
    shown: Vec<ArcRwSignal<String>>,
}

impl Blocks {
    pub fn new() -> Self {
        Self {
            count: RwSignal::new(0),
            notes: RwSignal::new(String::new()),
            cut: StoredValue::new(Cut::default()),
        }
    }

    pub fn get(self, place: usize) -> ArcRwSignal<String> {
        let shown = self.cut.with_value(|cut| cut.shown.get(place).cloned());
        shown.unwrap_or_else(|| ArcRwSignal::new(String::new()))
    }

    /// Shows what has become of the text.
    pub fn grow(self, text: &str, functions: Functions) {
        let Some((changed, tail)) =
            self.cut.try_update_value(|cut| cut.grow(text, functions.extend))
        else {
            return;
        };
        for (signal, shown) in changed {
            signal.set(shown);
        }
        // Footnotes begin a block that goes on to the end.
        let notes = tail.map(|tail| (functions.notes)(&tail)).unwrap_or_default();
        if *self.notes.read_untracked() != notes {
            self.notes.set(notes);
        }
        let count = self.cut.with_value(|cut| cut.shown.len());
        if self.count.get_untracked() != count {
            self.count.set(count);
        }
    }
}

type Changed = Vec<(ArcRwSignal<String>, String)>;

impl Cut {
    /// Cuts `text`; where it goes on from what was before, only what is new is looked at. Gives back what changed, and
    /// the footnotes.
    fn grow(&mut self, text: &str, extend: fn(&mut Vec<Block>, &str)) -> (Changed, Option<String>) {
        if let Some(added) = text.strip_prefix(self.text.as_str()) {
            self.text.push_str(added);
        } else {
            self.blocks.clear();
            text.clone_into(&mut self.text);
        }
        let finished = self.blocks.iter().take_while(|block| block.closed).count();
        extend(&mut self.blocks, &self.text);
        self.shown.truncate(self.blocks.len());
        let mut changed = Vec::new();
        for (place, block) in self.blocks.iter().enumerate().skip(finished) {
            let shown = self.text.get(block.start..block.end).unwrap_or_default().to_owned();
            match self.shown.get(place) {
                Some(signal) if *signal.read_untracked() != shown => {
                    changed.push((signal.clone(), shown));
                }
                Some(_) => {}
                None => self.shown.push(ArcRwSignal::new(shown)),
            }
        }
        let last = self.blocks.last().filter(|last| last.kind == BlockKind::Footnotes);
        let notes = last.and_then(|last| self.text.get(last.start..last.end));
        (changed, notes.map(str::to_owned))
    }
}

#[cfg(test)]
mod tests {
    use adda_client::extend_blocks;

    use super::*;

    fn texts(cut: &Cut) -> Vec<String> {
        cut.shown.iter().map(|shown| shown.get_untracked()).collect()
    }

    #[test]
    fn cut_touches_no_finished_block_and_starts_over_for_another_text() {
        let owner = Owner::new();
        owner.with(|| {
            let mut cut = Cut::default();
            cut.grow("one\n\ntw", extend_blocks);
            assert_eq!(texts(&cut), ["one\n", "tw"]);
            let (changed, notes) = cut.grow("one\n\ntwo\n\n[^1]: a", extend_blocks);
            assert_eq!(changed.len(), 1, "the first block is not looked at");
            assert_eq!(notes.as_deref(), Some("[^1]: a"));
            for (signal, shown) in changed {
                signal.set(shown);
            }
            assert_eq!(texts(&cut), ["one\n", "two\n", "[^1]: a"]);
            let (changed, _) = cut.grow("# other", extend_blocks);
            assert_eq!((changed.len(), cut.shown.len()), (1, 1));
        });
    }
}
