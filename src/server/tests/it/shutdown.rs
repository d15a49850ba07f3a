//! Stopping well.

use std::time::Duration;

use adda_protocol::{Message, MessageState, frames::close};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::support::TestApp;

#[tokio::test]
async fn shutdown_lets_the_answer_finish_then_ends_streams_and_sockets() {
    let mut app = TestApp::with(|config| config.server.shutdown_grace_s = 10).await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    let path = format!("/api/v1/conversations/{chat}/events");
    let mut log = ana.events(ana.request(reqwest::Method::GET, &path)).await;
    log.expect("conversation_created").await;
    let mut stream = ana.ask(chat, "hi").await;
    let answer = app.script.next_request().await;
    answer.text("almost ").await;
    stream.find("message.delta").await;
    app.stop();
    answer.text("done").await;
    answer.stop().await;
    let done: Message = stream.find("message.completed").await.json();
    assert_eq!((done.text.as_str(), done.state), ("almost done", MessageState::Complete));
    assert_eq!(live.closed().await, close::GOING_AWAY);
    while log.next().await.is_some() {}
    let addr = app.addr;
    app.stopped().await;
    assert!(TcpStream::connect(addr).await.is_err());
}

#[tokio::test]
async fn shutdown_waits_until_live_connections_were_told() {
    let (tell, told) = tokio::sync::oneshot::channel();
    let (stop, stopping) = tokio::sync::oneshot::channel::<()>();
    // A runtime of its own, so that whatever was not waited for ends with the server.
    let server = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let app = TestApp::new().await;
            tell.send(app.user("ana").await).ok().unwrap();
            stopping.await.unwrap();
            app.stop();
            app.stopped().await;
        });
    });
    let ana = told.await.unwrap();
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    stop.send(()).unwrap();
    assert_eq!(live.closed().await, close::GOING_AWAY);
    server.join().unwrap();
}

#[tokio::test]
async fn shutdown_interrupts_an_answer_that_takes_longer_than_the_grace() {
    let mut app = TestApp::with(|config| config.server.shutdown_grace_s = 0).await;
    let ana = app.user("ana").await;
    let mut stream = ana.ask(ana.chat().await, "hi").await;
    let answer = app.script.next_request().await;
    answer.text("cut").await;
    stream.find("message.delta").await;
    app.stop();
    let done: Message = stream.find("message.completed").await.json();
    assert_eq!((done.text.as_str(), done.state), ("cut", MessageState::Interrupted));
    app.stopped().await;
}

#[tokio::test]
async fn a22_connections_that_say_nothing_do_not_keep_the_server_from_stopping() {
    let app = TestApp::new().await;
    let mut silent = TcpStream::connect(app.addr).await.unwrap();
    let mut half = TcpStream::connect(app.addr).await.unwrap();
    half.write_all(b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ").await.unwrap();
    app.stop();
    tokio::time::timeout(Duration::from_secs(8), app.stopped()).await.unwrap();
    assert_eq!(silent.read(&mut [0; 1]).await.unwrap_or(0), 0);
}
