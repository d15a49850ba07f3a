//! Tools: offered by the program, called by the model, run by the program.

use serde::Deserialize;
use serde_json::{Value, json};

use super::shape::{CallPiece, Function, WholeCall};
use crate::{
    http::error::Failure,
    provider::{Tool, ToolCall, ToolChoice},
};

const FUNCTION: &str = "function";
/// Most tools of one request.
const TOOLS: usize = 256;

#[derive(Debug, Deserialize)]
pub(super) struct Offered {
    r#type: String,
    #[serde(default)]
    function: Option<Described>,
}

#[derive(Debug, Deserialize)]
struct Described {
    name: String,
    #[serde(default)]
    description: Option<String>,
    #[serde(default)]
    parameters: Option<Value>,
    #[serde(default)]
    strict: Option<bool>,
}

/// A call the model made earlier in the conversation.
#[derive(Debug, Deserialize)]
pub(super) struct Called {
    id: String,
    function: CalledFunction,
}

#[derive(Debug, Deserialize)]
struct CalledFunction {
    name: String,
    #[serde(default)]
    arguments: String,
}

impl From<Called> for ToolCall {
    fn from(called: Called) -> Self {
        let Called { id, function: CalledFunction { name, arguments } } = called;
        Self { id, name, arguments }
    }
}

pub(super) fn offered(tools: Vec<Offered>) -> Result<Vec<Tool>, Failure> {
    if tools.len() > TOOLS {
        return Err(Failure::invalid("tools", format!("There can be {TOOLS} tools at most.")));
    }
    let read = |(at, tool): (usize, Offered)| match tool {
        Offered { r#type, function: Some(function) } if r#type == FUNCTION => Ok(Tool {
            name: function.name,
            description: function.description.unwrap_or_default(),
            parameters: function
                .parameters
                .unwrap_or_else(|| json!({"type": "object", "properties": {}})),
            strict: function.strict,
        }),
        _ => Err(Failure::invalid(&format!("tools[{at}]"), "Tools are functions here.")),
    };
    tools.into_iter().enumerate().map(read).collect()
}

pub(super) fn choice(choice: Option<&Value>) -> Result<ToolChoice, Failure> {
    let named = |choice: &Value| Some(choice.get("function")?.get("name")?.as_str()?.to_owned());
    match choice {
        None => Ok(ToolChoice::Auto),
        Some(word) if word == "auto" => Ok(ToolChoice::Auto),
        Some(word) if word == "none" => Ok(ToolChoice::None),
        Some(word) if word == "required" => Ok(ToolChoice::Required),
        Some(choice) => named(choice).map(ToolChoice::Named).ok_or_else(|| {
            let message = "This is none of: auto, none, required, or a function by its name.";
            Failure::invalid("tool_choice", message)
        }),
    }
}

/// The calls of an answer as their pieces come, in the order in which they began.
#[derive(Debug)]
pub(super) struct Calls {
    /// What makes our ids unlike those of other answers.
    answer: String,
    calls: Vec<(usize, ToolCall)>,
}

impl Calls {
    pub const fn of(answer: String) -> Self {
        Self { answer, calls: Vec::new() }
    }

    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// Adds a piece.
    pub fn take(
        &mut self,
        index: usize,
        id: Option<String>,
        name: Option<String>,
        arguments: &str,
    ) {
        let at = self.place(index, id, name);
        self.calls[at].1.arguments.push_str(arguments);
    }

    /// The same piece as it goes on. The first of a call has its id and its name.
    pub fn piece(
        &mut self,
        index: usize,
        id: Option<String>,
        name: Option<String>,
        arguments: String,
    ) -> CallPiece {
        let known = self.calls.len();
        let at = self.place(index, id, name);
        let begun = (at == known).then(|| &self.calls[at].1);
        CallPiece {
            index: at,
            id: begun.map(|call| call.id.clone()),
            r#type: begun.map(|_| FUNCTION),
            function: Function { name: begun.map(|call| call.name.clone()), arguments },
        }
    }

    pub fn whole(self) -> Vec<WholeCall> {
        let whole = |(_, call): (usize, ToolCall)| WholeCall {
            id: call.id,
            r#type: FUNCTION,
            function: Function { name: Some(call.name), arguments: call.arguments },
        };
        self.calls.into_iter().map(whole).collect()
    }

    /// Where the call of this index stands. Services that give calls no ids leave it to us.
    fn place(&mut self, index: usize, id: Option<String>, name: Option<String>) -> usize {
        if let Some(at) = self.calls.iter().position(|(known, _)| *known == index) {
            return at;
        }
        let id = id
            .filter(|id| !id.is_empty())
            .unwrap_or_else(|| format!("call_{index}_{}", self.answer));
        let name = name.unwrap_or_default();
        self.calls.push((index, ToolCall { id, name, arguments: String::new() }));
        self.calls.len() - 1
    }
}
