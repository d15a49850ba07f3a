use std::time::Duration;

use adda_protocol::Usage;
use adda_server::provider::{Provider, ProviderEvent, StopReason};
use futures::StreamExt;
use tokio::time::timeout;

use super::{KEY, adapter, events, outcome, request, text};
use crate::support::openai_server::{OpenAiServer, Reply, STOP, text_event};

const USAGE: &str = r#"{"choices":[],"usage":{"prompt_tokens":12,"completion_tokens":3,
    "prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":1}}}"#;

#[tokio::test]
async fn answer_comes_as_text_usage_and_stop_for_what_was_asked() {
    let reply =
        Reply::stream().text("").text("Hel").text("lo").event(STOP).event(&USAGE.replace('\n', ""));
    let mut server = OpenAiServer::start([reply.event("[DONE]").end()]).await;
    let usage = Usage { input: 12, output: 3, cached: 8, reasoning: 1, estimated: false };
    let expected = [
        ProviderEvent::Text("Hel".to_owned()),
        ProviderEvent::Text("lo".to_owned()),
        ProviderEvent::Usage(usage),
        ProviderEvent::Stop(StopReason::End),
    ];
    assert_eq!(events(&adapter(&server.base_url())).await.unwrap(), expected);

    let asked = server.received().await;
    assert!(asked.head.starts_with("post /v1/chat/completions http/1.1\r\n"), "{}", asked.head);
    for header in [
        &format!("authorization: bearer {KEY}\r\n"),
        "user-agent: adda/",
        "accept: text/event-stream",
    ] {
        assert!(asked.head.contains(header), "{header} is missing in {}", asked.head);
    }
    let body = serde_json::json!({
        "model": "test-model", "stream": true, "stream_options": {"include_usage": true}, "max_tokens": 100,
        "messages": [{"role": "system", "content": "Be kind."}, {"role": "user", "content": "Hällo?"}],
    });
    assert_eq!(asked.body, body);
}

#[tokio::test]
async fn a13_answer_is_read_between_comments_pings_and_what_nobody_knows() {
    let reply = Reply::stream()
        .chunk(": OPENROUTER PROCESSING\n\n")
        .chunk("event: ping\nid: 7\nretry: 10\n\n")
        .event(r#"{"object":"surprise","choices":[],"prompt_filter_results":[{}]}"#)
        .event(r#"{"choices":[{"index":1,"delta":{"content":"other choice"}}]}"#)
        .event(r#"{"choices":[{"delta":{"role":"assistant","content":null,"tool_calls":[{"x":1}]},"logprobs":null}],"usage":null}"#)
        .chunk(format!("event: message\r\ndata: {}\r\n\r\n:\r\n", text_event("yes")))
        .stop();
    assert_eq!(text(&outcome(reply).await.unwrap()), "yes");
}

#[tokio::test]
async fn answer_without_end_mark_or_last_line_break_is_whole_once_its_reason_came() {
    let done = |reply: Reply| async {
        let events = outcome(reply).await.unwrap();
        assert_eq!(text(&events), "yes");
        events.last().cloned()
    };
    let length = r#"data: {"choices":[{"delta":{},"finish_reason":"length"}]}"#;
    let reply = Reply::stream().text("yes");
    let stop = Some(ProviderEvent::Stop(StopReason::Length));
    assert_eq!(done(reply.clone().chunk(length).end()).await, stop);
    assert_eq!(done(reply.clone().chunk(format!("{length}\n\n")).cut()).await, stop);
    let end = Some(ProviderEvent::Stop(StopReason::End));
    assert_eq!(done(reply.event("[DONE]").hang()).await, end);
}

#[tokio::test]
async fn answer_is_counted_here_when_the_service_does_not_count() {
    let events = outcome(Reply::stream().text("one two three").stop()).await.unwrap();
    let [_, ProviderEvent::Usage(usage), ProviderEvent::Stop(_)] = events.as_slice() else {
        panic!("{events:?}");
    };
    assert!(usage.estimated && usage.input > 4 && usage.output >= 3, "{usage:?}");
}

#[tokio::test]
async fn reasoning_is_told_apart_from_the_answer_and_counted() {
    let reply = Reply::stream()
        .event(r#"{"choices":[{"delta":{"content":null,"reasoning_content":"let me think about it"}}]}"#)
        .text("yes")
        .stop();
    let events = outcome(reply).await.unwrap();
    assert_eq!(text(&events), "yes");
    assert_eq!(events[0], ProviderEvent::Reasoning("let me think about it".to_owned()));
    let Some(ProviderEvent::Usage(usage)) = events.get(2) else { panic!("{events:?}") };
    assert!(usage.estimated && usage.reasoning > 0 && usage.output > usage.reasoning, "{usage:?}");
}

#[tokio::test]
async fn text_is_given_on_as_soon_as_it_came() {
    let server = OpenAiServer::start([Reply::stream().text("first").hang()]).await;
    let mut stream = adapter(&server.base_url()).stream(request()).await.unwrap();
    let first = timeout(Duration::from_secs(5), stream.next()).await.unwrap();
    assert_eq!(first, Some(Ok(ProviderEvent::Text("first".to_owned()))));
}

#[tokio::test]
async fn connection_is_used_again_after_an_answer() {
    // The end of the second body comes late.
    let late = Reply::stream()
        .text("b")
        .event(STOP)
        .event("[DONE]")
        .pause(Duration::from_millis(20))
        .end();
    let replies = [Reply::stream().text("a").stop(), late, Reply::stream().text("c").stop()];
    let mut server = OpenAiServer::start(replies).await;
    let provider = adapter(&server.base_url());
    for expected in ["a", "b", "c"] {
        assert_eq!(text(&events(&provider).await.unwrap()), expected);
        assert_eq!(server.received().await.connection, 0, "{expected}");
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
}

#[tokio::test]
async fn dropped_stream_cancels_the_request() {
    let mut server = OpenAiServer::start([Reply::stream().text("a").hang()]).await;
    let mut stream = adapter(&server.base_url()).stream(request()).await.unwrap();
    stream.next().await.unwrap().unwrap();
    drop(stream);
    assert_eq!(timeout(Duration::from_secs(5), server.closed()).await, Ok(0));
}

#[tokio::test]
async fn answer_is_the_same_wherever_its_bytes_are_cut() {
    let body = format!(
        ": hi\n\ndata: {}\n\ndata: {}\r\n\r\ndata: {STOP}\n\n",
        text_event("ä😀"),
        text_event("b\n")
    );
    let cuts = 1..body.len();
    let replies = cuts.clone().map(|at| {
        let (a, b) = body.as_bytes().split_at(at);
        Reply::stream().chunk(a).chunk(b).end()
    });
    let server = OpenAiServer::start(replies).await;
    let provider = adapter(&server.base_url());
    for at in cuts {
        assert_eq!(text(&events(&provider).await.unwrap()), "ä😀b\n", "cut at {at}");
    }
}
