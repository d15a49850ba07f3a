//! What the pages show, as signals, and what keeps it true: the server's first answer, then the live connection.

pub mod administrator;
pub mod appearance;
mod changing;
pub mod chat;
pub mod code;
mod copying;
mod device;
mod drafts;
mod erasing;
pub mod folded;
mod list;
mod live;
mod notice;
mod opening;
mod privacy;
pub mod search;
mod sending;
pub mod session;
mod shelf;
mod spending;
pub mod submission;
mod thread;
mod versions;
mod view;
