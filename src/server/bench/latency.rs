//! What Adda adds to an AI service's own time in conversations, over server-sent events.

use futures::future::try_join_all;
use serde_json::json;

use crate::{
    Result,
    report::Report,
    server::{Person, Server},
    streams::{Streams, compare},
    upstream::Upstream,
};

pub async fn measure(report: &mut Report, server: &Server, upstream: Upstream) -> Result<()> {
    let person = Person::register(server, "latency").await?;
    for chats in [1, 50, 200] {
        let rooms = try_join_all((0..chats).map(|_| person.conversation("gpt-4o-mini"))).await?;
        let requests = rooms.iter().map(|room| {
            let request = person.post(&format!("/api/v1/conversations/{room}/messages"));
            request.header("accept", "text/event-stream").json(&json!({"text": "Hello"}))
        });
        let ours = Streams { requests: requests.collect(), last: "event: message.completed" };
        compare(report, "chats", upstream, ours).await?;
    }
    Ok(())
}
