//! The words Adda's server and its clients share: ids, events of a conversation's log, frames of the
//! live connection, the REST API's data, limits and error codes. Data and codecs only, no behaviour.

pub mod address;
pub mod anchors;
pub mod appearance;
pub mod code;
pub mod cursor;
pub mod day;
pub mod dto;
pub mod error;
pub mod events;
pub mod frames;
pub mod ids;
pub mod import;
pub mod json;
pub mod keys;
pub mod limits;
pub mod memory;
pub mod message;
pub mod model;
pub mod personal;
pub mod search;
pub mod share;
pub mod shelf;
pub mod spending;
pub mod starters;
pub mod tokens;
pub mod versions;

pub use cursor::{ListCursor, StreamCursor};
pub use error::{ErrorBody, ErrorCode, ErrorEnvelope};
pub use events::{Event, EventBody};
pub use frames::{ClientFrame, ServerFrame};
pub use ids::{
    ApiKeyId, ClientConversationId, ClientMessageId, ConversationId, ImportId, MemoryId, MessageId,
    PictureId, ProviderKeyId, SessionId, ShareId, UserId,
};
pub use message::{
    Author, AuthorKind, Cost, KeyOwner, Message, MessageError, MessageState, Receipt, Usage,
};

/// A moment: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
pub type Millis = i64;

/// Place of an event in its conversation's log: 1 for the first, dense, never reused.
pub type Seq = u64;
