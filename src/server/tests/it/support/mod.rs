//! A whole server on a real port, and people who use it.

mod app;
mod events;
mod live;
mod logging;
pub mod openai_server;
mod person;

pub use app::TestApp;
pub use events::Sse;
pub use live::Live;
pub use logging::logging;
pub use person::{PASSWORD, Person, Program, Reply};
