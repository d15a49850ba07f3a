//! What happens now, to those who watch: the hub fans out, a connection is one reader of it.

pub mod connection;
pub mod hub;
