//! What Adda adds to an AI service's own time in conversations, over server-sent events.

use futures::future::try_join_all;
use serde_json::json;

use crate::{
    Result,
    report::Report,
    server::{Person, Server},
    streams::{Streams, compare},
    upstream::{PROMPT, QUICK, QUICK_THINKING, THINKING, Upstream},
};

pub async fn measure(report: &mut Report, server: &Server, upstream: Upstream) -> Result<()> {
    let person = Person::register(server, "latency").await?;
    for (chats, model, what) in [
        (1, QUICK, "chats"),
        (50, PROMPT, "chats"),
        (200, PROMPT, "chats"),
        (1, QUICK_THINKING, "chats, first token after 50 ms"),
        (200, THINKING, "chats, first token after 50 ms"),
    ] {
        let rooms = try_join_all((0..chats).map(|_| person.conversation(model))).await?;
        let requests = rooms.iter().map(|room| {
            let request = person.post(&format!("/api/v1/conversations/{room}/messages"));
            request.header("accept", "text/event-stream").json(&json!({"text": "Hello"}))
        });
        let last = "event: message.completed";
        let ours = Streams { model, requests: requests.collect(), last };
        compare(report, what, upstream, ours).await?;
    }
    Ok(())
}
