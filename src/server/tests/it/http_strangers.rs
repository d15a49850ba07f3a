//! attacks.md 1: another person's ids on every route and in every frame. Each must look as if nothing were there.

use std::collections::BTreeSet;

use adda_protocol::{
    ClientFrame, ClientMessageId, ConversationId, ErrorCode, MessageId, ServerFrame,
    dto::{Done, Page, Session},
    frames::Subject,
};
use reqwest::Method;
use serde_json::{Value, json};

use super::support::{Person, Reply, TestApp};

const SECRET: &str = "the treasure is under the oak";

/// Ana's chat with an answer in it, and someone else.
struct Scene {
    app: TestApp,
    ana: Person,
    eve: Person,
    chat: ConversationId,
    answer: MessageId,
}

async fn scene() -> Scene {
    let mut app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let chat = ana.chat().await;
    let rename = json!({ "title": SECRET });
    ana.call(Method::PATCH, &format!("/api/v1/conversations/{chat}"), &rename).await;
    let mut stream = ana.ask(chat, SECRET).await;
    let request = app.script.next_request().await;
    request.text(SECRET).await;
    request.stop().await;
    let done = stream.find("message.completed").await;
    let answer = done.json::<adda_protocol::Message>().id;
    Scene { app, ana, eve, chat, answer }
}

fn nothing_there(reply: &Reply, what: &str) {
    assert_eq!(reply.code(), ErrorCode::NotFound, "{what}");
    assert!(!reply.text().contains("oak"), "{what}");
}

/// Every way to a conversation and what is in it, as somebody asks who knows its ids: method, path and body.
fn routes(chat: ConversationId, answer: MessageId) -> Vec<(Method, String, Option<Value>)> {
    let base = format!("/api/v1/conversations/{chat}");
    let send = json!({ "text": "mine now" });
    vec![
        (Method::GET, base.clone(), None),
        (Method::GET, format!("{base}?before=99&limit=200"), None),
        (Method::GET, format!("{base}?around=3"), None),
        (Method::GET, format!("{base}?after=1"), None),
        (Method::PATCH, base.clone(), Some(json!({ "title": "stolen" }))),
        (Method::PATCH, base.clone(), Some(json!({ "pinned": true }))),
        (Method::PATCH, base.clone(), Some(json!({ "archived": true }))),
        (Method::PATCH, base.clone(), Some(json!({ "read_to": 9 }))),
        (Method::PATCH, base.clone(), Some(json!({ "category": "theirs" }))),
        (Method::DELETE, base.clone(), None),
        (Method::DELETE, format!("{base}?undo=10"), None),
        (Method::POST, format!("{base}/messages"), Some(send)),
        (Method::GET, format!("{base}/events"), None),
        (Method::GET, format!("{base}/events?after=1"), None),
        (Method::POST, format!("{base}/messages/{answer}/stop"), Some(json!({}))),
        (Method::POST, format!("{base}/messages/{answer}/continue"), Some(json!({}))),
        (Method::POST, format!("{base}/messages/{answer}/retry"), Some(json!({}))),
        (Method::POST, format!("{base}/messages/{answer}/regenerate"), Some(json!({}))),
        (Method::DELETE, format!("{base}/messages/{answer}"), None),
        (Method::PATCH, format!("{base}/chosen"), Some(json!({ "message": answer }))),
        (Method::GET, format!("{base}?leaf={answer}"), None),
        (Method::POST, format!("{base}/messages"), Some(json!({ "text": "x", "edits": answer }))),
        (Method::GET, format!("{base}/usage"), None),
        (Method::GET, format!("{base}/privacy"), None),
        (Method::PATCH, format!("{base}/privacy"), Some(json!({ "memory": true }))),
        (Method::POST, format!("{base}/shares"), Some(json!({}))),
        (Method::GET, format!("/api/v1/messages/{answer}/sent"), None),
    ]
}

#[tokio::test]
async fn a01_every_route_is_404_for_another_person() {
    let Scene { app: _app, ana, eve, chat, answer } = scene().await;
    let base = format!("/api/v1/conversations/{chat}");
    let log = ana.get(&format!("{base}/events")).await;
    for (method, path, body) in routes(chat, answer) {
        for accept in ["application/json", "text/event-stream"] {
            let mut request = eve.request(method.clone(), &path).header("accept", accept);
            request = request.header("last-event-id", "1.0");
            if let Some(body) = &body {
                request = request.json(body);
            }
            nothing_there(&Reply::of(request).await, &format!("{method} {path}"));
        }
        let mut anonymous = eve.clone();
        anonymous.cookies.clear();
        let mut request = anonymous.request(method.clone(), &path);
        if let Some(body) = &body {
            request = request.json(body);
        }
        assert_eq!(Reply::of(request).await.code(), ErrorCode::Unauthorized, "{method} {path}");
    }
    assert_eq!(ana.get(&format!("{base}/events")).await.body, log.body, "something was changed");
    let list = eve.get("/api/v1/conversations").await;
    assert!(!list.text().contains("oak"));
}

const KEYS: &str = "a01_keys_of_another_person_are_404_as_if_they_were_not_there";

/// What is no part of a conversation: how and where it is asked, and the test that tries it, or why none does.
const ELSEWHERE: &[(&str, &str, &str)] = &[
    ("DELETE", "/api/v1/sessions/{id}", "a01_sessions_of_another_person_are_404"),
    ("DELETE", "/api/v1/api-keys/{id}", "a01_api_key_sees_nothing_of_other_people"),
    ("PATCH", "/api/v1/keys/{id}", KEYS),
    ("DELETE", "/api/v1/keys/{id}", KEYS),
    ("POST", "/api/v1/keys/{id}/test", KEYS),
    ("PATCH", "/api/v1/memories/{id}", "memories_are_edited_and_deleted_by_their_person_only"),
    ("DELETE", "/api/v1/memories/{id}", "memories_are_edited_and_deleted_by_their_person_only"),
    (
        "DELETE",
        "/api/v1/imports/{id}",
        "a01_import_of_another_person_is_neither_seen_nor_cancelled",
    ),
    ("DELETE", "/api/v1/shares/{id}", "a01_another_persons_chat_is_neither_shared_nor_its_share"),
    ("GET", "/v1/models/{model}", "models are nobody's"),
];

/// The description is made of the table that is mounted, so a route that is new fails here until it is tried.
#[tokio::test]
async fn a01_routes_tried_are_all_that_take_an_id() {
    let Scene { app, chat, answer, .. } = scene().await;
    let document = app.stranger().get("/api/openapi.json").await.json::<Value>();
    let mut described = BTreeSet::new();
    let paths = document["paths"].as_object().unwrap();
    for (path, item) in paths.iter().filter(|(path, _)| path.contains('{')) {
        for method in item.as_object().unwrap().keys() {
            described.insert((method.to_uppercase(), nameless(path)));
        }
    }
    let (chat_id, answer_id) = (chat.to_string(), answer.to_string());
    let mut tried: BTreeSet<_> = routes(chat, answer)
        .into_iter()
        .map(|(method, path, _)| {
            let path = path.split('?').next().unwrap_or_default();
            (method.to_string(), path.replace(&chat_id, "{}").replace(&answer_id, "{}"))
        })
        .collect();
    for (method, path, place) in ELSEWHERE {
        assert!(tried.insert(((*method).to_owned(), nameless(path))), "{place}: it is tried here");
    }
    assert_eq!(tried, described);
}

/// A path without the names of what varies in it.
fn nameless(path: &str) -> String {
    let parts = path.split('/').map(|part| if part.starts_with('{') { "{}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn a05_search_finds_nothing_of_another_person() {
    let Scene { app: _app, ana, eve, .. } = scene().await;
    let own = ana.get("/api/v1/search?q=oak").await;
    assert!(own.text().contains("treasure") && own.text().contains("\"hit\":true"));
    for asked in ["oak", "treasure", "%22is%20under%22", "*", "owner:x%20OR%20oak", "oak%00"] {
        let reply = eve.get(&format!("/api/v1/search?q={asked}")).await;
        assert_eq!(reply.text(), r#"{"conversations":[],"items":[]}"#, "{asked}");
    }
    let mut anonymous = eve.clone();
    anonymous.cookies.clear();
    assert_eq!(anonymous.get("/api/v1/search?q=oak").await.code(), ErrorCode::Unauthorized);
}

#[tokio::test]
async fn a01_many_at_once_pass_over_what_is_another_persons() {
    let Scene { app, ana, eve, chat, .. } = scene().await;
    let (own, unknown) = (eve.chat().await, app.services.ids.make(ConversationId::new));
    let base = format!("/api/v1/conversations/{chat}");
    let before = ana.get(&base).await;
    let ids = json!([chat, own, unknown]);
    for (method, path, body) in [
        (Method::PATCH, "", json!({ "ids": ids, "category": "theirs" })),
        (Method::PATCH, "", json!({ "ids": ids, "archived": true, "read": true })),
        (Method::POST, "/delete", json!({ "ids": ids, "undo": 10 })),
        (Method::POST, "/restore", json!({ "ids": ids })),
        (Method::POST, "/delete", json!({ "ids": ids })),
    ] {
        let reply = eve.call(method, &format!("/api/v1/conversations{path}"), &body).await;
        assert_eq!(reply.json::<Done>().ids, [own], "{path}: {body}");
    }
    assert_eq!(ana.get(&base).await.body, before.body, "something was changed");
    assert!(!eve.get("/api/v1/categories").await.text().contains("theirs"));
    // What its owner deleted and can bring back, nobody else can.
    ana.delete(&format!("{base}?undo=10")).await;
    let restore = json!({ "ids": [chat] });
    let reply = eve.post("/api/v1/conversations/restore", &restore).await;
    assert!(reply.json::<Done>().ids.is_empty());
    nothing_there(&ana.get(&base).await, "deleted");
    ana.post("/api/v1/conversations/restore", &restore).await;
    assert_eq!(ana.get(&base).await.body, before.body);
}

#[tokio::test]
async fn a01_unknown_and_foreign_ids_are_told_apart_by_nothing() {
    let Scene { app, eve, chat, .. } = scene().await;
    let unknown = app.services.ids.make(ConversationId::new);
    let strip = |reply: Reply| {
        let mut body = reply.json::<Value>();
        body["error"]["request_id"] = json!(null);
        body
    };
    let foreign = strip(eve.get(&format!("/api/v1/conversations/{chat}")).await);
    assert_eq!(foreign, strip(eve.get(&format!("/api/v1/conversations/{unknown}")).await));
}

#[tokio::test]
async fn a01_message_of_another_chat_is_404_even_in_an_own_chat() {
    let Scene { app: _app, eve, answer, .. } = scene().await;
    let own = eve.chat().await;
    for action in ["stop", "continue", "retry", "regenerate"] {
        let path = format!("/api/v1/conversations/{own}/messages/{answer}/{action}");
        nothing_there(&eve.post(&path, &json!({})).await, action);
    }
    let own = format!("/api/v1/conversations/{own}");
    nothing_there(&eve.delete(&format!("{own}/messages/{answer}")).await, "delete");
    for place in ["after", "edits"] {
        let send = json!({ "text": "mine now", place: answer });
        nothing_there(&eve.post(&format!("{own}/messages"), &send).await, place);
    }
    let chosen = json!({ "message": answer });
    nothing_there(&eve.call(Method::PATCH, &format!("{own}/chosen"), &chosen).await, "chosen");
    nothing_there(&eve.get(&format!("{own}?leaf={answer}")).await, "leaf");
}

#[tokio::test]
async fn a01_forms_of_another_person_change_nothing() {
    let Scene { app: _app, ana, eve, chat, answer } = scene().await;
    let base = format!("/api/v1/conversations/{chat}/events");
    let log = ana.get(&base).await;
    let message = answer.to_string();
    for (path, field, value) in [
        ("", "text", "mine now"),
        ("/rename", "title", "stolen"),
        ("/delete", "forget", "on"),
        ("/delete", "undo", "10"),
        ("/privacy", "x", "x"),
        ("/stop", "message", message.as_str()),
        ("/continue", "message", message.as_str()),
        ("/retry", "message", message.as_str()),
        ("/regenerate", "message", message.as_str()),
        ("/choose", "message", message.as_str()),
        ("/erase", "message", message.as_str()),
    ] {
        let reply = eve.submit(&format!("/c/{chat}{path}"), &[(field, value)]).await;
        assert!(reply.header("location").contains("error=not_found"), "{path}");
    }
    assert_eq!(ana.get(&base).await.body, log.body);
}

/// What somebody hears who sends another person's ids.
enum Refused {
    Gone,
    NotFound(Subject),
    Silently,
}

/// Names every frame: one that is new does not compile until it stands here, and belongs among those tried below.
const fn refused(frame: &ClientFrame) -> Refused {
    match frame {
        ClientFrame::Hello { .. } | ClientFrame::Subscribe { .. } => Refused::Gone,
        ClientFrame::SendMessage { client_id, .. } => {
            Refused::NotFound(Subject::ClientMessage(*client_id))
        }
        ClientFrame::Read { conversation, .. } => {
            Refused::NotFound(Subject::Conversation(*conversation))
        }
        ClientFrame::Stop { message, .. }
        | ClientFrame::Continue { message, .. }
        | ClientFrame::Retry { message, .. }
        | ClientFrame::Regenerate { message, .. }
        | ClientFrame::Choose { message, .. } => Refused::NotFound(Subject::Message(*message)),
        // Ends what is not watched, and names nothing.
        ClientFrame::Unsubscribe { .. } | ClientFrame::Ping { .. } => Refused::Silently,
    }
}

#[tokio::test]
async fn a01_every_frame_with_another_persons_ids_says_gone_or_not_found() {
    let Scene { app, ana, eve, chat, answer } = scene().await;
    let mut live = eve.connect().await;
    live.hello(&[(chat, 0)]).await;
    assert_eq!(live.next().await, ServerFrame::Gone { conversation: chat });
    let frames = [
        ClientFrame::Subscribe { conversation: chat, after: 0 },
        ClientFrame::Unsubscribe { conversation: chat },
        ClientFrame::SendMessage {
            conversation: chat,
            client_id: app.services.ids.make(ClientMessageId::new),
            text: "mine now".to_owned(),
            model: None,
            plain: Vec::new(),
            begin: None,
            after: None,
            edits: None,
            models: Vec::new(),
        },
        ClientFrame::Read { conversation: chat, to: 9 },
        ClientFrame::Stop { conversation: chat, message: answer },
        ClientFrame::Continue { conversation: chat, message: answer },
        ClientFrame::Retry { conversation: chat, message: answer },
        ClientFrame::Regenerate { conversation: chat, message: answer, model: None },
        ClientFrame::Choose { conversation: chat, message: answer },
    ];
    for frame in frames {
        live.send(&frame).await;
        match refused(&frame) {
            Refused::Gone => {
                assert_eq!(
                    live.next().await,
                    ServerFrame::Gone { conversation: chat },
                    "{frame:?}"
                );
            }
            Refused::NotFound(about) => {
                assert_eq!(live.error().await, (ErrorCode::NotFound, Some(about)), "{frame:?}");
            }
            Refused::Silently => {}
        }
    }
    // Nothing of what Ana does there reaches Eve: the next frame is the answer to her ping.
    let rename = json!({ "title": "still mine" });
    ana.call(Method::PATCH, &format!("/api/v1/conversations/{chat}"), &rename).await;
    live.send(&ClientFrame::Ping { nonce: 7 }).await;
    assert_eq!(live.next().await, ServerFrame::Pong { nonce: 7 });
}

#[tokio::test]
async fn a01_sessions_of_another_person_are_404() {
    let Scene { app: _app, ana, eve, .. } = scene().await;
    let sessions = ana.get("/api/v1/sessions").await.json::<Page<Session>>().items;
    nothing_there(&eve.delete(&format!("/api/v1/sessions/{}", sessions[0].id)).await, "session");
    assert_eq!(ana.get("/api/v1/me").await.status, 200);
}
