//! attacks.md 1: another person's ids on every route and in every frame. Each must look as if nothing were there.

use adda_protocol::{
    ClientFrame, ClientMessageId, ConversationId, ErrorCode, MessageId, ServerFrame,
    dto::{Done, Page, Session},
    frames::Subject,
};
use reqwest::Method;
use serde_json::json;

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

#[tokio::test]
async fn a01_every_route_is_404_for_another_person() {
    let Scene { app: _app, ana, eve, chat, answer } = scene().await;
    let base = format!("/api/v1/conversations/{chat}");
    let send = json!({ "text": "mine now" });
    let routes = [
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
    ];
    let log = ana.get(&format!("{base}/events")).await;
    for (method, path, body) in routes {
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
        let mut body = reply.json::<serde_json::Value>();
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

#[tokio::test]
async fn a01_every_frame_with_another_persons_ids_says_gone_or_not_found() {
    let Scene { app, ana, eve, chat, answer } = scene().await;
    let mut live = eve.connect().await;
    live.hello(&[(chat, 0)]).await;
    assert_eq!(live.next().await, ServerFrame::Gone { conversation: chat });
    live.send(&ClientFrame::Subscribe { conversation: chat, after: 0 }).await;
    assert_eq!(live.next().await, ServerFrame::Gone { conversation: chat });
    let client_id = app.services.ids.make(ClientMessageId::new);
    let text = "mine now".to_owned();
    live.send(&ClientFrame::SendMessage {
        conversation: chat,
        client_id,
        text,
        model: None,
        plain: Vec::new(),
        begin: None,
        after: None,
        edits: None,
        models: Vec::new(),
    })
    .await;
    let expected = (ErrorCode::NotFound, Some(Subject::ClientMessage(client_id)));
    assert_eq!(live.error().await, expected);
    live.send(&ClientFrame::Read { conversation: chat, to: 9 }).await;
    let expected = (ErrorCode::NotFound, Some(Subject::Conversation(chat)));
    assert_eq!(live.error().await, expected);
    for frame in [
        ClientFrame::Stop { conversation: chat, message: answer },
        ClientFrame::Continue { conversation: chat, message: answer },
        ClientFrame::Retry { conversation: chat, message: answer },
        ClientFrame::Regenerate { conversation: chat, message: answer, model: None },
        ClientFrame::Choose { conversation: chat, message: answer },
    ] {
        live.send(&frame).await;
        let expected = (ErrorCode::NotFound, Some(Subject::Message(answer)));
        assert_eq!(live.error().await, expected, "{frame:?}");
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
