//! Markdown cut into top-level blocks.

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    Paragraph,
    Heading,
    Code,
    List,
    Table,
    Quote,
    Html,
    Rule,
}

/// A stretch of the source, in bytes: `text[start..end]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    pub start: usize,
    /// The blank lines between two blocks belong to neither.
    pub end: usize,
    pub kind: BlockKind,
    /// Nothing appended to the text changes this block any more.
    pub closed: bool,
}

/// The blocks of `text`, in order. All but the last are closed.
pub fn split_blocks(text: &str) -> Vec<Block> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    vec![Block { start: 0, end: text.len(), kind: BlockKind::Paragraph, closed: false }]
}
