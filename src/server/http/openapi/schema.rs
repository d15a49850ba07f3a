//! JSON Schema of the data that travels. The data's own package knows nothing of it: here each type is listed once, and
//! does not compile when a field is missing, too many, or of another type.

use std::collections::BTreeMap;

use adda_protocol::{
    ApiKeyId, ClientConversationId, ClientMessageId, ConversationId, ImportId, MemoryId, MessageId,
    PictureId, ProviderKeyId, SessionId, ShareId, UserId, dto::Password,
};
use serde_json::{Map, Value, json};

/// A type of the API.
pub(in crate::http) trait Schema {
    /// Whether a field of this type may be left out.
    const OPTIONAL: bool = false;

    /// Its name in the description. Types without one are written out where they are used.
    fn name() -> Option<String> {
        None
    }

    fn schema(schemas: &mut Schemas) -> Value;
}

/// The named types met so far.
#[derive(Debug, Default)]
pub(in crate::http) struct Schemas {
    /// By name: which type it is, and its schema.
    known: BTreeMap<String, (&'static str, Value)>,
    /// Names that several types have.
    pub doubled: Vec<String>,
}

impl Schemas {
    /// How to speak of a type: by its name, or written out.
    pub fn of<T: Schema>(&mut self) -> Value {
        let Some(name) = T::name() else { return T::schema(self) };
        let which = std::any::type_name::<T>();
        match self.known.get(&name) {
            Some((known, _)) if *known == which => {}
            Some(_) => self.doubled.push(name.clone()),
            None => {
                // Before its schema is: types may hold each other.
                self.known.insert(name.clone(), (which, Value::Null));
                let schema = T::schema(self);
                self.known.insert(name.clone(), (which, schema));
            }
        }
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    pub fn into_value(self) -> Value {
        self.known
            .into_iter()
            .map(|(name, (_, schema))| (name, schema))
            .collect::<Map<_, _>>()
            .into()
    }
}

/// An object as its fields are listed.
#[derive(Debug, Default)]
pub(in crate::http) struct Object {
    properties: Map<String, Value>,
    required: Vec<&'static str>,
    /// Objects whose fields are among its own.
    flattened: Vec<Value>,
}

impl Object {
    /// A field; `doc` says what its name does not.
    pub fn field(&mut self, name: &'static str, mut schema: Value, optional: bool, doc: &str) {
        if !optional {
            self.required.push(name);
        }
        if !doc.is_empty() {
            schema["description"] = doc.into();
        }
        self.properties.insert(name.trim_start_matches("r#").to_owned(), schema);
    }

    pub fn flatten(&mut self, schema: Value) {
        self.flattened.push(schema);
    }

    pub fn schema(self, doc: &str) -> Value {
        let mut object = json!({"type": "object", "properties": self.properties});
        if !self.required.is_empty() {
            let required = self.required.iter().map(|name| name.trim_start_matches("r#"));
            object["required"] = required.collect();
        }
        if !doc.is_empty() {
            object["description"] = doc.into();
        }
        if !self.flattened.is_empty() {
            object["allOf"] = self.flattened.into();
        }
        object
    }
}

/// Lists the fields of a struct, which has another name where its own is also that of another. One `as optional` may be
/// left out, as `Option`s may; one `as nullable` is always there and `null` where it is nothing; `..name` has its fields
/// among the others. What a name does not say stands behind `=`.
macro_rules! object {
    ($(#[doc = $doc:literal])* $type:ident $(as $named:literal)? {
        $($field:ident: $of:ty $(as $mark:ident)? $(= $about:literal)?),* $(,)?
        $(; ..$flat:ident : $flat_of:ty)?
    }) => {
        impl $crate::http::openapi::Schema for $type {
            fn name() -> Option<String> {
                let named = [$($named,)? stringify!($type)];
                Some(named[0].to_owned())
            }

            fn schema(schemas: &mut $crate::http::openapi::Schemas) -> serde_json::Value {
                let mut object = $crate::http::openapi::Object::default();
                $(
                    let schema = schemas.of::<$of>();
                    let (schema, optional) =
                        $crate::http::openapi::marked::<$of>(schema, stringify!($($mark)?));
                    object.field(stringify!($field), schema, optional, concat!($($about)?));
                )*
                $(object.flatten(schemas.of::<$flat_of>());)?
                object.schema(concat!($($doc),*).trim())
            }
        }

        // Does not compile when the struct has other fields, or they are of other types.
        const _: fn(&$type) = |value| {
            let $type { $($field,)* $($flat,)? } = value;
            $($crate::http::openapi::of_type::<$of>($field);)*
            $($crate::http::openapi::of_type::<$flat_of>($flat);)?
        };
    };
}

/// Lists the words of an enum without fields; how they are written is its own affair.
macro_rules! words {
    ($(#[doc = $doc:literal])* $type:ident { $($variant:ident),* $(,)? }) => {
        impl $crate::http::openapi::Schema for $type {
            fn name() -> Option<String> {
                Some(stringify!($type).to_owned())
            }

            fn schema(_: &mut $crate::http::openapi::Schemas) -> serde_json::Value {
                let words = serde_json::json!([$($type::$variant),*]);
                serde_json::json!({
                    "type": "string", "enum": words, "description": concat!($($doc),*).trim()
                })
            }
        }

        const _: fn(&$type) = |value| match value { $($type::$variant)|* => {} };
    };
}

pub(in crate::http) use {object, words};

/// Does not compile when the value is of another type.
pub(in crate::http) const fn of_type<T: ?Sized>(_: &T) {}

/// What a field's mark makes of its schema, and whether it may be left out.
pub(in crate::http) fn marked<T: Schema>(schema: Value, mark: &str) -> (Value, bool) {
    match mark {
        "optional" => (schema, true),
        "nullable" => (json!({"anyOf": [schema, {"type": "null"}]}), false),
        _ => (schema, T::OPTIONAL),
    }
}

macro_rules! plain {
    ($($type:ty => $schema:tt;)*) => {
        $(impl Schema for $type {
            fn schema(_: &mut Schemas) -> Value {
                json!($schema)
            }
        })*
    };
}

plain! {
    String => {"type": "string"};
    &str => {"type": "string"};
    bool => {"type": "boolean"};
    u16 => {"type": "integer", "minimum": 0};
    u32 => {"type": "integer", "minimum": 0};
    u64 => {"type": "integer", "minimum": 0};
    usize => {"type": "integer", "minimum": 0};
    i64 => {"type": "integer"};
    f32 => {"type": "number"};
    () => {"type": "null"};
    Value => {};
    Password => {"type": "string", "format": "password"};
    UserId => {"type": "string", "format": "uuid"};
    SessionId => {"type": "string", "format": "uuid"};
    ConversationId => {"type": "string", "format": "uuid"};
    MessageId => {"type": "string", "format": "uuid"};
    ClientConversationId => {"type": "string", "format": "uuid"};
    ClientMessageId => {"type": "string", "format": "uuid"};
    PictureId => {"type": "string", "format": "uuid"};
    ProviderKeyId => {"type": "string", "format": "uuid"};
    MemoryId => {"type": "string", "format": "uuid"};
    ApiKeyId => {"type": "string", "format": "uuid"};
    ShareId => {"type": "string", "format": "uuid"};
    ImportId => {"type": "string", "format": "uuid"};
}

impl<T: Schema> Schema for Option<T> {
    const OPTIONAL: bool = true;

    fn schema(schemas: &mut Schemas) -> Value {
        schemas.of::<T>()
    }
}

impl<T: Schema> Schema for Box<T> {
    fn schema(schemas: &mut Schemas) -> Value {
        schemas.of::<T>()
    }
}

impl<T: Schema> Schema for Vec<T> {
    fn schema(schemas: &mut Schemas) -> Value {
        json!({"type": "array", "items": schemas.of::<T>()})
    }
}

impl<T: Schema, const N: usize> Schema for [T; N] {
    fn schema(schemas: &mut Schemas) -> Value {
        json!({"type": "array", "items": schemas.of::<T>(), "minItems": N, "maxItems": N})
    }
}
