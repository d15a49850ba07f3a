//! The description tells the truth: every type as it is really written and read is held against its schema.

mod given;
mod requests;
mod samples;
mod validator;

use std::collections::BTreeSet;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use self::validator::Validator;
use super::{Schema, Schemas};

/// Its schema, and what is wrong with values by it.
fn validator<T: Schema>() -> (Value, Validator) {
    let mut schemas = Schemas::default();
    let schema = schemas.of::<T>();
    assert_eq!(schemas.doubled, Vec::<String>::new(), "two types have one name");
    (schema, Validator::new(schemas.into_value()))
}

/// What the server writes: `full` with everything there can be, `bare` with nothing that may be left out.
#[track_caller]
fn gives<T: Schema + Serialize>(full: &T, bare: &T) {
    let (schema, validator) = validator::<T>();
    let (full, bare) = (json(full), json(bare));
    for value in [&full, &bare] {
        assert_eq!(validator.complaints(&schema, value), Vec::<String>::new(), "{value}");
    }
    let (all, required) = validator.fields(&schema);
    assert_eq!(keys(&full), all, "the full sample has every field of the schema");
    assert_eq!(keys(&bare), required, "what is required is what is always there");
}

/// What the server reads.
#[track_caller]
fn takes<T: Schema + DeserializeOwned>(full: Value) {
    let (schema, validator) = validator::<T>();
    let reads = |value: &Value| serde_json::from_value::<T>(value.clone()).is_ok();
    assert_eq!(validator.complaints(&schema, &full), Vec::<String>::new());
    assert!(reads(&full), "{full}");
    let (all, required) = validator.fields(&schema);
    assert_eq!(keys(&full), all);
    for field in &all {
        let mut without = full.clone();
        without.as_object_mut().unwrap().remove(field);
        assert_eq!(reads(&without), !required.contains(field), "without {field}");
    }
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().map(Map::keys).into_iter().flatten().cloned().collect()
}
