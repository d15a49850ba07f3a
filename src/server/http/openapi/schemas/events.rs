use adda_protocol::{
    ConversationId, Cost, Event, EventBody, Message, MessageError, MessageId, MessageState, Millis,
    Receipt, Seq, Usage, events::Completed,
};
use serde_json::{Value, json};

use crate::http::openapi::{Object, Schema, Schemas, object};

object! {
    /// An entry of a conversation's log.
    Event {
        conversation: ConversationId,
        seq: Seq,
        at: Millis,
        body: EventBody,
    }
}

object! {
    /// The final form of an answer.
    Completed {
        message: MessageId,
        text: String,
        reasoning: Option<String>,
        state: MessageState,
        usage: Option<Usage>,
        cost: Option<Cost>,
        receipt: Option<Receipt>,
        error: Option<MessageError>,
    }
}

impl Schema for EventBody {
    fn name() -> Option<String> {
        Some("EventBody".to_owned())
    }

    fn schema(schemas: &mut Schemas) -> Value {
        let text = || json!({"type": "string"});
        let kinds = [
            kind("conversation_created", [("title", text(), false), ("model", text(), false)]),
            kind(
                "conversation_changed",
                [("title", text(), true), ("model", text(), true), ("category", text(), true)],
            ),
            kind("message_created", [("message", schemas.of::<Message>(), false)]),
            kind(
                "message_started",
                [
                    ("message", schemas.of::<MessageId>(), false),
                    ("kept", schemas.of::<u64>(), false),
                    ("model", text(), false),
                ],
            ),
            json!({"allOf": [kind("message_completed", []), schemas.of::<Completed>()]}),
            kind("message_deleted", [("message", schemas.of::<MessageId>(), false)]),
        ];
        json!({"oneOf": kinds, "description": "What happened."})
    }
}

fn kind<const N: usize>(name: &str, fields: [(&'static str, Value, bool); N]) -> Value {
    let mut object = Object::default();
    object.field("type", json!({ "const": name }), false, "");
    for (field, schema, optional) in fields {
        object.field(field, schema, optional, "");
    }
    object.schema("")
}

// Does not compile when there are other kinds, or other fields in one.
const _: fn(&EventBody) = |body| match body {
    EventBody::ConversationCreated { title: _, model: _ }
    | EventBody::ConversationChanged { title: _, model: _, category: _ }
    | EventBody::MessageCreated { message: _ }
    | EventBody::MessageStarted { message: _, kept: _, model: _ }
    | EventBody::MessageCompleted(_)
    | EventBody::MessageDeleted { message: _ } => {}
};
