//! What a handler's signature says of it.

use std::{collections::BTreeMap, future::Future};

use adda_protocol::dto::Scope;
use axum::{
    Json,
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};
use serde_json::{Value, json};

use super::{Schema, Schemas};
use crate::http::{
    caller::Caller,
    error::Failure,
    extract::{Asker, Id, Input, Params, Program, Reader, Who},
    imports::Upload,
    language::Asked,
    openai::Question,
    reply::{Accepted, Created, NoContent},
};

const JSON: &str = "application/json";
const EVENTS: &str = "text/event-stream";

/// One route as it is being described.
#[derive(Debug)]
pub(in crate::http) struct Operation<'a> {
    pub schemas: &'a mut Schemas,
    pub query: Vec<Value>,
    pub body: Option<Value>,
    pub security: Vec<Value>,
    responses: BTreeMap<u16, Value>,
    /// Whether ids in the path are UUIDs.
    pub ids: bool,
}

impl<'a> Operation<'a> {
    pub fn new(schemas: &'a mut Schemas) -> Self {
        Self {
            schemas,
            query: Vec::new(),
            body: None,
            security: Vec::new(),
            responses: BTreeMap::new(),
            ids: false,
        }
    }

    /// What it takes.
    pub fn takes<T: Schema>(&mut self) {
        let schema = self.schemas.of::<T>();
        self.body = Some(json!({"required": true, "content": {JSON: {"schema": schema}}}));
    }

    /// What it gives.
    pub fn gives<T: Schema>(&mut self, status: u16) {
        let schema = self.schemas.of::<T>();
        self.response(status)["content"][JSON] = json!({ "schema": schema });
    }

    /// An answer without a body.
    pub fn gives_nothing(&mut self, status: u16) {
        self.response(status);
    }

    /// The same, event by event; `T` is the data of an event.
    pub fn streams<T: Schema>(&mut self, status: u16) {
        let schema = self.schemas.of::<T>();
        self.response(status)["content"][EVENTS] = json!({ "schema": schema });
    }

    /// An answer that is no JSON.
    pub fn gives_text(&mut self, status: u16, media: &str) {
        self.response(status)["content"][media] = json!({"schema": {"type": "string"}});
    }

    pub fn into_responses(self) -> BTreeMap<u16, Value> {
        self.responses
    }

    fn response(&mut self, status: u16) -> &mut Value {
        let words = match status {
            201 => "Made.",
            202 => "Begun.",
            204 => "Done.",
            _ => "As asked.",
        };
        self.responses.entry(status).or_insert_with(|| json!({ "description": words }))
    }

    /// People in a session.
    fn session(&mut self) {
        self.security.push(json!({"session": []}));
    }

    /// Programs whose key has the scope, or one of these.
    fn key(&mut self, scopes: &[Scope]) {
        self.security.extend(scopes.iter().map(|scope| json!({"key": [scope]})));
    }
}

/// An argument of a handler.
pub(in crate::http) trait Asks {
    fn describe(_: &mut Operation<'_>) {}
}

impl<S> Asks for State<S> {}
impl Asks for Caller {}
impl Asks for HeaderMap {}
impl Asks for Asked {}
impl<T> Asks for Path<T> {}

impl Asks for Upload {
    fn describe(operation: &mut Operation<'_>) {
        Self::describe(operation);
    }
}

impl<T> Asks for Id<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.ids = true;
    }
}

impl<T: Schema> Asks for Input<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.takes::<T>();
    }
}

impl<T: Schema> Asks for Question<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.takes::<T>();
    }
}

impl<T: Schema> Asks for Params<T> {
    fn describe(operation: &mut Operation<'_>) {
        let schema = T::schema(operation.schemas);
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
            let required = required.iter().any(|field| field == name);
            operation
                .query
                .push(json!({"name": name, "in": "query", "required": required, "schema": schema}));
        }
    }
}

impl Asks for Who {
    fn describe(operation: &mut Operation<'_>) {
        operation.session();
    }
}

impl Asks for Reader {
    fn describe(operation: &mut Operation<'_>) {
        operation.session();
        operation.key(&[Scope::Read]);
    }
}

impl Asks for Asker {
    fn describe(operation: &mut Operation<'_>) {
        operation.session();
        operation.key(&[Scope::Chat]);
    }
}

impl Asks for Program {
    fn describe(operation: &mut Operation<'_>) {
        operation.key(&[Scope::Read, Scope::Chat]);
    }
}

/// The result of a handler. What only its body knows, the table of routes says beside it.
pub(in crate::http) trait Answers {
    fn describe(_: &mut Operation<'_>) {}
}

impl Answers for Response {}

impl<T: Answers> Answers for Result<T, Failure> {
    fn describe(operation: &mut Operation<'_>) {
        T::describe(operation);
    }
}

impl<T: Schema> Answers for Json<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.gives::<T>(200);
    }
}

impl<T: Schema> Answers for Created<T> {
    fn describe(operation: &mut Operation<'_>) {
        operation.gives::<T>(201);
    }
}

impl Answers for Accepted {
    fn describe(operation: &mut Operation<'_>) {
        operation.gives_nothing(202);
    }
}

impl Answers for NoContent {
    fn describe(operation: &mut Operation<'_>) {
        operation.gives_nothing(204);
    }
}

/// A handler with these arguments.
pub(in crate::http) trait Signature<Arguments> {
    fn describe(operation: &mut Operation<'_>);
}

macro_rules! signature {
    ($($argument:ident),*) => {
        impl<F, Fut, $($argument,)*> Signature<($($argument,)*)> for F
        where
            F: Fn($($argument),*) -> Fut,
            Fut: Future<Output: Answers>,
            $($argument: Asks,)*
        {
            fn describe(operation: &mut Operation<'_>) {
                $($argument::describe(operation);)*
                <Fut::Output as Answers>::describe(operation);
            }
        }
    };
}

signature!(A);
signature!(A, B);
signature!(A, B, C);
signature!(A, B, C, D);
signature!(A, B, C, D, E);
