//! The table of routes: what is mounted is what is described.

use axum::{
    Router,
    handler::Handler,
    routing::{MethodRouter, delete, get, patch, post},
};

use super::operation::{Operation, Signature};
use crate::http::state::AppState;

/// A route as the description needs it.
#[derive(Clone, Copy, Debug)]
pub(in crate::http) struct Route {
    pub method: &'static str,
    /// Without what its router is nested under.
    pub path: &'static str,
    pub tag: &'static str,
    pub summary: &'static str,
    pub signature: fn(&mut Operation<'_>),
    /// What the signature does not say.
    pub beside: fn(&mut Operation<'_>),
}

/// Routes of one subject, to be mounted and described.
#[derive(Debug)]
pub(in crate::http) struct Routes {
    tag: &'static str,
    router: Router<AppState>,
    table: Vec<Route>,
}

impl Routes {
    pub fn new(tag: &'static str) -> Self {
        Self { tag, router: Router::new(), table: Vec::new() }
    }

    pub fn get<H, T, A>(self, path: &'static str, handler: H, summary: &'static str) -> Self
    where
        H: Handler<T, AppState> + Signature<A>,
        T: 'static,
    {
        self.add("get", path, get(handler), summary, H::describe)
    }

    pub fn post<H, T, A>(self, path: &'static str, handler: H, summary: &'static str) -> Self
    where
        H: Handler<T, AppState> + Signature<A>,
        T: 'static,
    {
        self.add("post", path, post(handler), summary, H::describe)
    }

    pub fn patch<H, T, A>(self, path: &'static str, handler: H, summary: &'static str) -> Self
    where
        H: Handler<T, AppState> + Signature<A>,
        T: 'static,
    {
        self.add("patch", path, patch(handler), summary, H::describe)
    }

    pub fn delete<H, T, A>(self, path: &'static str, handler: H, summary: &'static str) -> Self
    where
        H: Handler<T, AppState> + Signature<A>,
        T: 'static,
    {
        self.add("delete", path, delete(handler), summary, H::describe)
    }

    /// Says of the last route what its handler's signature does not.
    pub fn saying(mut self, beside: fn(&mut Operation<'_>)) -> Self {
        if let Some(last) = self.table.last_mut() {
            last.beside = beside;
        }
        self
    }

    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// To be mounted, and to be described.
    pub fn parts(self) -> (Router<AppState>, Vec<Route>) {
        (self.router, self.table)
    }

    fn add(
        mut self,
        method: &'static str,
        path: &'static str,
        handler: MethodRouter<AppState>,
        summary: &'static str,
        signature: fn(&mut Operation<'_>),
    ) -> Self {
        self.router = self.router.route(path, handler);
        let beside = |_: &mut Operation<'_>| {};
        self.table.push(Route { method, path, tag: self.tag, summary, signature, beside });
        self
    }
}
