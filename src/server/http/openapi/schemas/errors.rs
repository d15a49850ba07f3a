use adda_protocol::{ErrorBody, ErrorCode, ErrorEnvelope};
use serde_json::{Value, json};

use crate::http::openapi::{Schema, Schemas, object};

object! {
    ErrorEnvelope { error: ErrorBody }
}

object! {
    ErrorBody {
        code: ErrorCode,
        message: String = "A sentence for people.",
        details: Option<Value> = "`field` names a field that is wrong, `retry_after` says how many seconds to wait.",
        request_id: Option<String>,
    }
}

impl Schema for ErrorCode {
    fn name() -> Option<String> {
        Some("ErrorCode".to_owned())
    }

    fn schema(_: &mut Schemas) -> Value {
        let words: Vec<&str> = Self::ALL.iter().map(|code| code.as_str()).collect();
        json!({"type": "string", "enum": words, "description": "Stable: programs decide by it."})
    }
}
