//! What Adda needs of a proxy, asked of each of them.

use std::time::{Duration, Instant};

use adda_protocol::{
    Message, ServerFrame,
    dto::{Page, Session},
};
use adda_server::realtime::hub::Topic;
use reqwest::{
    Method,
    header::{HeaderMap, HeaderName, HeaderValue},
};

use super::proxy::{Kind, Proxy};
use crate::support::{Person, TestApp};

/// A server that believes the proxy, or not, with the proxy before it.
async fn setup(kind: Kind, trusted: bool) -> (TestApp, Proxy) {
    let app = TestApp::with(|config| {
        if trusted {
            config.server.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        }
    })
    .await;
    let proxy = kind.before(app.addr).await;
    (app, proxy)
}

async fn passes_words_on_as_they_come(kind: Kind) {
    let (mut app, proxy) = setup(kind, true).await;
    let mut ana = Person::new(proxy.addr);
    ana.register("ana").await;
    let mut stream = ana.ask(ana.chat().await, "hi").await;
    let answer = app.script.next_request().await;
    for word in ["one ", "two ", "three"] {
        answer.text(word).await;
        // Arrives although the next word is not yet said.
        let delta = stream.find("message.delta").await;
        assert!(delta.data.contains(word), "{delta:?}");
    }
    answer.stop().await;
    let done: Message = stream.find("message.completed").await.json();
    assert_eq!(done.text, "one two three");
}

async fn lets_go_of_streams_whose_reader_left(kind: Kind) {
    let (app, proxy) = setup(kind, true).await;
    let mut ana = Person::new(proxy.addr);
    ana.register("ana").await;
    let chat = ana.chat().await;
    let path = format!("/api/v1/conversations/{chat}/events");
    let mut log = ana.events(ana.request(Method::GET, &path)).await;
    log.expect("conversation_created").await;
    let watchers = || app.services.hub.watchers(Topic::Conversation(chat));
    assert_eq!(watchers(), 1);
    drop(log);
    let since = Instant::now();
    while watchers() > 0 {
        assert!(since.elapsed() < Duration::from_secs(10), "the stream is still open");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn carries_live_connections(kind: Kind) {
    let (_app, proxy) = setup(kind, true).await;
    let mut ana = Person::new(proxy.addr);
    ana.register("ana").await;
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    let chat = ana.chat().await;
    let listed = live.find(|frame| match frame {
        ServerFrame::Listed { conversation } => Some(conversation.id),
        _ => None,
    });
    assert_eq!(listed.await, chat);
}

/// The address of a visitor from 127.0.0.2 who claims to be somebody else, on https, at another host.
async fn address_of_a_liar(proxy: &Proxy) -> String {
    let lies = [
        ("x-forwarded-for", "203.0.113.7"),
        ("x-forwarded-proto", "https"),
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "for=203.0.113.7;proto=https;host=evil.example"),
    ];
    let lies: HeaderMap = lies
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
        .into_iter()
        .collect();
    let mut eve = Person::from(proxy.addr, "127.0.0.2".parse().unwrap(), lies);
    eve.register("eve").await;
    let reply = eve.login().await;
    assert_eq!(reply.status, 200);
    for cookie in reply.set_cookies() {
        assert!(!cookie.contains("Secure"), "it came by http: {cookie}");
    }
    let sessions: Page<Session> = eve.get("/api/v1/sessions").await.json();
    sessions.items.into_iter().find(|session| session.current).unwrap().address
}

async fn tells_the_visitor_s_address_where_it_is_believed(kind: Kind) {
    let (_app, proxy) = setup(kind, true).await;
    assert_eq!(address_of_a_liar(&proxy).await, "127.0.0.2");
    let (_app, proxy) = setup(kind, false).await;
    assert_eq!(address_of_a_liar(&proxy).await, "127.0.0.1");
}

async fn keeps_metrics_inside(kind: Kind) {
    let (app, proxy) = setup(kind, true).await;
    assert_eq!(app.stranger().get("/metrics").await.status, 200);
    assert_eq!(Person::new(proxy.addr).get("/metrics").await.status, 404);
    assert_eq!(Person::new(proxy.addr).get("/health").await.status, 200);
}

macro_rules! each_proxy {
    ($($question:ident),+ $(,)?) => {
        mod nginx { $(#[tokio::test] async fn $question() { super::$question(super::Kind::Nginx).await; })+ }
        mod caddy { $(#[tokio::test] async fn $question() { super::$question(super::Kind::Caddy).await; })+ }
    };
}

each_proxy!(
    passes_words_on_as_they_come,
    lets_go_of_streams_whose_reader_left,
    carries_live_connections,
    tells_the_visitor_s_address_where_it_is_believed,
    keeps_metrics_inside,
);
