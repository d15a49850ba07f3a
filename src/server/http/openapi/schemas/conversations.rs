use adda_protocol::{
    ClientConversationId, ClientMessageId, ConversationId, Message, Millis, Seq,
    dto::{
        Conversation, ConversationPage, CreateConversation, Page, SendMessage, Sent,
        UpdateConversation,
    },
    frames::Streaming,
};
use serde_json::{Value, json};

use crate::http::openapi::{Schema, Schemas, object};

object! {
    /// A conversation without its messages.
    Conversation {
        id: ConversationId,
        title: String,
        model: String = "Model that answers unless a message names another.",
        category: String,
        created_at: Millis,
        updated_at: Millis = "Time of the last event.",
        last_seq: Seq,
    }
}

object! {
    /// A conversation opened: its newest messages, oldest first.
    ConversationPage {
        messages: Vec<Message>,
        before: Option<Seq> = "Goes back as ?before= for earlier messages; absent at the beginning.",
        streaming: Option<Streaming>;
        ..conversation: Conversation
    }
}

object! {
    CreateConversation {
        client_id: Option<ClientConversationId> = "Made by the sender: the same id sent twice is one conversation.",
        title: Option<String>,
        model: Option<String>,
        category: Option<String>,
    }
}

object! {
    UpdateConversation { title: Option<String>, model: Option<String>, category: Option<String> }
}

object! {
    SendMessage {
        text: String,
        client_id: Option<ClientMessageId> = "Made by the sender: the same id sent twice is one message.",
        model: Option<String>,
        plain: Vec<String> as optional = "Places in the text that look private and are not: they go out as they are.",
    }
}

object! {
    /// What a send made, or had made when the same client_id came before.
    Sent {
        message: Message,
        answer: Message,
        duplicate: bool = "True when nothing new was written.",
    }
}

impl<T: Schema> Schema for Page<T> {
    fn name() -> Option<String> {
        Some(format!("PageOf{}", T::name()?))
    }

    fn schema(schemas: &mut Schemas) -> Value {
        json!({
            "type": "object",
            "properties": {
                "items": schemas.of::<Vec<T>>(),
                "next": {"type": "string", "description": "Goes back as ?cursor=; absent at the end."}
            },
            "required": ["items"]
        })
    }
}
