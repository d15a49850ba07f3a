//! What Adda adds to an AI service's own time in conversations, over server-sent events.

use futures::future::try_join_all;
use serde_json::json;

use crate::{
    Result,
    report::Report,
    server::{Person, Server},
    streams::{SAMPLES, Streams, compare},
    upstream::{PROMPT, QUICK, QUICK_THINKING, THINKING, Upstream},
};

/// Messages sent into one conversation at most: the longer it is, the longer is what the service is asked.
const MESSAGES: usize = 30;

pub async fn measure(report: &mut Report, server: &Server, upstream: Upstream) -> Result<()> {
    let person = Person::register(server, "latency").await?;
    for (chats, model, what) in [
        (1, QUICK, "chats"),
        (50, PROMPT, "chats"),
        (200, PROMPT, "chats"),
        (1, QUICK_THINKING, "chats, first token after 50 ms"),
        (200, THINKING, "chats, first token after 50 ms"),
    ] {
        let each = SAMPLES.div_ceil(chats).div_ceil(MESSAGES);
        let rooms = try_join_all((0..chats * each).map(|_| person.conversation(model))).await?;
        let asking = |room: &String| {
            let request = person.post(&format!("/api/v1/conversations/{room}/messages"));
            request.header("accept", "text/event-stream").json(&json!({"text": "Hello"}))
        };
        let lanes = rooms.chunks(each).map(|rooms| rooms.iter().map(asking).collect()).collect();
        let ours = Streams { model, lanes, last: "event: message.completed" };
        compare(report, what, upstream, ours).await?;
    }
    Ok(())
}
