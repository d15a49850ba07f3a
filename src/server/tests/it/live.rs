//! The live connection through a real socket.

use adda_protocol::{
    ClientFrame, ClientMessageId, ConversationId, ErrorCode, Event, EventBody, ServerFrame,
    frames::{Subject, close},
    limits,
};
use reqwest::Method;
use serde_json::json;
use tokio_tungstenite::tungstenite::{
    Message as Raw,
    protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    },
};

use super::support::{Live, Person, TestApp};

fn send(app: &TestApp, conversation: ConversationId, text: &str) -> ClientFrame {
    let client_id = app.services.ids.make(ClientMessageId::new);
    ClientFrame::SendMessage {
        conversation,
        client_id,
        text: text.to_owned(),
        model: None,
        plain: Vec::new(),
        begin: None,
        after: None,
        edits: None,
        models: Vec::new(),
    }
}

/// A connection that shows the chat from its beginning and has caught up; the last seq.
async fn watching(person: &Person, chat: ConversationId) -> (Live, u64) {
    let mut live = person.connect().await;
    live.hello(&[(chat, 0)]).await;
    let head = live
        .find(|frame| match frame {
            ServerFrame::Caught { conversation, events, head, more, .. } => {
                assert_eq!((conversation, events.len() as u64, more), (chat, head, false));
                Some(head)
            }
            _ => None,
        })
        .await;
    (live, head)
}

/// All that is written of the chat.
async fn log(person: &Person, chat: ConversationId) -> String {
    person.get(&format!("/api/v1/conversations/{chat}/events")).await.text()
}

async fn delta(live: &mut Live) -> (u64, String) {
    live.find(|frame| match frame {
        ServerFrame::Delta { offset, text, .. } => Some((offset, text)),
        _ => None,
    })
    .await
}

async fn completed(live: &mut Live) -> String {
    loop {
        if let EventBody::MessageCompleted(done) = live.event().await.body {
            return done.text;
        }
    }
}

#[tokio::test]
async fn connection_writes_under_the_new_name_of_its_person_once_it_was_changed() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let (mut live, _) = watching(&ana, chat).await;
    let name = json!({ "name": "Ana Rao" });
    assert_eq!(ana.call(Method::PATCH, "/api/v1/me", &name).await.status, 200);
    // What it was told before this is read by the time it answers.
    live.send(&ClientFrame::Ping { nonce: 1 }).await;
    live.find(|frame| (frame == ServerFrame::Pong { nonce: 1 }).then_some(())).await;
    live.send(&send(&app, chat, "hi")).await;
    let body = live.event().await.body;
    let EventBody::MessageCreated { message } = body else { panic!("{body:?}") };
    assert_eq!(message.author.name, "Ana Rao");
}

#[tokio::test]
async fn connection_sends_a_message_and_two_sockets_stay_in_step() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let (mut one, head) = watching(&ana, chat).await;
    let (mut two, _) = watching(&ana, chat).await;
    one.send(&send(&app, chat, "hi")).await;
    for live in [&mut one, &mut two] {
        for (offset, state) in ["complete", "streaming"].into_iter().enumerate() {
            let Event { seq, body, .. } = live.event().await;
            assert_eq!(seq, head + 1 + offset as u64);
            let EventBody::MessageCreated { message } = body else { panic!("{body:?}") };
            assert_eq!(message.state.as_str(), state);
        }
    }
    let answer = app.script.next_request().await;
    answer.text("Hello").await;
    assert_eq!(delta(&mut one).await, (0, "Hello".to_owned()));
    assert_eq!(delta(&mut two).await, (0, "Hello".to_owned()));
    answer.stop().await;
    assert_eq!(completed(&mut one).await, "Hello");
    assert_eq!(completed(&mut two).await, "Hello");
}

#[tokio::test]
async fn reconnect_resumes_by_seq_in_mid_answer() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let (mut live, head) = watching(&ana, chat).await;
    live.send(&send(&app, chat, "hi")).await;
    live.event().await;
    let answer = app.script.next_request().await;
    answer.text("so far").await;
    delta(&mut live).await;
    drop(live);
    let mut back = ana.connect().await;
    back.hello(&[(chat, head + 1)]).await;
    let ServerFrame::Caught { events, streaming, head: now, .. } = back.next().await else {
        panic!("not caught up");
    };
    let seqs: Vec<_> = events.iter().map(|event| event.seq).collect();
    assert_eq!(seqs, (head + 2..=now).collect::<Vec<_>>());
    assert_eq!(streaming.unwrap().text, "so far");
    answer.text(" and on").await;
    assert_eq!(delta(&mut back).await, (6, " and on".to_owned()));
    answer.stop().await;
    assert_eq!(completed(&mut back).await, "so far and on");
}

#[tokio::test]
async fn send_is_acknowledged_once_per_client_id_wherever_it_is_repeated() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let (mut live, _) = watching(&ana, chat).await;
    let frame = send(&app, chat, "hi");
    let ClientFrame::SendMessage { client_id, .. } = frame else { unreachable!() };
    let mine = async |live: &mut Live| loop {
        if let EventBody::MessageCreated { message } = live.event().await.body
            && message.client_id == Some(client_id)
        {
            return message.id;
        }
    };
    live.send(&frame).await;
    let first = mine(&mut live).await;
    live.send(&frame).await;
    assert_eq!(mine(&mut live).await, first);
    // A connection that does not show the chat is told as well.
    let mut other = ana.connect().await;
    other.hello(&[]).await;
    other.send(&frame).await;
    assert_eq!(mine(&mut other).await, first);
    app.script.next_request().await.stop().await;
    assert!(app.script.idle());
}

#[tokio::test]
async fn stop_and_retry_work_and_impossible_ones_name_the_message() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let (mut live, _) = watching(&ana, chat).await;
    live.send(&send(&app, chat, "hi")).await;
    live.event().await;
    let EventBody::MessageCreated { message } = live.event().await.body else { panic!() };
    let (conversation, message) = (chat, message.id);
    let answer = app.script.next_request().await;
    answer.text("one").await;
    delta(&mut live).await;
    live.send(&ClientFrame::Stop { conversation, message }).await;
    assert_eq!(completed(&mut live).await, "one");
    live.send(&ClientFrame::Stop { conversation, message }).await;
    assert_eq!(live.error().await, (ErrorCode::Conflict, Some(Subject::Message(message))));
    live.send(&ClientFrame::Retry { conversation, message }).await;
    let answer = app.script.next_request().await;
    answer.text("two").await;
    answer.stop().await;
    assert_eq!(completed(&mut live).await, "two");
}

#[tokio::test]
async fn list_changes_and_deletions_reach_every_connection_of_the_person() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut quiet = ana.connect().await;
    quiet.hello(&[]).await;
    let chat = ana.chat().await;
    let listed = quiet
        .find(|frame| match frame {
            ServerFrame::Listed { conversation } => Some(conversation.id),
            _ => None,
        })
        .await;
    assert_eq!(listed, chat);
    let (mut showing, _) = watching(&ana, chat).await;
    ana.delete(&format!("/api/v1/conversations/{chat}")).await;
    let gone = |frame| match frame {
        ServerFrame::Gone { conversation } => Some(conversation),
        _ => None,
    };
    assert_eq!(quiet.find(gone).await, chat);
    assert_eq!(showing.find(gone).await, chat);
    showing.send(&send(&app, chat, "hello?")).await;
    assert_eq!(showing.error().await.0, ErrorCode::NotFound);
}

#[tokio::test]
async fn a03_connection_closes_when_its_session_ends_and_others_go_on() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut laptop = ana.clone();
    laptop.login().await;
    let (mut here, mut there) = (ana.connect().await, laptop.connect().await);
    here.hello(&[]).await;
    there.hello(&[]).await;
    laptop.post("/api/v1/auth/logout", &json!({})).await;
    assert_eq!(there.closed().await, close::UNAUTHORIZED);
    here.send(&ClientFrame::Ping { nonce: 1 }).await;
    assert_eq!(here.next().await, ServerFrame::Pong { nonce: 1 });
}

#[tokio::test]
async fn connection_without_a_session_closes_with_a_code_a_page_can_read() {
    let app = TestApp::new().await;
    let mut nobody = app.stranger().connect().await;
    assert_eq!(nobody.closed().await, close::UNAUTHORIZED);
}

#[tokio::test]
async fn a07_connection_with_a_forged_unsigned_or_expired_token_closes_as_without_one() {
    let app = TestApp::new().await;
    let mut ana = app.user("ana").await;
    // It would renew what expired.
    ana.cookies.remove("adda_refresh");
    ana.connect().await.hello(&[]).await;
    let good = ana.cookies["adda_access"].clone();
    let parts: Vec<&str> = good.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("{good}") };
    let turned: String = signature.chars().rev().collect();
    // {"alg":"none"}
    let unsigned = "eyJhbGciOiJub25lIn0";
    for token in [
        format!("{header}.{claims}.{turned}"),
        format!("{unsigned}.{claims}."),
        format!("{unsigned}.{claims}.{signature}"),
    ] {
        ana.cookies.insert("adda_access".to_owned(), token.clone());
        assert_eq!(ana.connect().await.closed().await, close::UNAUTHORIZED, "{token}");
    }
    ana.cookies.insert("adda_access".to_owned(), good.clone());
    app.clock.advance(16 * 60_000);
    assert_eq!(ana.connect().await.closed().await, close::UNAUTHORIZED, "expired");
}

#[tokio::test]
async fn first_frame_must_be_hello_of_this_version() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    for first in [
        Raw::text("{\"type\":\"hello\",\"version\":999,\"heads\":[]}"),
        Raw::text("{\"type\":\"ping\",\"nonce\":1}"),
        Raw::text("nonsense"),
        Raw::binary(vec![1, 2, 3]),
    ] {
        let mut live = ana.connect().await;
        live.raw(first).await;
        assert_eq!(live.closed().await, close::VERSION);
    }
}

#[tokio::test]
async fn frames_not_understood_are_answered_and_end_the_connection_when_they_go_on() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let before = log(&ana, chat).await;
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    let bad = ["nonsense", "{}", "{\"type\":\"launch\"}", "{\"type\":\"ping\",\"nonce\":-1}"];
    for frame in bad {
        live.raw(Raw::text(frame)).await;
        assert_eq!(live.error().await.0, ErrorCode::Malformed, "{frame}");
    }
    live.send(&ClientFrame::Ping { nonce: 1 }).await;
    assert_eq!(live.next().await, ServerFrame::Pong { nonce: 1 });
    // All that a message needs but the sender's id of it.
    let nameless = json!({ "type": "send_message", "conversation": chat, "text": "hi" });
    for frame in [Raw::binary(vec![0; 8]), Raw::text(nameless.to_string())] {
        live.raw(frame).await;
        assert_eq!(live.error().await.0, ErrorCode::Malformed);
    }
    for frame in bad {
        live.raw(Raw::text(frame)).await;
    }
    assert_eq!(live.closed().await, close::BAD_FRAME);
    assert_eq!(log(&ana, chat).await, before, "something was written");
}

#[tokio::test]
async fn oversized_frames_and_broken_text_close_with_the_protocols_codes() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let (mut live, _) = watching(&ana, chat).await;
    let before = log(&ana, chat).await;
    live.send(&send(&app, chat, &"a".repeat(limits::MESSAGE_BYTES + 1))).await;
    assert_eq!(live.error().await.0, ErrorCode::TooLarge);
    live.raw(Raw::text("a".repeat(limits::FRAME_BYTES + 1))).await;
    assert_eq!(live.closed().await, 1009);
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    let broken = Frame::message(vec![0xff, 0xfe], OpCode::Data(Data::Text), true);
    live.raw(Raw::Frame(broken)).await;
    assert_eq!(live.closed().await, 1007);
    assert_eq!(log(&ana, chat).await, before, "something was written");
}

#[tokio::test]
async fn a22_floods_of_frames_and_connections_are_cut_and_others_unharmed() {
    let app = TestApp::with(|config| {
        config.limits.frames_per_second = 2;
        config.limits.connections_per_user = 3;
    })
    .await;
    let (ana, bea) = (app.user("ana").await, app.user("bea").await);
    let mut calm = bea.connect().await;
    calm.hello(&[]).await;
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    for nonce in 0..40 {
        live.send(&ClientFrame::Ping { nonce }).await;
    }
    assert_eq!(live.closed().await, close::FLOOD);
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut live = ana.connect().await;
        live.hello(&[]).await;
        open.push(live);
    }
    assert_eq!(ana.connect().await.closed().await, close::FLOOD);
    calm.send(&ClientFrame::Ping { nonce: 1 }).await;
    assert_eq!(calm.next().await, ServerFrame::Pong { nonce: 1 });
}

#[tokio::test]
async fn a22_subscriptions_of_one_connection_are_bounded() {
    let app = TestApp::with(|config| config.limits.frames_per_second = 1000).await;
    let ana = app.user("ana").await;
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    let mut last = ana.chat().await;
    for _ in 0..=limits::SUBSCRIPTIONS {
        last = ana.chat().await;
        live.send(&ClientFrame::Subscribe { conversation: last, after: 0 }).await;
    }
    assert_eq!(live.error().await, (ErrorCode::TooLarge, Some(Subject::Conversation(last))));
    live.send(&ClientFrame::Unsubscribe { conversation: last }).await;
    live.send(&ClientFrame::Ping { nonce: 1 }).await;
    live.find(|frame| (frame == ServerFrame::Pong { nonce: 1 }).then_some(())).await;
}

#[tokio::test]
async fn reader_that_lagged_is_told_to_resync_each_conversation() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let (mut live, head) = watching(&ana, chat).await;
    let topic = adda_server::realtime::hub::Topic::Conversation(chat);
    // No await in between: the connection's task cannot read, its queue overflows.
    for nonce in 0..2000 {
        app.services.hub.publish(topic, ServerFrame::Ping { nonce });
    }
    let resync = ServerFrame::Resync { conversation: chat };
    live.find(|frame| (frame == resync).then_some(())).await;
    live.send(&ClientFrame::Subscribe { conversation: chat, after: head }).await;
    live.find(|frame| matches!(frame, ServerFrame::Caught { .. }).then_some(())).await;
}
