//! The service is asked while a message is being written down: what that may show, and what becomes of it where the write comes
//! to something else. Another program holds the database meanwhile, so that the write takes as long as the test wants.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use adda_protocol::{
    ConversationId, ServerFrame,
    dto::{SendMessage, Sent},
};
use adda_server::{chat, provider::ErrorKind, realtime::hub::Delivery};
use tokio::task::JoinHandle;

use crate::world::{World, text_of, until_completed};

const HOLD: &str = "
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('PRAGMA foreign_keys = ON')
db.execute('BEGIN IMMEDIATE')
db.execute(sys.argv[2])
print('held', flush=True)
sys.stdin.readline()
db.execute('COMMIT')
";

/// Has changed something and not committed it yet.
struct Other(Child);

impl Other {
    fn holding(folder: &Path, sql: &str) -> Self {
        let mut python = Command::new("python3");
        python.args(["-c", HOLD]).arg(folder.join("adda.db")).arg(sql);
        let mut child =
            python.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("python3 starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "held\n");
        Self(child)
    }

    fn commit(mut self) {
        self.0.stdin.take().unwrap().write_all(b"\n").unwrap();
        assert!(self.0.wait().unwrap().success());
    }
}

fn sending(world: &World, id: ConversationId, text: &str) -> JoinHandle<Result<Sent, chat::Error>> {
    let (engine, ana) = (world.services.chat.clone(), world.ana.clone());
    let send = text_of(text);
    tokio::spawn(async move { engine.send(&ana, id, send).await })
}

async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(8), what).await.expect("it took too long")
}

#[tokio::test(flavor = "multi_thread")]
async fn answer_that_comes_before_the_commit_shows_after_it() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let mut reader = world.watch(chat.id).await;
    let other = Other::holding(world.dir.path(), "SELECT 1");
    let sending = sending(&world, chat.id, "Quick!");
    let asked = within(world.script.next_request()).await;
    assert_eq!(asked.request().messages.last().unwrap().text, "Quick!");
    asked.text("Here ").await;
    assert!(!sending.is_finished(), "nothing is acknowledged that is not written");
    assert!(world.services.chat.feed(&world.ana, chat.id, 2).await.unwrap().events.is_empty());
    other.commit();
    let sent = within(sending).await.unwrap().unwrap();
    let mut events = 0;
    loop {
        match within(reader.next()).await {
            Delivery::Frame(published) => match &published.frame {
                ServerFrame::Event { .. } => events += 1,
                ServerFrame::Delta { message, text, .. } => {
                    assert_eq!((*message, text.as_str()), (sent.answer.id, "Here "));
                    break;
                }
                _ => {}
            },
            Delivery::Lagged => panic!("the reader lagged"),
        }
    }
    assert_eq!(events, 3, "the message, the answer and the title came before its first word");
    asked.text("it is.").await;
    asked.stop().await;
    assert_eq!(until_completed(&mut reader).await.text, "Here it is.");
    assert!(world.script.idle(), "the service was asked once");
    let (store, ana) = (&world.services.store, world.ana.id());
    let kept = async {
        while store.sent_request(ana, sent.answer.id).await.unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    // What left is kept beside the answer.
    within(kept).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn message_is_answered_though_its_sender_goes_away_before_the_commit() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let mut reader = world.watch(chat.id).await;
    let other = Other::holding(world.dir.path(), "SELECT 1");
    let sending = sending(&world, chat.id, "Never mind me");
    let asked = within(world.script.next_request()).await;
    sending.abort();
    assert!(within(sending).await.unwrap_err().is_cancelled());
    other.commit();
    asked.text("Here you are.").await;
    asked.stop().await;
    assert_eq!(within(until_completed(&mut reader)).await.text, "Here you are.");
}

#[tokio::test(flavor = "multi_thread")]
async fn answer_is_tried_again_though_who_asked_goes_away_before_the_commit() {
    // As few as it takes: another may be sent only half a minute later.
    let mut world = World::with(&["test"], |config| config.limits.sends_per_minute = 2).await;
    let chat = world.chat().await;
    let mut reader = world.watch(chat.id).await;
    let sent = world.send(chat.id, "Once more").await;
    world.script.next_request().await.fail(ErrorKind::Auth).await;
    until_completed(&mut reader).await;

    let other = Other::holding(world.dir.path(), "SELECT 1");
    {
        let retrying = world.services.chat.retry(&world.ana, chat.id, sent.answer.id);
        let mut retrying = std::pin::pin!(retrying);
        let limits = &world.services.limits;
        // Until it is counted: from then on it waits for the database.
        while let Ok(free) = limits.send(world.ana.id()).await {
            limits.give_back(free).await;
            assert!(futures::poll!(&mut retrying).is_pending());
            tokio::task::yield_now().await;
        }
    }
    other.commit();
    let asked = within(world.script.next_request()).await;
    asked.text("Now.").await;
    asked.stop().await;
    assert_eq!(within(until_completed(&mut reader)).await.text, "Now.");
}

#[tokio::test(flavor = "multi_thread")]
async fn call_is_dropped_where_the_message_is_not_written() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let other = Other::holding(world.dir.path(), "DELETE FROM conversations");
    let sending = sending(&world, chat.id, "Anybody there?");
    let asked = within(world.script.next_request()).await;
    asked.text("Yes").await;
    other.commit();
    let refused = within(sending).await.unwrap();
    assert!(matches!(refused, Err(chat::Error::NotFound)), "{refused:?}");
    within(asked.cancelled()).await;
    assert_eq!(world.services.chat.running(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn service_is_asked_anew_where_the_message_came_to_follow_another() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let mut reader = world.watch(chat.id).await;
    world.send(chat.id, "one").await;
    let first = world.script.next_request().await;
    first.text("1").await;
    first.stop().await;
    until_completed(&mut reader).await;

    // Elsewhere the person goes back to the greeting.
    let back = "UPDATE participants SET leaf = (SELECT id FROM messages ORDER BY seq LIMIT 1)";
    let other = Other::holding(world.dir.path(), back);
    let sending = sending(&world, chat.id, "two");
    let expected = within(world.script.next_request()).await;
    assert!(expected.request().messages.iter().any(|line| line.text == "one"));
    expected.text("of the wrong path").await;
    other.commit();
    within(sending).await.unwrap().unwrap();
    let asked = within(world.script.next_request()).await;
    within(expected.cancelled()).await;
    let told = &asked.request().messages;
    assert!(told.iter().all(|line| line.text != "one" && line.text != "1"), "{told:?}");
    assert_eq!(told.last().unwrap().text, "two");
    asked.text("2").await;
    asked.stop().await;
    assert_eq!(until_completed(&mut reader).await.text, "2");
}

#[tokio::test(flavor = "multi_thread")]
async fn service_is_not_asked_again_for_what_was_sent_before() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let send = SendMessage {
        client_id: Some(adda_protocol::ClientMessageId::new(1, [7; 10])),
        ..text_of("once")
    };
    let engine = &world.services.chat;
    engine.send(&world.ana, chat.id, send.clone()).await.unwrap();
    let asked = world.script.next_request().await;
    let mut reader = world.watch(chat.id).await;
    asked.text("1").await;
    asked.stop().await;
    until_completed(&mut reader).await;
    assert!(engine.send(&world.ana, chat.id, send).await.unwrap().duplicate);
    assert!(world.script.idle());
}
