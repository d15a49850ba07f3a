//! What serde writes is read here as serde reads it.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::json;

use super::*;
use crate::{
    ErrorBody, ErrorCode, ServerFrame,
    dto::{ChatPrivacy, ConversationPage, Done, Leaving, ModelInfo, Page, Session, Totals, User},
    frames::Subject,
    search::SearchPage,
};

const ID: &str = "019a9f00-0000-7000-8000-000000000001";

/// Both readers come to the same, and what is written of it reads as the same again.
fn same<T: FromJson + DeserializeOwned + Serialize + PartialEq + Debug>(value: &Value) {
    let expected: T = serde_json::from_value(value.clone()).unwrap();
    assert_eq!(T::from_json(&mut value.clone()).as_ref(), Some(&expected), "{value}");
    let written = serde_json::to_string(&expected).unwrap();
    assert_eq!(read::<T>(&written), Some(expected), "{written}");
}

/// Neither reader takes it.
fn neither<T: FromJson + DeserializeOwned + Debug>(value: &Value) {
    assert!(serde_json::from_value::<T>(value.clone()).is_err(), "{value}");
    assert!(T::from_json(&mut value.clone()).is_none(), "{value}");
}

/// The value as it is, and without each field of any object in it, one at a time: either both take it, or neither.
fn same_without_any<T: FromJson + DeserializeOwned + Serialize + PartialEq + Debug>(value: &Value) {
    same::<T>(value);
    for path in paths(value, "") {
        let mut less = value.clone();
        let (object, field) = path.rsplit_once('/').unwrap();
        less.pointer_mut(object).unwrap().as_object_mut().unwrap().remove(field);
        both::<T>(&less);
        let mut null = value.clone();
        *null.pointer_mut(&path).unwrap() = Value::Null;
        both::<T>(&null);
        *null.pointer_mut(&path).unwrap() = json!(-1.5);
        both::<T>(&null);
    }
}

fn both<T: FromJson + DeserializeOwned + PartialEq + Debug>(value: &Value) {
    let expected = serde_json::from_value::<T>(value.clone()).ok();
    assert_eq!(T::from_json(&mut value.clone()), expected, "{value}");
}

fn paths(value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let path = format!("{at}/{name}");
                found.extend(paths(inner, &path));
                found.push(path);
            }
        }
        Value::Array(values) => {
            for (place, inner) in values.iter().enumerate() {
                found.extend(paths(inner, &format!("{at}/{place}")));
            }
        }
        _ => {}
    }
    found
}

fn message() -> Value {
    json!({
        "id": ID, "seq": 3, "client_id": ID, "reply_to": ID, "parent": ID,
        "author": {"kind": "ai", "id": "m", "name": "M"},
        "text": "a \"quoted\" ü", "reasoning": "because", "state": "interrupted", "model": "m",
        "usage": {"input": 1, "output": 2, "cached": 1, "reasoning": 1, "estimated": true},
        "cost": {"micros": -5, "currency": "USD"},
        "receipt": {"key": "server", "first_token_ms": 1, "thought_ms": 2, "total_ms": 3, "cached": true, "hidden": 2},
        "error": {"code": "conflict", "message": "No."},
        "deleted": true, "created_at": 1_700_000_000_000_i64,
    })
}

fn conversation() -> Value {
    json!({
        "id": ID, "title": "T", "model": "m", "category": "general", "created_at": 1, "updated_at": 2,
        "last_seq": 3, "pinned": true, "archived": true, "unread": 4,
    })
}

fn streaming() -> Value {
    json!({"message": ID, "run": 1, "text": "so far", "reasoning": "hm"})
}

fn event(body: &Value) -> Value {
    json!({"conversation": ID, "seq": 1, "at": 5, "body": body})
}

#[test]
fn server_frame_is_read_as_serde_reads_it() {
    let completed = json!({
        "type": "message_completed", "message": ID, "text": "t", "reasoning": "r", "state": "complete",
        "usage": {"input": 1, "output": 2}, "cost": {"micros": 1, "currency": "EUR"},
        "receipt": {"key": "nobody", "total_ms": 3}, "error": {"code": "internal", "message": "m"},
    });
    let events = [
        json!({"type": "conversation_created", "title": "t", "model": "m"}),
        json!({"type": "conversation_changed", "title": "t", "model": "m", "category": "c"}),
        json!({"type": "message_created", "message": message()}),
        json!({"type": "message_started", "message": ID, "kept": 7, "model": "m"}),
        completed,
        json!({"type": "message_deleted", "message": ID}),
    ];
    let usage = json!({"input": 1, "output": 2});
    let error =
        json!({"code": "new", "message": "m", "details": {"a": [1, null]}, "request_id": "r"});
    let mut frames = vec![
        json!({"type": "hello", "version": 1, "user": ID, "build": "b", "heartbeat_ms": 1000}),
        json!({"type": "caught", "conversation": ID, "events": events.each_ref().map(event), "head": 2,
            "more": false, "streaming": streaming(), "also": [streaming()]}),
        json!({"type": "delta", "conversation": ID, "message": ID, "run": 1, "offset": 2, "text": "t"}),
        json!({"type": "thought", "conversation": ID, "message": ID, "run": 1, "offset": 2, "text": "t"}),
        json!({"type": "metered", "conversation": ID, "message": ID, "run": 1, "usage": usage,
            "cost": {"micros": 1, "currency": "USD"}}),
        json!({"type": "chosen", "conversation": ID, "chosen": {"leaf": ID, "version": 3, "apart": true}}),
        json!({"type": "resync", "conversation": ID}),
        json!({"type": "gone", "conversation": ID}),
        json!({"type": "listed", "conversation": conversation()}),
        json!({"type": "signed_out"}),
        json!({"type": "error", "error": error, "about": {"type": "client_message", "id": ID}}),
        json!({"type": "error", "error": error, "about": {"type": "message", "id": ID}}),
        json!({"type": "error", "error": error, "about": {"type": "conversation", "id": ID}}),
        json!({"type": "pong", "nonce": 9}),
        json!({"type": "ping", "nonce": 9}),
    ];
    frames.extend(events.iter().map(|body| json!({"type": "event", "event": event(body)})));
    for frame in &frames {
        same_without_any::<ServerFrame>(frame);
    }
}

#[test]
fn answers_are_read_as_serde_reads_them() {
    let page = json!({
        "id": ID, "title": "T", "model": "m", "category": "c", "created_at": 1, "updated_at": 2, "last_seq": 3,
        "messages": [message()], "versions": [{"id": ID, "seq": 1, "parent": ID}],
        "chosen": {"leaf": ID, "version": 2, "apart": true}, "beside": [message()], "before": 1, "after": 9,
        "streaming": streaming(), "also": [streaming()],
    });
    same_without_any::<ConversationPage>(&page);
    same_without_any::<Page<Value>>(&json!({"items": [1, {}], "next": "n"}));
    for role in ["admin", "member", "guest"] {
        let user = json!({"id": ID, "email": "e", "name": "n", "role": role, "created_at": 1, "picture": ID});
        both::<User>(&user);
    }
    for state in ["ready", "needs_key", "gone"] {
        same_without_any::<ModelInfo>(&json!({
            "id": "i", "name": "n", "provider": "p", "context_window": 1, "output_limit": 2, "state": state,
            "price": {"currency": "USD", "input": 1, "cached_input": 2, "output": 3, "as_of": "2026-01-01"},
        }));
    }
    same_without_any::<Session>(&json!({
        "id": ID, "device": "d", "address": "a", "created_at": 1, "last_used_at": 2, "current": true,
    }));
    same_without_any::<Totals>(&json!({
        "answers": 1, "input": 2, "cached": 3, "output": 4, "reasoning": 5, "estimated": 6,
        "costs": [{"micros": 1, "currency": "USD"}],
    }));
    same_without_any::<ChatPrivacy>(&json!({"memory": true, "mood": false}));
    same_without_any::<Done>(&json!({"ids": [ID]}));
    same_without_any::<Leaving>(&json!({"ids": [ID], "left_ms": 5}));
    same_without_any::<SearchPage>(&json!({
        "conversations": [{"id": ID, "title": [{"text": "t", "hit": true}], "updated_at": 1}],
        "items": [{"conversation": ID, "title": "t", "message": ID, "seq": 1,
            "author": {"kind": "system", "id": "i", "name": "n"},
            "excerpt": [{"text": "t", "hit": false}], "created_at": 1}],
        "next": "n",
    }));
}

#[test]
fn words_and_values_are_read_as_serde_reads_them() {
    for code in ErrorCode::ALL {
        same::<ErrorCode>(&json!(code.as_str()));
    }
    for (value, _) in [(json!({"Ok": null}), 0), (json!({"Ok": 1}), 0), (json!({"Err": "no"}), 0)] {
        same::<Result<Option<u64>, String>>(&value);
    }
    same::<(i64, u16)>(&json!([-5, 65_535]));
    same::<()>(&Value::Null);
    neither::<(i64, u16)>(&json!([-5, 65_536]));
    neither::<(i64, u16)>(&json!([1]));
    neither::<Vec<u32>>(&json!([4_294_967_296_u64]));
    neither::<Result<u64, String>>(&json!({}));
    neither::<Subject>(&json!({"type": "other", "id": ID}));
    neither::<ServerFrame>(&json!({"type": "newer"}));
    neither::<ErrorBody>(&json!("text"));
    assert_eq!(read::<u64>("1 2"), None);
}
