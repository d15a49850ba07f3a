//! Calls of tools, which go back to the API with the signature they came with. A signature travels inside the call's id,
//! which whoever runs the tool gives back as it is.

use serde_json::{Value, json};

use crate::provider::{ChatMessage, ChatRequest, ToolCall, turns::called};

/// Between an id and the signature. In neither of them.
const MARK: char = '~';
/// Stands for a signature where the call is none of this API's: documented for histories from elsewhere.
const UNSIGNED: &str = "skip_thought_signature_validator";

/// The id of a call as it came.
pub fn id(own: Option<&str>, response: &str, number: usize, signature: Option<&str>) -> String {
    let id = match own.filter(|own| !own.is_empty()) {
        Some(own) => own.to_owned(),
        None => format!("call_{response}_{number}"),
    };
    match signature {
        Some(signature) => format!("{id}{MARK}{signature}"),
        None => id,
    }
}

fn parts(id: &str) -> (&str, Option<&str>) {
    match id.split_once(MARK) {
        Some((id, signature)) => (id, Some(signature)),
        None => (id, None),
    }
}

/// A model's calls as they go back to it.
pub fn calls(line: &ChatMessage, signed: bool) -> Vec<Value> {
    let mut calls: Vec<Value> = line.calls.iter().map(call).collect();
    let none = calls.iter().all(|call| call.get("thoughtSignature").is_none());
    if let Some(first) = calls.first_mut().filter(|_| signed && none) {
        first["thoughtSignature"] = json!(UNSIGNED);
    }
    calls
}

fn call(call: &ToolCall) -> Value {
    let (id, signature) = parts(&call.id);
    let arguments = serde_json::from_str(&call.arguments).ok().filter(Value::is_object);
    let arguments = arguments.unwrap_or_else(|| json!({}));
    let mut part = json!({"functionCall": {"id": id, "name": call.name, "args": arguments}});
    if let Some(signature) = signature {
        part["thoughtSignature"] = json!(signature);
    }
    part
}

/// The result of a call; `None` where the line answers none.
pub fn result(request: &ChatRequest, line: &ChatMessage) -> Option<Value> {
    let name = called(request, line)?;
    let (id, _) = parts(line.answers.as_deref()?);
    let told = serde_json::from_str(&line.text).ok().filter(Value::is_object);
    let told = told.unwrap_or_else(|| json!({"result": line.text}));
    Some(json!({"functionResponse": {"id": id, "name": name, "response": told}}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::ChatRole;

    fn line(ids: &[&str]) -> ChatMessage {
        let calls = ids.iter().map(|&id| ToolCall {
            id: id.to_owned(),
            name: "weather".to_owned(),
            arguments: r#"{"city":"Pune"}"#.to_owned(),
        });
        ChatMessage { calls: calls.collect(), ..ChatMessage::new(ChatRole::Assistant, "") }
    }

    #[test]
    fn signature_comes_back_with_the_call_it_came_with() {
        let id = id(None, "r1", 0, Some("c2ln"));
        let line = line(&[&id, "call_r1_1"]);
        let signed = calls(&line, true);
        assert_eq!(signed[0]["thoughtSignature"], "c2ln");
        assert_eq!(signed[0]["functionCall"]["id"], "call_r1_0");
        assert!(signed[1].get("thoughtSignature").is_none());

        let told = ChatMessage {
            answers: Some(id.clone()),
            ..ChatMessage::new(ChatRole::Tool, "31 degrees")
        };
        let request = ChatRequest { messages: vec![line, told.clone()], ..ChatRequest::default() };
        let expected = json!({"functionResponse":
            {"id": "call_r1_0", "name": "weather", "response": {"result": "31 degrees"}}});
        assert_eq!(result(&request, &told), Some(expected));
    }

    #[test]
    fn call_from_elsewhere_is_marked_where_the_model_wants_signatures() {
        let line = line(&["toolu_1", "toolu_2"]);
        let signed = calls(&line, true);
        assert_eq!(signed[0]["thoughtSignature"], UNSIGNED);
        assert!(signed[1].get("thoughtSignature").is_none());
        assert!(calls(&line, false)[0].get("thoughtSignature").is_none());
    }

    #[test]
    fn result_of_no_call_is_none_and_an_object_stays_one() {
        let told = ChatMessage {
            answers: Some("c".to_owned()),
            ..ChatMessage::new(ChatRole::Tool, r#"{"degrees":31}"#)
        };
        assert_eq!(result(&ChatRequest::default(), &told), None);
        let request = ChatRequest { messages: vec![line(&["c"])], ..ChatRequest::default() };
        let result = result(&request, &told).unwrap();
        assert_eq!(result["functionResponse"]["response"], json!({"degrees": 31}));
    }
}
