//! The description of the API (`OpenAPI` 3.1), made of the table that makes its routes: a handler's arguments say what it
//! takes, its result what it gives. Nothing is said twice, so nothing can be said differently.

mod document;
mod operation;
mod routes;
mod schema;
mod schemas;
#[cfg(test)]
mod tests;

pub(super) use document::Description;
pub(super) use operation::Operation;
pub(super) use routes::{Route, Routes};
pub(super) use schema::{Object, Schema, Schemas, marked, object, of_type, words};
