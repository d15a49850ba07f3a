//! One module per page.

pub mod chat;
pub mod docs;
pub mod login;
pub mod not_found;
pub mod register;
pub mod settings;
