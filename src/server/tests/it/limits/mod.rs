//! Limits, as people and programs meet them.

mod anonymous;
mod sends;
mod shared;
