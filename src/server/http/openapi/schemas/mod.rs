//! The data of [`adda_protocol`], as the description tells it.

mod accounts;
mod conversations;
mod errors;
mod events;
mod imports;
mod keys;
mod messages;
mod models;
mod personal;
mod search;
mod shares;
mod spending;
