use adda_protocol::{
    ClientConversationId, ClientMessageId, ConversationId, Message, MessageId, Millis, Seq,
    dto::{
        Category, ChangeConversations, ChooseVersion, Chosen, Conversation, ConversationPage,
        CreateConversation, DeleteConversations, Done, Listing, Page, Regenerate,
        RestoreConversations, SendMessage, Sent, UpdateConversation, Version,
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
        updated_at: Millis = "Time of the last message's last change.",
        last_seq: Seq,
        pinned: bool = "In your list: above the others.",
        archived: bool = "In your list: put away.",
        unread: u32 = "Messages of others that you have not seen, counted up to 99.",
    }
}

object! {
    /// A conversation opened: its newest messages or those asked for, oldest first.
    ConversationPage {
        messages: Vec<Message> = "Of the path shown.",
        versions: Vec<Version> as optional = "All versions of those messages that have several.",
        chosen: Chosen,
        beside: Vec<Message> as optional = "Answers that stand side by side after these messages, until one is kept.",
        erased: Option<MessageId> = "The message that the first of these follows, where it was deleted.",
        before: Option<Seq> = "Goes back as ?before= for earlier messages; absent at the beginning.",
        after: Option<Seq> = "Goes back as ?after= for later messages; absent where the newest is among these.",
        streaming: Option<Streaming>,
        also: Vec<Streaming> as optional = "Others that are written at the same time.";
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
    UpdateConversation {
        title: Option<String>,
        model: Option<String>,
        category: Option<String> = "One of the given ones or a name of your own.",
        pinned: Option<bool> = "In your list. What is pinned is not archived.",
        archived: Option<bool> = "In your list. What is archived is not pinned.",
        read_to: Option<Seq> = "You have seen all up to this seq. Never goes back.",
    }
}

object! {
    /// Which conversations of the list are wanted.
    Listing {
        archived: bool as optional = "true: those put away, in place of the others.",
        category: Option<String>,
        title: Option<String> = "Part of the title, in any case.",
    }
}

object! {
    /// The same change to each of at most 100 conversations.
    ChangeConversations {
        ids: Vec<ConversationId>,
        category: Option<String>,
        pinned: Option<bool>,
        archived: Option<bool>,
        read: Option<bool> = "true: all of each has been seen.",
    }
}

object! {
    DeleteConversations {
        ids: Vec<ConversationId> = "At most 100.",
        undo: Option<u32> = "Seconds in which they can be restored, at most 60; without, they are gone at once.",
        forget: bool as optional = "true: what is remembered from them goes as well.",
    }
}

object! {
    RestoreConversations { ids: Vec<ConversationId> = "At most 100." }
}

object! {
    /// Those of the conversations named for which it is so now. The others are not there, or not yours.
    Done { ids: Vec<ConversationId> }
}

object! {
    /// A category in use.
    Category { name: String, conversations: u64 }
}

object! {
    SendMessage {
        text: String,
        client_id: Option<ClientMessageId> = "Made by the sender: the same id sent twice is one message.",
        model: Option<String>,
        plain: Vec<String> as optional = "Places in the text that look private and are not: they go out as they are.",
        after: Option<MessageId> = "The message it follows; where absent, the last one of the path the sender is shown.",
        edits: Option<MessageId> = "The message of the sender's that this is another version of.",
        models: Vec<String> as optional = "Two to four models that answer side by side, in place of model.",
    }
}

object! {
    /// Which path through a conversation a person is shown.
    Chosen {
        leaf: Option<MessageId> = "Where it ends; absent where that is the newest message.",
        apart: bool as optional = "true: the answers to that message stand side by side, until one is kept.",
        version: u64 = "Counts the person's choices.",
    }
}

object! {
    /// One of several versions of a message.
    Version {
        id: MessageId,
        seq: Seq,
        parent: MessageId = "What it follows, as its versions do.",
    }
}

object! {
    /// Asks for another answer to the same message.
    Regenerate {
        model: Option<String> = "The one that wrote the answer before where absent.",
        client_id: Option<ClientMessageId> = "Made by the asker: the same id twice is one answer.",
    }
}

object! {
    /// Asks to be shown the path through a message.
    ChooseVersion { message: MessageId }
}

object! {
    /// What a send made, or had made when the same client_id came before.
    Sent {
        message: Message,
        answer: Message,
        beside: Vec<Message> as optional = "The answers beside it, where several models were asked.",
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
