//! What the server gives.

use adda_protocol::{
    ConversationId, ErrorBody, ErrorCode, ErrorEnvelope, Event, EventBody, ImportId, KeyOwner,
    MemoryId, MessageId, MessageState, ProviderKeyId, SessionId, ShareId,
    dto::{
        Appearance, Category, ChatPrivacy, ConversationPage, CreatedApiKey, CreatedShare, Done,
        Import, ImportFault, ImportProgress, ImportReason, ImportState, KeyProvider, KeyTest, Me,
        Memory, MoodDay, MoodReport, Page, Password, Profile, ProviderKey, ProviderKeys, Sent,
        SentLine, SentRequest, Session, Share, UsageLine, UsageReport,
    },
    events::Completed,
    memory::MemoryKind,
    search::{FoundConversation, FoundMessage, Piece, SearchPage},
};
use serde_json::json;

use super::{
    gives,
    samples::{
        NOW, api_key, author, chosen, conversation, cost, id, message, message_error, model, price,
        receipt, streaming, totals, usage, user, version, word,
    },
    validator,
};

#[test]
fn schema_of_accounts_agrees_with_what_is_given() {
    let me = Me { user: user(true), session: id(SessionId::new) };
    gives(&me, &me);
    gives(&user(true), &user(false));
    let session = Session {
        id: id(SessionId::new),
        device: word(),
        address: word(),
        created_at: NOW,
        last_used_at: NOW,
        current: true,
    };
    gives(&session, &session);
}

#[test]
fn schema_of_conversations_agrees_with_what_is_given() {
    gives(&conversation(), &conversation());
    let opened = |full: bool| ConversationPage {
        conversation: conversation(),
        messages: vec![message(full)],
        versions: if full { vec![version()] } else { Vec::new() },
        chosen: chosen(full),
        beside: if full { vec![message(full)] } else { Vec::new() },
        erased: full.then(|| id(MessageId::new)),
        before: full.then_some(3),
        after: full.then_some(4),
        streaming: full.then(|| streaming(full)),
        also: if full { vec![streaming(full)] } else { Vec::new() },
    };
    gives(&opened(true), &opened(false));
    gives(&chosen(true), &chosen(false));
    gives(&version(), &version());
    let page = |full: bool| Page { items: vec![conversation()], next: full.then(word) };
    gives(&page(true), &page(false));
    let done = Done { ids: vec![id(ConversationId::new)] };
    gives(&done, &done);
    let category = Category { name: word(), conversations: 3 };
    gives(&category, &category);
    let sent = |full: bool| Sent {
        message: message(true),
        answer: message(false),
        beside: if full { vec![message(full)] } else { Vec::new() },
        duplicate: false,
    };
    gives(&sent(true), &sent(false));
}

#[test]
fn schema_of_messages_agrees_with_what_is_given() {
    gives(&message(true), &message(false));
    gives(&author(), &author());
    gives(&usage(true), &usage(false));
    gives(&cost(), &cost());
    gives(&receipt(true), &receipt(false));
    gives(&message_error(), &message_error());
    gives(&streaming(true), &streaming(false));
}

#[test]
fn schema_of_events_agrees_with_what_is_given() {
    let completed = |full: bool| Completed {
        message: id(MessageId::new),
        text: word(),
        reasoning: full.then(word),
        state: MessageState::Stopped,
        usage: full.then(|| usage(full)),
        cost: full.then(cost),
        receipt: full.then(|| receipt(full)),
        error: full.then(message_error),
    };
    gives(&completed(true), &completed(false));
    let changed = |full: bool| EventBody::ConversationChanged {
        title: full.then(word),
        model: full.then(word),
        category: full.then(word),
    };
    for body in [
        EventBody::ConversationCreated { title: word(), model: word() },
        changed(true),
        changed(false),
        EventBody::MessageCreated { message: message(true) },
        EventBody::MessageStarted { message: id(MessageId::new), kept: 3, model: word() },
        EventBody::MessageCompleted(completed(true)),
        EventBody::MessageCompleted(completed(false)),
        EventBody::MessageDeleted { message: id(MessageId::new) },
    ] {
        let event = Event { conversation: id(ConversationId::new), seq: 1, at: NOW, body };
        gives(&event, &event);
    }
}

#[test]
fn schema_of_keys_agrees_with_what_is_given() {
    gives(&api_key(true), &api_key(false));
    let created =
        |full: bool| CreatedApiKey { key: api_key(full), secret: Password("adda_x".to_owned()) };
    gives(&created(true), &created(false));
    let key = |full: bool| ProviderKey {
        id: id(ProviderKeyId::new),
        provider: word(),
        label: word(),
        last4: word(),
        created_at: NOW,
        last_used_at: full.then_some(NOW),
    };
    gives(&key(true), &key(false));
    let provider = KeyProvider { name: word(), title: word(), server_key: true };
    gives(&provider, &provider);
    let keys = ProviderKeys { items: vec![key(true)], providers: vec![provider] };
    gives(&keys, &keys);
    let tested = |full: bool| KeyTest {
        ok: false,
        code: full.then_some(ErrorCode::ProviderAuth),
        message: word(),
    };
    gives(&tested(true), &tested(false));
}

#[test]
fn schema_of_personal_data_agrees_with_what_is_given() {
    let profile = |full: bool| Profile {
        language: full.then(word),
        region: full.then(word),
        interests: vec![word()],
        ..Profile::default()
    };
    gives(&profile(true), &profile(false));
    gives(&Appearance::default(), &Appearance::default());
    let privacy = ChatPrivacy { memory: true, mood: false };
    gives(&privacy, &privacy);
    for kind in MemoryKind::ALL {
        let memory = |full: bool| Memory {
            id: id(MemoryId::new),
            kind,
            text: word(),
            conversation: full.then(|| id(ConversationId::new)),
            title: full.then(word),
            message: full.then(|| id(MessageId::new)),
            created_at: NOW,
            updated_at: NOW,
        };
        gives(&memory(true), &memory(false));
    }
    let day = MoodDay { day: word(), score: -7, trend: 3, messages: 2 };
    let line = SentLine { role: word(), text: word() };
    let sent = SentRequest {
        message: id(MessageId::new),
        provider: word(),
        model: word(),
        max_output_tokens: 4,
        lines: vec![line],
        at: NOW,
    };
    gives(&sent, &sent);
    let report = MoodReport { on: true, days: vec![day] };
    gives(&report, &report);
}

#[test]
fn schema_of_what_was_found_agrees_with_what_is_given() {
    let piece = || Piece { text: word(), hit: true };
    let conversation =
        || FoundConversation { id: id(ConversationId::new), title: vec![piece()], updated_at: NOW };
    let message = || FoundMessage {
        conversation: id(ConversationId::new),
        title: word(),
        message: id(MessageId::new),
        seq: 3,
        author: author(),
        excerpt: vec![piece()],
        created_at: NOW,
    };
    gives(&message(), &message());
    gives(&conversation(), &conversation());
    let page = |full: bool| SearchPage {
        conversations: vec![conversation()],
        items: vec![message()],
        next: full.then(word),
    };
    gives(&page(true), &page(false));
}

#[test]
fn schema_of_models_and_usage_agrees_with_what_is_given() {
    gives(&price(true), &price(false));
    gives(&model(true), &model(false));
    gives(&totals(), &totals());
    let line = || UsageLine { day: word(), model: word(), key: KeyOwner::User, totals: totals() };
    gives(&line(), &line());
    let report = UsageReport { from: word(), to: word(), total: totals(), lines: vec![line()] };
    gives(&report, &report);
}

#[test]
fn schema_of_errors_agrees_with_what_is_given() {
    for &code in ErrorCode::ALL {
        let body = |full: bool| ErrorBody {
            code,
            message: word(),
            details: full.then(|| json!({"field": "text"})),
            request_id: full.then(word),
        };
        gives(&body(true), &body(false));
        let envelope = ErrorEnvelope { error: body(true) };
        gives(&envelope, &envelope);
    }
}

/// A schema that fits anything would agree with everything.
#[test]
fn schema_refuses_what_was_never_given() {
    let (schema, validator) = validator::<adda_protocol::Message>();
    let mut odd = serde_json::to_value(message(true)).unwrap();
    for (field, value) in [("state", json!("done")), ("id", json!("7")), ("seq", json!("1"))] {
        let right = odd[field].take();
        odd[field] = value;
        assert_eq!(validator.complaints(&schema, &odd).len(), 1, "{field}");
        odd[field] = right;
    }
    odd["extra"] = json!(1);
    assert_eq!(validator.complaints(&schema, &odd).len(), 1);
}

#[test]
fn schema_of_shares_agrees_with_what_is_given() {
    let share = |full: bool| Share {
        id: id(ShareId::new),
        conversation: id(ConversationId::new),
        title: word(),
        messages: 3,
        created_at: NOW,
        expires_at: full.then_some(NOW),
    };
    gives(&share(true), &share(false));
    let created =
        |full: bool| CreatedShare { share: share(full), path: Password("/s/x".to_owned()) };
    gives(&created(true), &created(false));
}

#[test]
fn schema_of_imports_agrees_with_what_is_given() {
    let fault = ImportFault { entry: 3, title: word(), reason: ImportReason::CutOff };
    gives(&fault, &fault);
    let progress = |full: bool| ImportProgress {
        read: 1,
        added: 2,
        known: 3,
        faulty: 1,
        faults: vec![fault.clone()],
        reason: full.then_some(ImportReason::NoExport),
    };
    let import = |full: bool| Import {
        id: id(ImportId::new),
        state: ImportState::Running,
        bytes: 9,
        progress: progress(full),
        created_at: NOW,
        updated_at: NOW,
    };
    gives(&import(true), &import(false));
}
