//! Things to store.

use std::sync::atomic::{AtomicU64, Ordering};

use adda_protocol::{
    Author, AuthorKind, ConversationId, ImportId, KeyOwner, MemoryId, Message, MessageId,
    MessageState, Millis, ProviderKeyId, ShareId, Usage, UserId,
    dto::{Conversation, Profile, Scope, User},
    events::Completed,
    memory::MemoryKind,
};

use crate::store::{
    Completion, Creation, NewApiKey, NewConversation, NewMemory, NewPicture, NewSend, NewSession,
    NewShare, NewSummary, NewUsage, NewUser, Place, ProviderKeyRow, Sealed, SendOutcome, SentRow,
    Store,
};

/// The moment at which samples are made.
pub const NOW: Millis = 1_795_000_000_000;

/// A new id of any kind.
pub fn id<T>(new: impl FnOnce(Millis, [u8; 10]) -> T) -> T {
    static MADE: AtomicU64 = AtomicU64::new(1);
    let mut random = [7; 10];
    random[2..].copy_from_slice(&MADE.fetch_add(1, Ordering::Relaxed).to_be_bytes());
    new(NOW, random)
}

pub fn new_user(email: &str) -> NewUser {
    NewUser {
        id: id(UserId::new),
        email: email.to_owned(),
        email_key: email.to_lowercase(),
        name: "Ada".to_owned(),
        password_hash: "$argon2id$...".to_owned(),
        at: NOW,
    }
}

pub async fn user(store: &dyn Store, email: &str) -> User {
    store.create_user(new_user(email)).await.unwrap()
}

pub fn new_session(user: UserId, refresh: u8) -> NewSession {
    NewSession {
        id: id(adda_protocol::SessionId::new),
        user,
        refresh: [refresh; 32],
        device: "Firefox".to_owned(),
        address: "192.0.2.1".to_owned(),
        at: NOW,
        expires_at: NOW + 1_000,
    }
}

pub fn new_api_key(user: UserId, hash: u8) -> NewApiKey {
    NewApiKey {
        id: id(adda_protocol::ApiKeyId::new),
        user,
        name: "Script".to_owned(),
        hash: [hash; 32],
        last4: "wxyz".to_owned(),
        scopes: vec![Scope::Read, Scope::Chat],
        at: NOW,
        expires_at: Some(NOW + 1_000),
    }
}

pub fn new_picture(user: UserId) -> NewPicture {
    let (small, large) = (vec![1, 0, 255], vec![2; 2_000]);
    NewPicture { id: id(adda_protocol::PictureId::new), user, small, large, at: NOW }
}

/// A run that belongs to no conversation.
pub fn new_usage(user: UserId) -> NewUsage {
    NewUsage {
        id: id(MessageId::new).uuid(),
        user,
        conversation: None,
        message: None,
        model: "guide".to_owned(),
        provider: "guide".to_owned(),
        key: KeyOwner::Nobody,
        usage: Usage { input: 7, output: 5, ..Usage::default() },
        cost: None,
        first_token_ms: None,
        total_ms: 3,
        cached: false,
        at: NOW,
    }
}

pub fn new_provider_key(user: UserId, provider: &str) -> ProviderKeyRow {
    ProviderKeyRow {
        id: id(ProviderKeyId::new),
        user,
        provider: provider.to_owned(),
        origin: "https://api.example.org".to_owned(),
        label: "Work".to_owned(),
        last4: "cdef".to_owned(),
        sealed: Sealed(vec![1, 0, 255, 7]),
        created_at: NOW,
        last_used_at: None,
    }
}

pub fn new_sent(user: UserId, conversation: ConversationId, message: MessageId) -> SentRow {
    SentRow { message, conversation, user, sealed: Sealed(vec![9, 0]), at: NOW }
}

pub fn new_share(user: UserId, conversation: ConversationId, hash: u8) -> NewShare {
    let expires_at = Some(NOW + 1_000);
    NewShare { id: id(ShareId::new), user, conversation, hash: [hash; 32], at: NOW, expires_at }
}

pub fn new_memory(text: &str) -> NewMemory {
    NewMemory { id: id(MemoryId::new), kind: MemoryKind::Fact, text: text.to_owned(), from: None }
}

/// The first summary of a conversation.
pub fn new_summary(conversation: ConversationId, covers_to: u64) -> NewSummary {
    NewSummary {
        conversation,
        over: None,
        covers_to,
        text: "They greeted each other.".to_owned(),
        model: "deepseek/deepseek-chat".to_owned(),
        usage: Some(Usage { input: 90, output: 7, ..Usage::default() }),
        cost: None,
        at: NOW + 30,
    }
}

pub fn made(creation: Creation) -> Conversation {
    match creation {
        Creation::Made(conversation) => conversation,
        other => panic!("{other:?}"),
    }
}

pub fn guide() -> Author {
    Author { kind: AuthorKind::Ai, id: "guide".to_owned(), name: "Guide".to_owned() }
}

pub fn new_conversation(owner: UserId) -> NewConversation {
    NewConversation {
        id: id(ConversationId::new),
        owner,
        title: String::new(),
        model: "guide".to_owned(),
        category: "general".to_owned(),
        greeting: Some((id(MessageId::new), guide(), "Hello.".to_owned())),
        at: NOW,
    }
}

pub async fn conversation(store: &dyn Store, owner: UserId) -> Conversation {
    made(store.create_conversation(new_conversation(owner)).await.unwrap())
}

pub fn new_send(conversation: ConversationId, user: UserId, text: &str) -> NewSend {
    NewSend {
        conversation,
        user,
        author: Author { kind: AuthorKind::User, id: user.to_string(), name: "Ada".to_owned() },
        client_id: id(adda_protocol::ClientMessageId::new),
        message: id(MessageId::new),
        place: Place::Leaf,
        text: text.to_owned(),
        answer: id(MessageId::new),
        answerer: guide(),
        beside: Vec::new(),
        title: "A title".to_owned(),
        max_open: 3,
        at: NOW + 10,
    }
}

/// Sends and returns the message and the answer's placeholder.
pub async fn send(
    store: &dyn Store,
    conversation: ConversationId,
    user: UserId,
    text: &str,
) -> (Message, Message) {
    match store.append_send(new_send(conversation, user, text)).await.unwrap() {
        SendOutcome::Sent { message, answer, .. } => (message, answer),
        other => panic!("not sent: {other:?}"),
    }
}

pub fn completed(message: MessageId, text: &str, state: MessageState) -> Completed {
    Completed {
        message,
        text: text.to_owned(),
        reasoning: None,
        state,
        usage: None,
        cost: None,
        receipt: None,
        error: None,
    }
}

/// Completes an answer in the usual way.
pub async fn complete(
    store: &dyn Store,
    conversation: ConversationId,
    answer: MessageId,
    text: &str,
) -> Option<Completion> {
    let done = completed(answer, text, MessageState::Complete);
    store.complete_answer(conversation, done, None, NOW + 20).await.unwrap()
}

/// The whole log, checked to be dense.
pub async fn log(store: &dyn Store, conversation: ConversationId) -> Vec<adda_protocol::Event> {
    let events = store.events(conversation, 0, 100_000).await.unwrap();
    for (event, expected) in events.iter().zip(1..) {
        assert_eq!(event.seq, expected, "the log is dense");
    }
    events
}

/// Puts something of a person into every table. Persons are told apart by `token`.
pub async fn everything_of(store: &dyn Store, person: UserId, token: u8) {
    store.create_session(new_session(person, token)).await.unwrap();
    let talk = conversation(store, person).await;
    let (_, answer) = send(store, talk.id, person, "hi").await;
    complete(store, talk.id, answer.id, "hello").await.unwrap();
    store.record_usage(new_usage(person)).await.unwrap();
    assert!(store.create_api_key(new_api_key(person, token), 1).await.unwrap());
    store.add_provider_key(new_provider_key(person, "openai")).await.unwrap();
    assert!(store.save_summary(new_summary(talk.id, 3)).await.unwrap());
    store.set_profile(person, Profile::default()).await.unwrap();
    store.add_memories(person, vec![new_memory("A fact")], 1, NOW).await.unwrap();
    store.add_mood(person, 9, 50).await.unwrap();
    assert!(store.save_vault(talk.id, None, Sealed(vec![1])).await.unwrap());
    store.keep_sent(new_sent(person, talk.id, answer.id), 1).await.unwrap();
    store.begin_import(person, id(ImportId::new), 7, (NOW, NOW)).await.unwrap();
    store.create_share(new_share(person, talk.id, token), 1).await.unwrap();
    assert!(store.set_picture(new_picture(person)).await.unwrap());
}
