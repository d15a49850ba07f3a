//! Markdown as HTML that is safe to put on the page, and its view.
//!
//! Text comes from people and from models, so all of it is hostile: raw HTML is shown as text, links lead only where
//! [`link::safe`] allows, formulas are `MathML` that [`mathml`] has checked, and nothing is ever loaded by itself, images
//! included.

mod anchors;
mod blocks;
mod colors;
mod depth;
pub(crate) mod escape;
mod fence;
mod growing;
mod link;
mod linkify;
mod mathml;
mod outline;
mod render;
mod renderer;
#[cfg(test)]
mod tests;
mod typeset;
mod view;
mod writer;

pub use render::Style;
pub use renderer::Renderer;
pub use view::{Markdown, Source, copy_code, style};
