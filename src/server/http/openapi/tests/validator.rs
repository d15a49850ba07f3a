//! As much of JSON Schema as our schemas use, and stricter: fields a schema does not list are complained about.

use std::collections::BTreeSet;

use serde_json::Value;

pub struct Validator {
    known: Value,
}

impl Validator {
    /// `known`: the schemas that have names.
    pub const fn new(known: Value) -> Self {
        Self { known }
    }

    /// All fields of an object, and the required ones.
    pub fn fields(&self, schema: &Value) -> (BTreeSet<String>, BTreeSet<String>) {
        let schema = self.resolve(schema);
        let mut all: BTreeSet<String> = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone())
            .collect();
        let words = schema["required"].as_array().into_iter().flatten();
        let mut required: BTreeSet<String> =
            words.map(|word| word.as_str().unwrap().to_owned()).collect();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            let (more, more_required) = self.fields(part);
            all.extend(more);
            required.extend(more_required);
        }
        (all, required)
    }

    /// What is wrong with a value, each with its place.
    pub fn complaints(&self, schema: &Value, value: &Value) -> Vec<String> {
        let mut found = Vec::new();
        self.check(schema, value, "$", &mut found);
        found
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(name) => {
                let name = name.strip_prefix("#/components/schemas/").unwrap();
                self.known.get(name).unwrap_or_else(|| panic!("{name} is not described"))
            }
            None => schema,
        }
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        let schema = self.resolve(schema);
        if !is_of(&schema["type"], value) {
            found.push(format!("{at}: {value} is not {}", schema["type"]));
        }
        if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
            found.push(format!("{at}: {value} is none of {}", schema["enum"]));
        }
        if schema.get("const").is_some_and(|only| only != value) {
            found.push(format!("{at}: {value} is not {}", schema["const"]));
        }
        if schema["format"] == "uuid"
            && value.as_str().is_none_or(|id| uuid::Uuid::parse_str(id).is_err())
        {
            found.push(format!("{at}: {value} is no UUID"));
        }
        for (word, exactly_one) in [("anyOf", false), ("oneOf", true)] {
            let Some(options) = schema[word].as_array() else { continue };
            let fitting = options.iter().filter(|option| self.complaints(option, value).is_empty());
            let fitting = fitting.count();
            if fitting == 0 || exactly_one && fitting > 1 {
                found.push(format!("{at}: {value} fits {fitting} of {word}"));
            }
        }
        self.check_parts(schema, value, at, found);
    }

    fn check_parts(&self, schema: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
        for (place, item) in value.as_array().into_iter().flatten().enumerate() {
            self.check(&schema["items"], item, &format!("{at}[{place}]"), found);
        }
        let is_object = schema.get("properties").is_some() || schema.get("allOf").is_some();
        let Some(fields) = value.as_object().filter(|_| is_object) else { return };
        let (_, required) = self.fields(schema);
        for field in required.iter().filter(|field| !fields.contains_key(*field)) {
            found.push(format!("{at}: {field} is missing"));
        }
        for (field, value) in fields {
            match self.property(schema, field) {
                Some(property) => self.check(property, value, &format!("{at}.{field}"), found),
                None if schema.get("additionalProperties").is_some() => {}
                None => found.push(format!("{at}: {field} is not described")),
            }
        }
    }

    fn property<'a>(&'a self, schema: &'a Value, field: &str) -> Option<&'a Value> {
        let schema = self.resolve(schema);
        let own = schema["properties"].get(field);
        let mut parts = schema["allOf"].as_array().into_iter().flatten();
        own.or_else(|| parts.find_map(|part| self.property(part, field)))
    }
}

fn is_of(kinds: &Value, value: &Value) -> bool {
    let is = |kind: &str| match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("no type is called {other}"),
    };
    match kinds {
        Value::String(kind) => is(kind),
        Value::Array(kinds) => kinds.iter().any(|kind| is(kind.as_str().unwrap())),
        _ => true,
    }
}

#[test]
fn validator_finds_what_is_wrong() {
    use serde_json::json;
    let known = json!({
        "Base": {"type": "object", "properties": {"id": {"type": "string", "format": "uuid"}}, "required": ["id"]},
        "Thing": {"type": "object", "properties": {"n": {"type": "integer"}, "w": {"enum": ["a"]}},
            "required": ["n"], "allOf": [{"$ref": "#/components/schemas/Base"}]}
    });
    let (thing, validator) = (json!({"$ref": "#/components/schemas/Thing"}), Validator::new(known));
    let complaints = |value| validator.complaints(&thing, &value).len();
    let id = "0192f0c1-0000-7000-8000-000000000000";
    assert_eq!(complaints(json!({"id": id, "n": 1, "w": "a"})), 0);
    assert_eq!(complaints(json!({"id": id, "n": 1, "x": 1})), 1, "a field nobody described");
    assert_eq!(complaints(json!({"id": "7", "n": 1})), 1);
    assert_eq!(complaints(json!({"id": id, "n": "1", "w": "b"})), 2);
    assert_eq!(complaints(json!({})), 2);
    assert_eq!(complaints(json!([])), 1);
    let either = json!({"oneOf": [{"type": "string"}, {"type": "null"}]});
    assert_eq!(validator.complaints(&either, &json!(null)).len(), 0);
    assert_eq!(validator.complaints(&either, &json!(1)).len(), 1);
}
