//! What a client of Adda is, without any I/O: the state of a conversation, the messages not yet sent, the live
//! connection's life, and Markdown cut into blocks. Time and randomness come in as parameters, what is to be done
//! goes out as values, so that all of it runs and is tested natively and runs in the browser unchanged.
//!
//! A frame from the server goes to all three, in this order: [`sync::Connection::frame`], [`timeline::Timeline::apply`]
//! (its [`timeline::Need`] back into [`sync::Connection::resync`]), [`outbox::Outbox::frame`]; then
//! [`timeline::Timeline::set_echoes`] with what the outbox still holds.

pub mod blocks;
pub mod estimate;
pub mod footnotes;
pub mod formulas;
pub mod outbox;
pub mod sync;
pub mod timeline;
pub mod transcript;

pub use blocks::{Block, BlockKind, extend_blocks, split_blocks};
pub use outbox::{Entry, EntryState, MemoryStore, Outbox, OutboxStore};
pub use sync::{Action, Connection, Status};
pub use timeline::{Change, Delivery, Effects, Key, Need, Timeline, View};
pub use transcript::transcript;
