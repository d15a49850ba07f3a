//! Frames of every kind, with anything in them that their types allow.

use std::fmt::Debug;

use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{ClientFrame, Head, ServerFrame, Streaming, Subject};
use crate::{
    Author, AuthorKind, ClientConversationId, ClientMessageId, ConversationId, Cost, ErrorBody,
    ErrorCode, Event, EventBody, KeyOwner, Message, MessageError, MessageId, MessageState, Receipt,
    Usage, UserId,
    dto::{Chosen, Conversation},
    events::Completed,
};

/// Any characters, control characters and those beyond the basic plane among them.
pub(super) fn text() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..8).prop_map(|chars| chars.into_iter().collect::<String>())
}

fn id<T: From<Uuid> + Debug>() -> impl Strategy<Value = T> {
    any::<u128>().prop_map(|number| T::from(Uuid::from_u128(number)))
}

fn message_of_conversation() -> impl Strategy<Value = (ConversationId, MessageId)> {
    (id::<ConversationId>(), id::<MessageId>())
}

pub(super) fn client_frame() -> impl Strategy<Value = ClientFrame> {
    prop_oneof![opening().boxed(), sent().boxed(), asked().boxed()]
}

fn opening() -> impl Strategy<Value = ClientFrame> {
    let head = (id::<ConversationId>(), any::<u64>());
    let heads = vec(head.prop_map(|(conversation, seq)| Head { conversation, seq }), 0..4);
    prop_oneof![
        (any::<u16>(), heads).prop_map(|(version, heads)| ClientFrame::Hello { version, heads }),
        (id::<ConversationId>(), any::<u64>())
            .prop_map(|(conversation, after)| ClientFrame::Subscribe { conversation, after }),
        id::<ConversationId>().prop_map(|conversation| ClientFrame::Unsubscribe { conversation }),
        (id::<ConversationId>(), any::<u64>())
            .prop_map(|(conversation, to)| ClientFrame::Read { conversation, to }),
        any::<u32>().prop_map(|nonce| ClientFrame::Ping { nonce }),
    ]
}

fn sent() -> impl Strategy<Value = ClientFrame> {
    let ids = (id::<ConversationId>(), id::<ClientMessageId>());
    let words = (text(), option::of(text()), vec(text(), 0..3), vec(text(), 0..3));
    let places = (
        option::of(id::<ClientConversationId>()),
        option::of(id::<MessageId>()),
        option::of(id::<MessageId>()),
    );
    (ids, words, places).prop_map(|(ids, words, places)| {
        let (conversation, client_id) = ids;
        let (text, model, plain, models) = words;
        let (begin, after, edits) = places;
        ClientFrame::SendMessage {
            conversation,
            client_id,
            text,
            model,
            plain,
            begin,
            after,
            edits,
            models,
        }
    })
}

fn asked() -> impl Strategy<Value = ClientFrame> {
    prop_oneof![
        message_of_conversation()
            .prop_map(|(conversation, message)| ClientFrame::Stop { conversation, message }),
        message_of_conversation()
            .prop_map(|(conversation, message)| ClientFrame::Continue { conversation, message }),
        message_of_conversation()
            .prop_map(|(conversation, message)| ClientFrame::Retry { conversation, message }),
        message_of_conversation()
            .prop_map(|(conversation, message)| ClientFrame::Choose { conversation, message }),
        (message_of_conversation(), option::of(text())).prop_map(
            |((conversation, message), model)| {
                ClientFrame::Regenerate { conversation, message, model }
            }
        ),
    ]
}

pub(super) fn server_frame() -> impl Strategy<Value = ServerFrame> {
    prop_oneof![
        of_the_log().boxed(),
        of_an_answer().boxed(),
        of_the_list().boxed(),
        alone().boxed()
    ]
}

fn of_the_log() -> impl Strategy<Value = ServerFrame> {
    let caught = (id::<ConversationId>(), vec(event(), 0..3), any::<u64>(), any::<bool>());
    let written = (option::of(streaming()), vec(streaming(), 0..3));
    prop_oneof![
        (caught, written).prop_map(|(caught, (streaming, also))| {
            let (conversation, events, head, more) = caught;
            ServerFrame::Caught { conversation, events, head, more, streaming, also }
        }),
        event().prop_map(|event| ServerFrame::Event { event }),
    ]
}

fn of_an_answer() -> impl Strategy<Value = ServerFrame> {
    let piece = || (message_of_conversation(), any::<u64>(), any::<u64>(), text());
    let metered = (message_of_conversation(), any::<u64>(), usage(), option::of(cost()));
    prop_oneof![
        piece().prop_map(|((conversation, message), run, offset, text)| {
            ServerFrame::Delta { conversation, message, run, offset, text }
        }),
        piece().prop_map(|((conversation, message), run, offset, text)| {
            ServerFrame::Thought { conversation, message, run, offset, text }
        }),
        metered.prop_map(|((conversation, message), run, usage, cost)| {
            ServerFrame::Metered { conversation, message, run, usage, cost }
        }),
    ]
}

fn of_the_list() -> impl Strategy<Value = ServerFrame> {
    let chosen = (option::of(id::<MessageId>()), any::<bool>(), any::<u64>())
        .prop_map(|(leaf, apart, version)| Chosen { leaf, apart, version });
    prop_oneof![
        (id::<ConversationId>(), chosen)
            .prop_map(|(conversation, chosen)| ServerFrame::Chosen { conversation, chosen }),
        id::<ConversationId>().prop_map(|conversation| ServerFrame::Resync { conversation }),
        id::<ConversationId>().prop_map(|conversation| ServerFrame::Gone { conversation }),
        conversation().prop_map(|conversation| ServerFrame::Listed { conversation }),
    ]
}

fn alone() -> impl Strategy<Value = ServerFrame> {
    prop_oneof![
        (any::<u16>(), id::<UserId>(), text(), any::<u32>()).prop_map(
            |(version, user, build, heartbeat_ms)| {
                ServerFrame::Hello { version, user, build, heartbeat_ms }
            }
        ),
        Just(ServerFrame::SignedOut),
        (error(), option::of(subject()))
            .prop_map(|(error, about)| ServerFrame::Error { error, about }),
        any::<u32>().prop_map(|nonce| ServerFrame::Pong { nonce }),
        any::<u32>().prop_map(|nonce| ServerFrame::Ping { nonce }),
    ]
}

fn conversation() -> impl Strategy<Value = Conversation> {
    let words = (text(), text(), text());
    let numbers = (any::<i64>(), any::<i64>(), any::<u64>(), any::<u32>());
    let own = (any::<bool>(), any::<bool>());
    (id::<ConversationId>(), words, numbers, own).prop_map(|(id, words, numbers, own)| {
        let (title, model, category) = words;
        let (created_at, updated_at, last_seq, unread) = numbers;
        let (pinned, archived) = own;
        Conversation {
            id,
            title,
            model,
            category,
            created_at,
            updated_at,
            last_seq,
            pinned,
            archived,
            unread,
        }
    })
}

fn streaming() -> impl Strategy<Value = Streaming> {
    (id::<MessageId>(), any::<u64>(), text(), text())
        .prop_map(|(message, run, text, reasoning)| Streaming { message, run, text, reasoning })
}

fn event() -> BoxedStrategy<Event> {
    (id::<ConversationId>(), any::<u64>(), any::<i64>(), body())
        .prop_map(|(conversation, seq, at, body)| Event { conversation, seq, at, body })
        .boxed()
}

fn body() -> impl Strategy<Value = EventBody> {
    let changed = (option::of(text()), option::of(text()), option::of(text()));
    prop_oneof![
        (text(), text()).prop_map(|(title, model)| EventBody::ConversationCreated { title, model }),
        changed.prop_map(|(title, model, category)| {
            EventBody::ConversationChanged { title, model, category }
        }),
        message().prop_map(|message| EventBody::MessageCreated { message }),
        (id::<MessageId>(), any::<u64>(), text()).prop_map(|(message, kept, model)| {
            EventBody::MessageStarted { message, kept, model }
        }),
        completed().prop_map(EventBody::MessageCompleted),
        id::<MessageId>().prop_map(|message| EventBody::MessageDeleted { message }),
    ]
}

type Sums = (Option<Usage>, Option<Cost>, Option<Receipt>, Option<MessageError>);

fn sums() -> BoxedStrategy<Sums> {
    let error = (code(), text()).prop_map(|(code, message)| MessageError { code, message });
    (option::of(usage()), option::of(cost()), option::of(receipt()), option::of(error)).boxed()
}

fn completed() -> impl Strategy<Value = Completed> {
    (id::<MessageId>(), text(), option::of(text()), state(), sums()).prop_map(
        |(message, text, reasoning, state, (usage, cost, receipt, error))| Completed {
            message,
            text,
            reasoning,
            state,
            usage,
            cost,
            receipt,
            error,
        },
    )
}

fn message() -> impl Strategy<Value = Message> {
    let other = || option::of(id::<MessageId>());
    let ids = (id::<MessageId>(), option::of(id::<ClientMessageId>()), other(), other());
    let words = (author(), text(), option::of(text()), state(), option::of(text()));
    let rest = (any::<u64>(), any::<bool>(), any::<i64>());
    (ids, words, sums(), rest).prop_map(|(ids, words, sums, rest)| {
        let (id, client_id, reply_to, parent) = ids;
        let (author, text, reasoning, state, model) = words;
        let (usage, cost, receipt, error) = sums;
        let (seq, deleted, created_at) = rest;
        Message {
            id,
            seq,
            client_id,
            reply_to,
            parent,
            author,
            text,
            reasoning,
            state,
            model,
            usage,
            cost,
            receipt,
            error,
            deleted,
            created_at,
        }
    })
}

fn author() -> impl Strategy<Value = Author> {
    let kinds = vec![AuthorKind::User, AuthorKind::Ai, AuthorKind::System];
    (select(kinds), text(), text()).prop_map(|(kind, id, name)| Author { kind, id, name })
}

fn state() -> impl Strategy<Value = MessageState> {
    select(vec![
        MessageState::Pending,
        MessageState::Streaming,
        MessageState::Complete,
        MessageState::Stopped,
        MessageState::Interrupted,
        MessageState::Failed,
    ])
}

fn usage() -> impl Strategy<Value = Usage> {
    (any::<u64>(), any::<u64>(), any::<u64>(), any::<u64>(), any::<bool>()).prop_map(
        |(input, output, cached, reasoning, estimated)| Usage {
            input,
            output,
            cached,
            reasoning,
            estimated,
        },
    )
}

fn cost() -> impl Strategy<Value = Cost> {
    (any::<i64>(), text()).prop_map(|(micros, currency)| Cost { micros, currency })
}

fn receipt() -> impl Strategy<Value = Receipt> {
    let owners = vec![KeyOwner::User, KeyOwner::Server, KeyOwner::Nobody];
    let times = (option::of(any::<u64>()), option::of(any::<u64>()), any::<u64>());
    (select(owners), times, any::<bool>(), option::of(any::<u64>())).prop_map(
        |(key, times, cached, hidden)| {
            let (first_token_ms, thought_ms, total_ms) = times;
            Receipt { key, first_token_ms, thought_ms, total_ms, cached, hidden }
        },
    )
}

fn code() -> impl Strategy<Value = ErrorCode> {
    prop_oneof![9 => select(ErrorCode::ALL), 1 => Just(ErrorCode::Unknown)]
}

/// Never `null`: a field that may be left out is read as left out where it is that.
fn details() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(|yes| json!(yes)),
        text().prop_map(|text| json!(text)),
        vec(any::<i64>(), 0..3).prop_map(|numbers| json!(numbers)),
        (text(), any::<u64>()).prop_map(|(name, number)| json!({ name: [null, number] })),
    ]
}

fn error() -> impl Strategy<Value = ErrorBody> {
    (code(), text(), option::of(details()), option::of(text())).prop_map(
        |(code, message, details, request_id)| ErrorBody { code, message, details, request_id },
    )
}

fn subject() -> impl Strategy<Value = Subject> {
    prop_oneof![
        id::<ClientMessageId>().prop_map(Subject::ClientMessage),
        id::<MessageId>().prop_map(Subject::Message),
        id::<ConversationId>().prop_map(Subject::Conversation),
    ]
}
