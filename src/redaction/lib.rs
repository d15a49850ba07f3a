//! What is private in a text, found and hidden before the text leaves, and put back when an answer comes.
//!
//! Plain functions over text, the same on the server and in the browser: no input or output, no clock, no randomness.
//!
//! - [`Redactor`] holds a [`Policy`] and the [`Person`]s of a conversation. [`Redactor::find`] marks, [`Redactor::redact`]
//!   puts placeholders such as `[CARD_1]` in place of what it found.
//! - [`Vault`] is a conversation's memory of what its placeholders stand for.
//! - [`restore`] and, for text that arrives in pieces, [`Restorer`] turn an AI's placeholders back: names whole, numbers
//!   masked. [`expand`] gives a person's own words back whole, and [`Redacted::original`] exactly.

pub mod corpus;
mod detect;
mod fold;
mod kind;
mod names;
mod person;
mod placeholder;
mod policy;
mod redact;
mod redacted;
mod region;
mod restore;
mod scan;
mod value;
mod vault;

#[cfg(test)]
mod testing;

pub use kind::Kind;
pub use person::Person;
pub use placeholder::Placeholder;
pub use policy::{Action, Policy};
pub use redact::{Mark, Redactor};
pub use redacted::{Blocked, Piece, Redacted};
pub use restore::{Restorer, expand, restore};
pub use vault::Vault;
