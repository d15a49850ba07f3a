//! Memory of idle live connections.

use std::{fs, time::Duration};

use adda_protocol::{ClientFrame, frames};
use futures::{SinkExt, StreamExt, future::try_join_all};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream,
    tungstenite::{Message, client::IntoClientRequest},
};

use crate::{
    Result,
    report::{Report, kib},
    server::{Person, Server},
};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub async fn measure(report: &mut Report, server: &Server) -> Result<()> {
    let person = Person::register(server, "sockets").await?;
    let mut open = connect(server, &person, 50).await?;
    settle().await;
    let before = server.memory()?;
    let allowed = open_files()?.saturating_sub(200);
    for wanted in [1_000, 9_950] {
        let wanted = wanted.min(allowed);
        while open.len() < wanted {
            let some = (wanted - open.len()).min(100);
            open.extend(connect(server, &person, some).await?);
        }
        settle().await;
        let added = server.memory()?.saturating_sub(before);
        let each = kib(added / u64::try_from(open.len() - 50)?);
        let against = "resident memory before and after, all of one person, subscribed to nothing";
        report.row(
            &format!("memory of one of {wanted} idle connections"),
            each,
            "<= 20 KiB",
            against,
        );
        if wanted == allowed {
            report.row(
                "connections",
                wanted.to_string(),
                "10,000",
                "as many as the limit of open files allows",
            );
            break;
        }
    }
    Ok(())
}

/// Freed memory is given back, and buffers of the start are gone.
async fn settle() {
    tokio::time::sleep(Duration::from_secs(2)).await;
}

async fn connect(server: &Server, person: &Person, count: usize) -> Result<Vec<Socket>> {
    try_join_all((0..count).map(|_| connect_one(server, person))).await
}

async fn connect_one(server: &Server, person: &Person) -> Result<Socket> {
    let mut request = format!("ws://{}/ws", server.address).into_client_request()?;
    request.headers_mut().insert("cookie", person.cookies.parse()?);
    request.headers_mut().insert("origin", server.url("").parse()?);
    let (mut socket, _) = tokio_tungstenite::connect_async(request).await?;
    let hello = ClientFrame::Hello { version: frames::VERSION, heads: Vec::new() };
    socket.send(Message::text(serde_json::to_string(&hello)?)).await?;
    match socket.next().await {
        Some(Ok(Message::Text(text))) if text.contains("hello") => Ok(socket),
        other => Err(format!("no hello: {other:?}").into()),
    }
}

/// How many files this process may have open; the server inherits it.
fn open_files() -> Result<usize> {
    let limits = fs::read_to_string("/proc/self/limits")?;
    let line = limits.lines().find(|line| line.starts_with("Max open files")).ok_or("no limit")?;
    Ok(line.split_whitespace().nth(3).ok_or("no limit")?.parse()?)
}
