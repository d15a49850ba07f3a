//! What the pages show, as signals, and what keeps it true: the server's first answer, then the live connection.

pub mod chat;
mod drafts;
mod list;
mod notice;
pub mod session;
pub mod theme;
mod thread;
mod view;
