//! Answers to questions asked before, where the operator wants them: in this process, or in Redis for several instances.
//!
//! What is kept is named by a keyed hash of the whole question and sealed, so that a copy of Redis tells neither
//! questions nor answers. Whose question it was is part of the name, unless the operator shares answers between people.
//! An answer is kept as the service gave it: names restored for one person must be taken out before it comes here.

mod answers;
mod local;
mod question;
mod shared;

#[cfg(test)]
mod tests;

use std::fmt::Debug;

use async_trait::async_trait;

pub use self::{
    answers::{Answer, Answers, Slot},
    local::Local,
    question::Asked,
    shared::Shared,
};

/// Names what is kept, or whose it is.
pub type Name = [u8; 32];

/// Where answers lie. What cannot be found or kept is no failure: the service is asked.
#[async_trait]
pub trait Shelf: Send + Sync + Debug {
    async fn get(&self, name: &Name) -> Option<Vec<u8>>;

    /// Keeps `value` for as long as answers are kept. Does not wait for it to be done.
    fn put(&self, name: Name, owner: Name, value: Vec<u8>);

    /// Drops all that came of this person's questions.
    async fn forget(&self, owner: &Name);
}
