//! The pages. Each puts components together; what they show comes from [`crate::state`] and [`crate::api`].

pub mod address;
pub mod chat;
pub mod docs;
mod form_error;
pub mod lazy;
pub mod login;
pub mod not_found;
pub mod register;
pub mod settings;
pub mod sheet;
pub mod unloaded;
