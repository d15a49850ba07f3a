//! The HTTP surface: routes, middleware, and the mapping of errors to answers.
//!
//! A request passes, from the outside in: `observe` (id, time, metrics), `headers`, compression, `error::render`, a net for
//! panics, CORS, `caller` (address and scheme), `origin` (cross-site requests), `session`, and then its handler.

mod api_keys;
mod appearance;
mod assets;
mod auth;
mod bearer;
mod body;
mod caller;
mod conversations;
mod cookies;
mod error;
mod events;
mod export;
mod extract;
mod follow;
mod forms;
mod guard;
mod headers;
mod health;
mod imports;
mod keys;
mod language;
mod me;
mod messages;
mod metrics;
mod models;
pub mod next;
mod observe;
mod openai;
mod openapi;
mod origin;
mod paging;
mod personal;
mod pictures;
mod probe;
mod reply;
mod router;
mod search;
mod serve;
mod session;
mod shares;
mod sse;
mod state;
mod timed;
mod usage;
mod ws;

pub use assets::{Asset, Assets, NoAssets};
pub use caller::Caller;
pub use error::Failure;
pub use health::{Health, Status};
pub use language::accepted;
pub use observe::RequestId;
pub use probe::{ProbeError, probe};
pub use router::router;
pub use serve::{ServeError, Server, serve};
