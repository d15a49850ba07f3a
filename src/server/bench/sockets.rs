//! Memory of idle live connections: a thousand, and as many as one person may have.

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
    server::{Person, Server, client},
};

/// Connections opened first, so that what the server makes once is not counted as theirs.
const FIRST: usize = 50;
const ASKED: [usize; 2] = [1_000, 10_000];
/// Files that are open beside the connections, in the server and here.
const OTHER_FILES: usize = 200;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub async fn measure(report: &mut Report, server: &Server) -> Result<()> {
    let person = Person::register(server, "sockets").await?;
    let mut open = connect(server, &person, FIRST).await?;
    settle().await;
    let before = server.memory()?;
    let allowed = open_files()?.saturating_sub(OTHER_FILES);
    for asked in ASKED {
        let count = asked.min(allowed);
        while open.len() < count {
            let some = (count - open.len()).min(100);
            open.extend(connect(server, &person, some).await?);
        }
        settle().await;
        let counted = counted(server).await?;
        let added = server.memory()?.saturating_sub(before);
        let each = kib(added / u64::try_from(count - FIRST)?);
        let against = format!(
            "resident, beyond the first {FIRST}, all of one person; the server counts {counted}"
        );
        let name = format!("memory of one of {count} idle connections");
        report.row(&name, each, "<= 20 KiB", &against);
        if count < asked {
            let against = "as many as the limit of open files allows";
            report.row("connections", count.to_string(), &asked.to_string(), against);
            break;
        }
    }
    Ok(())
}

/// As many as the server has, which tells whether one was refused or has ended.
async fn counted(server: &Server) -> Result<String> {
    let metrics = client()?.get(server.url("/metrics")).send().await?.error_for_status()?;
    let metrics = metrics.text().await?;
    let mut lines = metrics.lines();
    let line =
        lines.find_map(|line| line.strip_prefix("adda_open_connections{kind=\"websocket\"} "));
    Ok(line.ok_or("the server does not count its connections")?.to_owned())
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
    // Where there is none it says so in a word.
    Ok(line.split_whitespace().nth(3).ok_or("no limit")?.parse().unwrap_or(usize::MAX))
}
