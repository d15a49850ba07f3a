//! Conversations that are made with their first message, under an id their owner chose.

use adda_protocol::{
    ClientConversationId, ClientFrame, ClientMessageId, ConversationId, ErrorCode, EventBody,
    Message, ServerFrame,
    dto::{Conversation, ConversationPage, Page},
    frames::Subject,
    limits,
};
use reqwest::{
    Method,
    header::{ACCEPT_LANGUAGE, CONTENT_TYPE},
};
use serde_json::json;

use super::support::{Live, Person, Reply, TestApp};

/// The frame that begins a conversation, whose it claims to be.
fn begin(
    app: &TestApp,
    conversation: ConversationId,
    begin: ClientConversationId,
    text: &str,
) -> (ClientFrame, ClientMessageId) {
    let (client_id, text) = (app.services.ids.make(ClientMessageId::new), text.to_owned());
    let begin = Some(begin);
    (
        ClientFrame::SendMessage {
            conversation,
            client_id,
            text,
            model: None,
            plain: Vec::new(),
            begin,
            after: None,
            edits: None,
            models: Vec::new(),
        },
        client_id,
    )
}

async fn me(person: &Person) -> adda_protocol::UserId {
    person.get("/api/v1/me").await.json::<adda_protocol::dto::Me>().user.id
}

async fn conversations(person: &Person) -> Vec<Conversation> {
    person.get("/api/v1/conversations").await.json::<Page<Conversation>>().items
}

/// Skips to the message with this client id.
async fn arrived(live: &mut Live, client_id: ClientMessageId) -> Message {
    loop {
        if let EventBody::MessageCreated { message } = live.event().await.body
            && message.client_id == Some(client_id)
        {
            return message;
        }
    }
}

#[tokio::test]
async fn first_message_makes_its_conversation_once_however_often_it_is_sent() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let draft = app.services.ids.make(ClientConversationId::new);
    let chat = ConversationId::begun(me(&ana).await, draft);
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    let (frame, client_id) = begin(&app, chat, draft, "Which taxes are there?");
    live.send(&frame).await;
    live.send(&ClientFrame::Subscribe { conversation: chat, after: 0 }).await;
    let first = arrived(&mut live, client_id).await;
    let head = live
        .find(|frame| match frame {
            ServerFrame::Caught { conversation, head, .. } if conversation == chat => Some(head),
            ServerFrame::Gone { .. } => panic!("asked for after it was made"),
            _ => None,
        })
        .await;
    assert_eq!((first.seq, head >= 3), (3, true), "after the greeting");

    // As after a connection lost before the answer came, on this device or another.
    let mut again = ana.connect().await;
    again.hello(&[]).await;
    again.send(&frame).await;
    assert_eq!(arrived(&mut again, client_id).await.id, first.id);
    let form = json!({ "client_id": draft });
    let made = ana.post("/api/v1/conversations", &form).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.json::<Conversation>().id, chat);

    let all = conversations(&ana).await;
    assert_eq!(all.iter().map(|chat| chat.id).collect::<Vec<_>>(), [chat]);
    assert!(!all[0].title.is_empty(), "named by its first message");
    let asked = app.script.next_request().await;
    assert_eq!(asked.request().messages.last().unwrap().text, "Which taxes are there?");
    assert!(app.script.idle(), "one answer");
}

#[tokio::test]
async fn refused_first_message_makes_no_conversation() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let draft = app.services.ids.make(ClientConversationId::new);
    let chat = ConversationId::begun(me(&ana).await, draft);
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    for (text, code) in [
        (" ".to_owned(), ErrorCode::Invalid),
        ("x".repeat(limits::MESSAGE_BYTES + 1), ErrorCode::TooLarge),
    ] {
        let (frame, client_id) = begin(&app, chat, draft, &text);
        live.send(&frame).await;
        assert_eq!(live.error().await, (code, Some(Subject::ClientMessage(client_id))));
    }
    assert!(conversations(&ana).await.is_empty());
}

/// attacks.md 1: claiming the id of somebody else's conversation tells nothing of it and changes nothing in it.
#[tokio::test]
async fn a01_beginning_a_conversation_of_another_person_tells_nothing_of_it() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let draft = app.services.ids.make(ClientConversationId::new);
    let form = json!({ "client_id": draft, "title": "Oak Street" });
    let chat = ana.post("/api/v1/conversations", &form).await.json::<Conversation>().id;
    let log = format!("/api/v1/conversations/{chat}/events");
    let before = ana.get(&log).await.body;

    let mut live = eve.connect().await;
    live.hello(&[]).await;
    let unknown = app.services.ids.make(ConversationId::new);
    let other = app.services.ids.make(ClientConversationId::new);
    let mut answers = Vec::new();
    for (claimed, draft) in [(chat, draft), (chat, other), (unknown, draft), (unknown, other)] {
        let (frame, client_id) = begin(&app, claimed, draft, "mine now");
        live.send(&frame).await;
        let (code, about) = live.error().await;
        assert_eq!(about, Some(Subject::ClientMessage(client_id)));
        answers.push(code);
    }
    assert_eq!(answers, [ErrorCode::NotFound; 4]);

    // The same client id is another conversation for another person.
    let reply = eve.post("/api/v1/conversations", &form).await;
    assert_eq!(reply.status, 201);
    let own = reply.json::<Conversation>().id;
    assert_ne!(own, chat);
    let hers: Vec<_> = conversations(&eve).await.into_iter().map(|chat| chat.id).collect();
    assert_eq!(hers, [own]);
    assert_eq!(ana.get(&log).await.body, before);
}

#[tokio::test]
async fn greeting_is_in_the_chosen_language_or_that_of_the_browser_on_every_way_in() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    assert!(greeted(&ana, ana.chat().await).await.starts_with("Hello ana!"));
    let (asks, new) = ("hi-IN,en;q=0.8", json!({}));
    let request = ana.request(Method::POST, "/api/v1/conversations");
    let made = Reply::of(request.header(ACCEPT_LANGUAGE, asks).json(&new)).await;
    assert!(greeted(&ana, made.json::<Conversation>().id).await.starts_with("नमस्ते ana!"));
    assert!(begun(&app, &ana, asks).await.starts_with("नमस्ते ana!"));
    assert!(begun(&app, &ana, "fr").await.starts_with("Hello ana!"));

    // What they chose goes before what the browser asks for.
    for (language, hello) in [("en", "Hello"), ("hi", "नमस्ते")] {
        let change = json!({ "language": language });
        let chosen = ana.call(Method::PATCH, "/api/v1/me/appearance", &change).await;
        assert_eq!(chosen.status, 200, "{}", chosen.text());
        assert!(begun(&app, &ana, "hi, en;q=0.1").await.starts_with(hello), "{language}");
        let form = ana.request(Method::POST, "/c").header(ACCEPT_LANGUAGE, asks);
        let form = form.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body("text=");
        let page = Reply::of(form).await.headers["location"].to_str().unwrap().to_owned();
        let chat = page.strip_prefix("/c/").unwrap().parse().unwrap();
        assert!(greeted(&ana, chat).await.starts_with(hello), "{language}");
    }
}

/// The greeting of a conversation.
async fn greeted(person: &Person, chat: ConversationId) -> String {
    let page: ConversationPage = person.get(&format!("/api/v1/conversations/{chat}")).await.json();
    page.messages[0].text.clone()
}

/// The greeting of a conversation begun over a live connection, whose browser asks for these languages.
async fn begun(app: &TestApp, person: &Person, asks: &str) -> String {
    let (cookie, origin) = (person.cookie(), person.origin());
    let lines = [("cookie", &*cookie), ("origin", &origin), ("accept-language", asks)];
    let mut live = Live::with(app.addr, lines).await.unwrap();
    live.hello(&[]).await;
    let draft = app.services.ids.make(ClientConversationId::new);
    let chat = ConversationId::begun(me(person).await, draft);
    let (frame, client_id) = begin(app, chat, draft, "Which taxes are there?");
    live.send(&frame).await;
    arrived(&mut live, client_id).await;
    greeted(person, chat).await
}
