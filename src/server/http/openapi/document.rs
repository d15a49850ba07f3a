//! The whole description, as `GET /api/openapi.json` gives it.

use std::sync::{Arc, OnceLock};

use adda_protocol::ErrorEnvelope;
use axum::{
    body::Bytes,
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value, json};

use super::{Operation, Route, Schemas};
use crate::http::openai;

const ABOUT: &str = "People sign in and keep the cookies; programs send \"Authorization: Bearer adda_...\". \
                     Under /v1 is the API of OpenAI, for programs written for it.";

/// Routes by what they are nested under. The document is written when it is first asked for.
#[derive(Clone, Debug, Default)]
pub(in crate::http) struct Description {
    tables: Vec<(&'static str, Vec<Route>)>,
    written: Arc<OnceLock<Bytes>>,
}

impl Description {
    pub fn add(&mut self, prefix: &'static str, table: Vec<Route>) {
        self.tables.push((prefix, table));
    }

    /// The answer to whoever asks for it.
    pub fn answer(&self) -> Response {
        let bytes = self.written.get_or_init(|| self.document().to_string().into());
        let headers =
            [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
        (headers, bytes.clone()).into_response()
    }

    pub fn document(&self) -> Value {
        let mut schemas = Schemas::default();
        let mut paths = Map::new();
        for (prefix, table) in &self.tables {
            let error = if *prefix == openai::PREFIX {
                schemas.of::<openai::Envelope>()
            } else {
                schemas.of::<ErrorEnvelope>()
            };
            for route in table {
                let path = format!("{prefix}{}", route.path.replace("{*", "{"));
                paths.entry(path).or_insert_with(|| json!({}))[route.method] =
                    operation(prefix, route, &mut schemas, &error);
            }
        }
        json!({
            "openapi": "3.1.0",
            "info": {"title": "Adda", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT},
            "paths": paths,
            "components": {
                "schemas": schemas.into_value(),
                "securitySchemes": {
                    "session": {"type": "apiKey", "in": "cookie", "name": "adda_access",
                        "description": "What signing in sets; __Host-adda_access over https."},
                    "key": {"type": "http", "scheme": "bearer", "description": "An API key: adda_..."}
                }
            }
        })
    }
}

fn operation(prefix: &str, route: &Route, schemas: &mut Schemas, error: &Value) -> Value {
    let mut operation = Operation::new(schemas);
    (route.signature)(&mut operation);
    (route.beside)(&mut operation);
    if prefix == openai::PREFIX {
        // Cookies are not read there.
        operation.security.retain(|way| way.get("session").is_none());
    }
    let mut parameters = path_parameters(route.path, operation.ids);
    parameters.append(&mut operation.query);
    let mut value = json!({
        "operationId": id(prefix, route), "tags": [route.tag], "summary": route.summary, "security": operation.security,
    });
    if !parameters.is_empty() {
        value["parameters"] = parameters.into();
    }
    if let Some(body) = operation.body.take() {
        value["requestBody"] = body;
    }
    let responses = operation.into_responses().into_iter();
    let mut responses: Map<String, Value> =
        responses.map(|(status, response)| (status.to_string(), response)).collect();
    let default = json!({"description": "It did not work.", "content": {"application/json": {"schema": error}}});
    responses.insert("default".to_owned(), default);
    value["responses"] = responses.into();
    value
}

/// The parts of a path that vary.
fn path_parameters(path: &str, ids: bool) -> Vec<Value> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let schema =
        if ids { json!({"type": "string", "format": "uuid"}) } else { json!({"type": "string"}) };
    let parameter = |name: &str| {
        let name = name.trim_start_matches('*');
        json!({"name": name, "in": "path", "required": true, "schema": schema})
    };
    names.map(parameter).collect()
}

/// A name for generated code: `get_conversations_id`.
fn id(prefix: &str, route: &Route) -> String {
    let prefix = if prefix == openai::PREFIX { "openai" } else { "" };
    let path = format!("{prefix}{}", route.path);
    let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(route.method.to_owned(), |id, word| format!("{id}_{word}"))
}
