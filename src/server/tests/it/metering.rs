//! What answers use and cost, from the first token to the sums.

use adda_protocol::{
    ClientFrame, ClientMessageId, ConversationId, ErrorCode, EventBody, KeyOwner, Message,
    MessageState, ServerFrame, Usage,
    dto::{ConversationPage, Totals, UsageReport},
    events::Completed,
};
use serde_json::json;

use super::support::TestApp;

fn say(conversation: ConversationId, text: &str) -> ClientFrame {
    let client_id = ClientMessageId::new(1, [3; 10]);
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

fn completed(frame: ServerFrame) -> Option<Completed> {
    match frame {
        ServerFrame::Event { event } => match event.body {
            EventBody::MessageCompleted(done) => Some(done),
            _ => None,
        },
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn usage_of_messages_chat_and_report_are_the_same_sums() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    for (input, output) in [(100, 20), (7, 3)] {
        let path = format!("/api/v1/conversations/{chat}/messages");
        let asked = tokio::spawn({
            let ana = ana.clone();
            async move { ana.post(&path, &json!({ "text": "How much?" })).await }
        });
        let answer = app.script.next_request().await;
        answer.reasoning("Let me think.").await;
        answer.text("Much.").await;
        answer.usage(Usage { input, output, ..Usage::default() }).await;
        answer.stop().await;
        assert_eq!(asked.await.unwrap().status, 201);
    }
    let page: ConversationPage = ana.get(&format!("/api/v1/conversations/{chat}")).await.json();
    let answers: Vec<&Message> = page.messages.iter().filter(|m| m.usage.is_some()).collect();
    assert_eq!(answers.len(), 2);
    let cost: i64 = answers.iter().map(|m| m.cost.as_ref().unwrap().micros).sum();
    assert_eq!(cost, 107 + 2 * 23, "a dollar a million in, two out");
    for answer in &answers {
        assert_eq!(answer.reasoning.as_deref(), Some("Let me think."));
        let receipt = answer.receipt.unwrap();
        assert_eq!(receipt.key, KeyOwner::Nobody);
        assert!(receipt.first_token_ms.is_some_and(|first| first <= receipt.total_ms));
    }
    let totals: Totals = ana.get(&format!("/api/v1/conversations/{chat}/usage")).await.json();
    assert_eq!((totals.answers, totals.input, totals.output), (2, 107, 23));
    assert_eq!(totals.costs[0].micros, cost);
    let report: UsageReport = ana.get("/api/v1/usage").await.json();
    assert_eq!(report.total, totals);
    assert_eq!(report.lines.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn usage_is_shown_while_the_answer_is_written_and_estimated_until_told() {
    let mut app = TestApp::with(|config| config.limits.checkpoint_ms = 50).await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let mut live = ana.connect().await;
    live.hello(&[(chat, 0)]).await;
    live.send(&say(chat, "Count.")).await;
    let answer = app.script.next_request().await;
    answer.text("One, two, three, four.").await;
    let metered = |frame| match frame {
        ServerFrame::Metered { usage, cost, .. } => Some((usage, cost)),
        _ => None,
    };
    let (usage, cost) = live.find(metered).await;
    assert!(usage.estimated && usage.input > 0 && usage.output > 0, "{usage:?}");
    assert!(cost.is_some_and(|cost| cost.micros > 0));
    answer.usage(Usage { input: 50, output: 6, ..Usage::default() }).await;
    answer.stop().await;
    let done = live.find(completed).await;
    assert_eq!(done.usage, Some(Usage { input: 50, output: 6, ..Usage::default() }));
    assert_eq!(done.cost.unwrap().micros, 62);
}

#[tokio::test(flavor = "multi_thread")]
async fn usage_of_a_stopped_answer_is_what_was_seen() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let mut live = ana.connect().await;
    live.hello(&[(chat, 0)]).await;
    live.send(&say(chat, "Go on and on.")).await;
    let answer = app.script.next_request().await;
    answer.text("And on, and on, and on.").await;
    let delta = |frame| match frame {
        ServerFrame::Delta { message, .. } => Some(message),
        _ => None,
    };
    let message = live.find(delta).await;
    let stopped = ana
        .post(&format!("/api/v1/conversations/{chat}/messages/{message}/stop"), &json!({}))
        .await;
    assert!(stopped.status.is_success(), "{}", stopped.text());
    answer.cancelled().await;
    let done = live.find(completed).await;
    assert_eq!(done.state, MessageState::Stopped);
    let usage = done.usage.unwrap();
    assert!(usage.estimated && usage.output >= 6, "{usage:?}");
    let report: UsageReport = ana.get("/api/v1/usage").await.json();
    assert_eq!((report.total.output, report.total.estimated), (usage.output, 1));
}

#[tokio::test]
async fn usage_is_nobody_elses_to_see() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let chat = ana.chat().await;
    let path = format!("/api/v1/conversations/{chat}/usage");
    assert_eq!(eve.get(&path).await.code(), ErrorCode::NotFound);
    for path in ["/api/v1/usage", "/api/v1/usage.csv", &path] {
        assert_eq!(app.stranger().get(path).await.code(), ErrorCode::Unauthorized);
    }
}

#[tokio::test]
async fn usage_table_is_a_file_and_bad_days_are_named() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let table = ana.get("/api/v1/usage.csv?from=2026-11-01&to=2026-11-30").await;
    assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8");
    let name = table.headers["content-disposition"].to_str().unwrap();
    assert!(name.contains("adda-usage-2026-11-01-2026-11-30.csv"), "{name}");
    for (query, field) in [
        ("from=2026-02-30", "from"),
        ("to=tomorrow", "to"),
        ("from=2026-12-01&to=2026-11-01", "from"),
        ("from=1990-01-01", "from"),
    ] {
        let reply = ana.get(&format!("/api/v1/usage?{query}")).await;
        assert_eq!(reply.status, 422, "{query}");
        assert!(reply.text().contains(&format!("\"field\":\"{field}\"")), "{}", reply.text());
    }
}
