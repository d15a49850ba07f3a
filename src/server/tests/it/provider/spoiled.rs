//! Bodies that are not what the API promises.

use adda_server::provider::ErrorKind;

use super::{failure, outcome};
use crate::support::openai_server::{Reply, STOP, text_event};

#[tokio::test]
async fn stream_that_ends_before_the_answer_did_is_a_network_failure() {
    let half = || Reply::stream().text("half");
    assert_eq!(failure(half().end()).await, ErrorKind::Network);
    assert_eq!(failure(half().cut()).await, ErrorKind::Network);
    assert_eq!(failure(half().chunk("data: {\"choi").cut()).await, ErrorKind::Network);
    assert_eq!(failure(Reply::nothing().cut()).await, ErrorKind::Network);
}

#[tokio::test]
async fn body_that_is_no_stream_is_malformed() {
    let json = |body| Reply::status(200, "content-type: application/json\r\n", body);
    let stream = |body: &[u8]| Reply::stream().chunk(body).end();
    for (name, reply) in [
        ("a page", Reply::status(200, "content-type: text/html\r\n", "<html>Sign in</html>")),
        ("a page called a stream", stream(b"<html>\n<body>Sign in\n\n</html>")),
        ("an answer at once", json(r#"{"choices":[{"message":{"content":"x"}}]}"#)),
        ("JSON cut off", json(r#"{"choices":["#)),
        ("nothing", stream(b"\n")),
        ("only the end mark", stream(b"data: [DONE]\n\n")),
        ("only comments", stream(b": a\n\n: b\n\n")),
        ("invalid JSON", stream(b"data: {\"choices\": [}\n\n")),
        ("an array", stream(b"data: [[{\"delta\":{\"content\":\"x\"}}],null,null]\n\n")),
        ("a number", stream(b"data: 17\n\n")),
        (
            "a text of another type",
            stream(b"data: {\"choices\":[{\"delta\":{\"content\":[1]}}]}\n\n"),
        ),
        (
            "invalid UTF-8",
            stream(b"data: {\"choices\":[{\"delta\":{\"content\":\"\xff\xfe\"}}]}\n\n"),
        ),
        (
            "a lone surrogate",
            stream(b"data: {\"choices\":[{\"delta\":{\"content\":\"\\ud800\"}}]}\n\n"),
        ),
        ("noise", stream(&(0..=255).collect::<Vec<u8>>())),
        ("deep nesting", stream(format!("data: {{\"x\":{}\n\n", "[".repeat(100_000)).as_bytes())),
    ] {
        assert_eq!(failure(reply).await, ErrorKind::Malformed, "{name}");
    }
    assert_eq!(failure(Reply::status(204, "", "")).await, ErrorKind::Malformed, "no content");
}

#[tokio::test]
async fn body_spoiled_in_mid_answer_is_malformed_and_its_words_stay_out_of_the_log() {
    for spoiled in
        [r#"{"choices": secret secret"#, r#"{"choices": "secret secret"}"#, "secret secret"]
    {
        let reply = Reply::stream().text("half").event(spoiled).end();
        let error = outcome(reply).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Malformed);
        assert!(!error.detail.contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn line_without_end_is_cut_short() {
    let part = "x".repeat(64 * 1024);
    let reply = (0..20).fold(Reply::stream().chunk("data: "), |reply, _| reply.chunk(&part));
    assert_eq!(failure(reply.hang()).await, ErrorKind::Malformed);
}

#[tokio::test]
async fn long_line_within_the_bound_is_read() {
    let long = "y".repeat(900 * 1024);
    let reply =
        Reply::stream().chunk(format!("data: {}\n\ndata: {STOP}\n\n", text_event(&long))).end();
    assert_eq!(super::text(&outcome(reply).await.unwrap()), long);
}
