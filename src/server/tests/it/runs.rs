//! Text names the run of writing it is of, on every way out.

use adda_protocol::{Event, EventBody, MessageId, Seq, ServerFrame, dto::ConversationPage};
use adda_server::provider::ErrorKind;
use serde_json::Value;

use super::support::{Live, TestApp};

/// Skips to the next piece of text: its run, its place and itself.
async fn delta(live: &mut Live) -> (Seq, u64, String) {
    live.find(|frame| match frame {
        ServerFrame::Delta { run, offset, text, .. } => Some((run, offset, text)),
        _ => None,
    })
    .await
}

/// Skips to the start of an answer's next run.
async fn started(live: &mut Live) -> (MessageId, Seq) {
    loop {
        let Event { seq, body, .. } = live.event().await;
        if let EventBody::MessageStarted { message, .. } = body {
            return (message, seq);
        }
    }
}

#[tokio::test]
async fn text_names_the_event_that_began_its_run() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let mut live = ana.connect().await;
    live.hello(&[(chat, 0)]).await;

    let mut stream = ana.ask(chat, "hi").await;
    let placeholder: Value = {
        stream.expect("message.created").await;
        stream.expect("message.created").await.json()
    };
    let answer = app.script.next_request().await;
    answer.text("half an").await;
    let piece: Value = stream.expect("message.delta").await.json();
    assert_eq!(piece["run"], placeholder["seq"]);
    let first = placeholder["seq"].as_u64().unwrap();
    assert_eq!(delta(&mut live).await, (first, 0, "half an".to_owned()));
    answer.fail(ErrorKind::Network).await;
    stream.find("message.completed").await;

    let id = placeholder["id"].as_str().unwrap();
    let retry = format!("/api/v1/conversations/{chat}/messages/{id}/retry");
    assert_eq!(ana.post(&retry, &Value::Null).await.status, 202);
    let (message, second) = started(&mut live).await;
    assert_eq!((message.to_string().as_str(), second > first), (id, true));
    let again = app.script.next_request().await;
    again.text("anew").await;
    assert_eq!(delta(&mut live).await, (second, 0, "anew".to_owned()));

    let page: ConversationPage = ana.get(&format!("/api/v1/conversations/{chat}")).await.json();
    assert_eq!(
        page.streaming.map(|so_far| (so_far.run, so_far.text)),
        Some((second, "anew".to_owned()))
    );
    again.stop().await;
}
