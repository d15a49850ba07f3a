//! Limits, as people and programs meet them.

mod anonymous;
mod providers;
mod sends;
mod shared;
