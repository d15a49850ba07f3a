//! Adda's server: everything that runs natively and nothing that draws a page.
//! Who may know whom is decided in docs/architecture.md and checked by `tests/it/boundaries.rs`.

pub mod administration;
pub mod auth;
pub mod backplane;
pub mod cache;
pub mod chat;
pub mod cli;
pub mod clock;
pub mod code;
pub mod config;
pub mod context;
pub mod export;
pub mod failure;
pub mod http;
pub mod ids;
pub mod import;
pub mod keys;
pub mod limiter;
pub mod metering;
pub mod personal;
pub mod privacy;
pub mod provider;
pub mod realtime;
mod recent;
pub mod seal;
pub mod secret;
pub mod services;
pub mod store;
pub mod telemetry;
pub mod words;
