//! Samples of what travels. Every field is named, so that a new one cannot be forgotten here.

use adda_protocol::{
    Author, AuthorKind, ClientMessageId, ConversationId, Cost, ErrorCode, KeyOwner, Message,
    MessageError, MessageId, MessageState, Millis, Receipt, Usage, UserId,
    dto::{
        ApiKey, Chosen, Conversation, ModelInfo, ModelState, Price, Role, Scope, Totals, User,
        Version,
    },
    frames::Streaming,
};

pub const NOW: Millis = 1_795_000_000_000;

/// An id of any kind.
pub fn id<T>(new: impl FnOnce(Millis, [u8; 10]) -> T) -> T {
    new(NOW, [7; 10])
}

pub fn word() -> String {
    "word".to_owned()
}

pub fn user(full: bool) -> User {
    User {
        id: id(UserId::new),
        email: word(),
        name: word(),
        role: Role::Admin,
        created_at: NOW,
        picture: full.then(|| id(adda_protocol::PictureId::new)),
    }
}

pub fn conversation() -> Conversation {
    Conversation {
        id: id(ConversationId::new),
        title: word(),
        model: word(),
        category: word(),
        created_at: NOW,
        updated_at: NOW,
        last_seq: 4,
        pinned: true,
        archived: false,
        unread: 2,
    }
}

pub fn cost() -> Cost {
    Cost { micros: 12, currency: "USD".to_owned() }
}

pub fn usage(estimated: bool) -> Usage {
    Usage { input: 1, output: 2, cached: 1, reasoning: 1, estimated }
}

pub fn receipt(full: bool) -> Receipt {
    Receipt {
        key: KeyOwner::Server,
        first_token_ms: full.then_some(3),
        thought_ms: full.then_some(4),
        total_ms: 9,
        cached: full,
        hidden: full.then_some(2),
    }
}

pub fn message_error() -> MessageError {
    MessageError { code: ErrorCode::AnswerLimit, message: word() }
}

pub fn author() -> Author {
    Author { kind: AuthorKind::User, id: word(), name: word() }
}

pub fn message(full: bool) -> Message {
    Message {
        id: id(MessageId::new),
        seq: 3,
        client_id: full.then(|| id(ClientMessageId::new)),
        reply_to: full.then(|| id(MessageId::new)),
        parent: full.then(|| id(MessageId::new)),
        author: author(),
        text: word(),
        reasoning: full.then(word),
        state: MessageState::Complete,
        model: full.then(word),
        usage: full.then(|| usage(true)),
        cost: full.then(cost),
        receipt: full.then(|| receipt(true)),
        error: full.then(message_error),
        deleted: full,
        created_at: NOW,
    }
}

pub fn chosen(full: bool) -> Chosen {
    Chosen { leaf: full.then(|| id(MessageId::new)), apart: full, version: 2 }
}

pub fn version() -> Version {
    Version { id: id(MessageId::new), seq: 3, parent: id(MessageId::new) }
}

pub fn streaming(full: bool) -> Streaming {
    let reasoning = if full { word() } else { String::new() };
    Streaming { message: id(MessageId::new), run: 3, text: word(), reasoning }
}

pub fn price(full: bool) -> Price {
    Price { currency: word(), input: 1, cached_input: full.then_some(1), output: 2, as_of: word() }
}

pub fn model(full: bool) -> ModelInfo {
    ModelInfo {
        id: word(),
        name: word(),
        provider: word(),
        context_window: full.then_some(8),
        output_limit: full.then_some(8),
        price: full.then(|| price(true)),
        state: ModelState::NeedsKey,
    }
}

pub fn totals() -> Totals {
    Totals {
        answers: 1,
        input: 2,
        cached: 1,
        output: 3,
        reasoning: 1,
        estimated: 1,
        costs: vec![cost()],
    }
}

pub fn api_key(full: bool) -> ApiKey {
    ApiKey {
        id: id(adda_protocol::ApiKeyId::new),
        name: word(),
        last4: word(),
        scopes: vec![Scope::Read, Scope::Chat],
        created_at: NOW,
        expires_at: full.then_some(NOW),
        last_used_at: full.then_some(NOW),
    }
}
