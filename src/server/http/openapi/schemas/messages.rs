use adda_protocol::{
    Author, AuthorKind, ClientMessageId, Cost, KeyOwner, Message, MessageError, MessageId,
    MessageState, Millis, Receipt, Seq, Usage, frames::Streaming,
};

use crate::http::openapi::{object, words};

words! {
    AuthorKind { User, Ai, System }
}

object! {
    Author {
        kind: AuthorKind,
        id: String = "A user's id, or a model's.",
        name: String,
    }
}

words! {
    /// Where a message is in its life.
    MessageState { Pending, Streaming, Complete, Stopped, Interrupted, Failed }
}

object! {
    /// Tokens.
    Usage {
        input: u64 = "Of the request, cached ones included.",
        output: u64 = "Of the answer, reasoning included.",
        cached: u64,
        reasoning: u64,
        estimated: bool as optional = "True where the service did not count.",
    }
}

object! {
    /// Millionths of a currency (ISO 4217).
    Cost { micros: i64, currency: String }
}

words! {
    /// Whose key an answer was written with.
    KeyOwner { User, Server, Nobody }
}

object! {
    /// How an answer's last run went.
    Receipt {
        key: KeyOwner,
        first_token_ms: Option<u64>,
        thought_ms: Option<u64> = "From the first reasoning to the first text.",
        total_ms: u64,
        cached: bool as optional = "True where the text is an earlier answer's, at no cost.",
        hidden: Option<u64> = "How many different things were hidden in the request; absent where none were.",
    }
}

object! {
    MessageError { code: adda_protocol::ErrorCode, message: String }
}

object! {
    Message {
        id: MessageId,
        seq: Seq = "Its place in the conversation's log.",
        client_id: Option<ClientMessageId>,
        reply_to: Option<MessageId>,
        parent: Option<MessageId> = "The message it follows; zeros where it begins the conversation.",
        author: Author,
        text: String,
        reasoning: Option<String>,
        state: MessageState,
        model: Option<String>,
        usage: Option<Usage>,
        cost: Option<Cost>,
        receipt: Option<Receipt>,
        error: Option<MessageError>,
        deleted: bool as optional = "True where its text was deleted.",
        created_at: Millis,
    }
}

object! {
    /// The text so far of an answer being written.
    Streaming {
        message: MessageId,
        run: Seq,
        text: String,
        reasoning: String as optional,
    }
}
