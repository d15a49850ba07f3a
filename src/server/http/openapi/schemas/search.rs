use adda_protocol::{
    Author, ConversationId, MessageId, Millis, Seq,
    search::{FoundConversation, FoundMessage, Piece, SearchPage},
};

use crate::http::openapi::object;

object! {
    SearchPage {
        conversations: Vec<FoundConversation> = "Whose title has the words, last changed first; on the first page alone.",
        items: Vec<FoundMessage> = "Newest first.",
        next: Option<String> = "Goes back as ?cursor=; absent at the end.",
    }
}

object! {
    FoundConversation { id: ConversationId, title: Vec<Piece>, updated_at: Millis }
}

object! {
    FoundMessage {
        conversation: ConversationId,
        title: String,
        message: MessageId,
        seq: Seq = "Its place in the conversation's log: opens it there as ?around=.",
        author: Author,
        excerpt: Vec<Piece> = "The sentence around the first place.",
        created_at: Millis,
    }
}

object! {
    /// A stretch of text that was looked for, or what stands between two.
    Piece { text: String, hit: bool }
}
