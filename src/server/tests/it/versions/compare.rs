//! Several models asked the same at once.

use std::time::Duration;

use adda_protocol::{
    ConversationId, MessageState,
    dto::{ConversationPage, SendMessage, Sent},
};
use adda_server::{chat::Error, provider::testing::Answer, realtime::hub::Subscriber};

use crate::world::{World, start_with, text_of, until_completed};

const MODELS: [&str; 3] = ["one", "two", "three"];

fn to(models: &[&str]) -> SendMessage {
    let models = models.iter().map(|model| (*model).to_owned()).collect();
    SendMessage { models, ..text_of("Which way?") }
}

async fn world() -> (World, ConversationId, Subscriber) {
    let world = World::with_models(&MODELS).await;
    let chat = world.chat().await.id;
    let reader = world.watch(chat).await;
    (world, chat, reader)
}

async fn page(world: &World, chat: ConversationId) -> ConversationPage {
    world.services.chat.open(&world.ana, chat, None, None).await.unwrap()
}

/// So many requests, in the order of their models.
async fn requests(world: &mut World) -> Vec<Answer> {
    let mut asked = Vec::new();
    for _ in MODELS {
        asked.push(world.script.next_request().await);
    }
    let place = |answer: &Answer| MODELS.iter().position(|model| *model == answer.request().model);
    asked.sort_by_key(place);
    let models: Vec<_> = asked.iter().map(|answer| answer.request().model.clone()).collect();
    assert_eq!(models, MODELS);
    asked
}

async fn ask(world: &World, chat: ConversationId) -> Sent {
    world.services.chat.send(&world.ana, chat, to(&MODELS)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_models_answer_side_by_side_until_one_is_kept() {
    let (mut world, chat, mut reader) = world().await;
    let sent = ask(&world, chat).await;
    assert_eq!(sent.beside.len(), 2);
    let asked = requests(&mut world).await;
    let now = page(&world, chat).await;
    assert_eq!(now.messages.last().unwrap().id, sent.message.id, "the path ends before them");
    assert!(now.chosen.apart && now.chosen.leaf == Some(sent.message.id));
    assert_eq!(now.beside.len(), 3);
    assert!(now.beside.iter().all(|answer| answer.state == MessageState::Streaming));

    for (answer, text) in asked.iter().zip(["left", "right", "on"]) {
        answer.text(text).await;
    }
    let texts = async {
        loop {
            let now = page(&world, chat).await;
            let so_far = now.streaming.iter().chain(&now.also);
            if so_far.filter(|so_far| !so_far.text.is_empty()).count() == 3 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), texts).await.unwrap();
    for answer in asked {
        answer.stop().await;
        until_completed(&mut reader).await;
    }
    let now = page(&world, chat).await;
    let told: Vec<_> = now.beside.iter().map(|answer| answer.text.as_str()).collect();
    assert_eq!(told, ["left", "right", "on"]);
    assert!(now.beside.iter().all(|answer| answer.usage.is_some() && answer.cost.is_some()));
    let used = world.services.chat.usage(&world.ana, chat).await.unwrap();
    assert_eq!(used.answers, 3, "each is accounted for");

    let kept = now.beside[1].id;
    let now = world.services.chat.choose(&world.ana, chat, kept).await.unwrap();
    assert!(!now.chosen.apart && now.beside.is_empty());
    assert_eq!((now.messages.last().unwrap().id, now.versions.len()), (kept, 3));
    world.send(chat, "Why?").await;
    let asked = world.script.next_request().await;
    let told = format!("{:?}", asked.request().messages);
    assert!(told.contains("right") && !told.contains("left"), "{told}");
    assert_eq!(world.services.store.check().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_message_sent_before_one_is_kept_waits_for_all_and_follows_the_first() {
    let (mut world, chat, mut reader) = world().await;
    let sent = ask(&world, chat).await;
    let asked = requests(&mut world).await;
    let next = world.send(chat, "And then?").await;
    assert_eq!(
        (next.answer.state, next.message.parent),
        (MessageState::Pending, Some(sent.answer.id))
    );
    for (answer, text) in asked.into_iter().zip(MODELS) {
        assert!(world.script.idle(), "one turn after the other");
        answer.text(text).await;
        answer.stop().await;
        until_completed(&mut reader).await;
    }
    let asked = world.script.next_request().await;
    let told: Vec<_> = asked.request().messages.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(told[told.len() - 3..], ["Which way?", "one", "And then?"]);
    assert!(!page(&world, chat).await.chosen.apart);
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_models_asked_while_an_answer_is_written_begin_together_after_it() {
    let (mut world, chat, mut reader) = world().await;
    world.send(chat, "First").await;
    let first = world.script.next_request().await;
    let sent = ask(&world, chat).await;
    assert!(sent.beside.iter().chain([&sent.answer]).all(|it| it.state == MessageState::Pending));
    assert!(world.script.idle());
    first.text("ok").await;
    first.stop().await;
    until_completed(&mut reader).await;
    let mut asked = requests(&mut world).await;

    // One of them is stopped; the others go on.
    let engine = &world.services.chat;
    engine.stop(&world.ana, chat, sent.beside[0].id).await.unwrap();
    asked.remove(1).cancelled().await;
    until_completed(&mut reader).await;
    let states: Vec<_> = page(&world, chat).await.beside.iter().map(|it| it.state).collect();
    let streaming = MessageState::Streaming;
    assert_eq!(states, [streaming, MessageState::Stopped, streaming]);
    // It can be written anew beside them.
    engine.retry(&world.ana, chat, sent.beside[0].id).await.unwrap();
    assert_eq!(world.script.next_request().await.request().model, "two");
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_answers_side_by_side_cut_off_by_a_kill_are_kept_with_their_texts() {
    let (mut world, chat, _reader) = world().await;
    ask(&world, chat).await;
    let asked = requests(&mut world).await;
    for (answer, text) in asked.iter().zip(MODELS) {
        answer.text(text).await;
    }
    let saved = async {
        loop {
            let all = world.services.store.messages(chat, None, 3).await.unwrap();
            if all.iter().all(|answer| !answer.text.is_empty()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), saved).await.unwrap();

    // A second server on the same file, as after a kill.
    let (restarted, script) = start_with(world.dir.path(), &MODELS, |_| {}).await;
    restarted.chat.recover().await.unwrap();
    let page = restarted.chat.open(&world.ana, chat, None, None).await.unwrap();
    assert!(page.chosen.apart && script.idle());
    let kept: Vec<_> = page.beside.iter().map(|it| (it.text.as_str(), it.state)).collect();
    assert_eq!(kept, MODELS.map(|text| (text, MessageState::Interrupted)));
    assert_eq!(restarted.store.check().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn models_are_two_to_four_different_ones_that_are_there() {
    let (mut world, chat, _reader) = world().await;
    let engine = world.services.chat.clone();
    let ana = world.ana.clone();
    let send = async |message: SendMessage| engine.send(&ana, chat, message).await;
    for wrong in [&["one"][..], &["one", "one"], &["one", "two", "three", "four", "five"]] {
        let refused = send(to(wrong)).await;
        assert!(matches!(refused, Err(Error::Invalid { field: "models", .. })), "{wrong:?}");
    }
    let both = SendMessage { model: Some("one".to_owned()), ..to(&MODELS) };
    assert!(matches!(send(both).await, Err(Error::Invalid { .. })));
    assert!(matches!(send(to(&["one", "x"])).await, Err(Error::ModelUnavailable(_))));
    assert!(world.script.idle());
    assert_eq!(page(&world, chat).await.messages.len(), 1, "nothing was written");
    let client_id = Some(world.services.ids.make(adda_protocol::ClientMessageId::new));
    let once = SendMessage { client_id, ..to(&["one", "two"]) };
    engine.send(&world.ana, chat, once.clone()).await.unwrap();
    assert!(engine.send(&world.ana, chat, once).await.unwrap().duplicate);
    for _ in 0..2 {
        world.script.next_request().await;
    }
    assert!(world.script.idle());
}
