//! Versions and a server that is killed.

use std::time::Duration;

use adda_protocol::{MessageState, dto::Regenerate};

use crate::world::{World, start, until_completed};

#[tokio::test(flavor = "multi_thread")]
async fn f05_regenerated_answer_cut_off_by_a_kill_is_kept_beside_the_first() {
    let mut world = World::new().await;
    let chat = world.chat().await.id;
    let mut reader = world.watch(chat).await;
    let first = world.send(chat, "one").await.answer.id;
    let asked = world.script.next_request().await;
    asked.text("uno").await;
    asked.stop().await;
    until_completed(&mut reader).await;
    let engine = &world.services.chat;
    let again = engine.regenerate(&world.ana, chat, first, Regenerate::default()).await.unwrap();
    let waits = engine.regenerate(&world.ana, chat, first, Regenerate::default()).await.unwrap();
    assert_eq!(waits.answer.state, MessageState::Pending);
    let asked = world.script.next_request().await;
    asked.text("ein").await;
    let id = again.answer.id;
    let saved = async {
        while world.services.store.message(chat, id).await.unwrap().unwrap().text.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), saved).await.unwrap();
    engine.choose(&world.ana, chat, id).await.unwrap();

    // A second server on the same file, as after a kill.
    let (restarted, mut script) = start(world.dir.path()).await;
    restarted.chat.recover().await.unwrap();
    let page = restarted.chat.open(&world.ana, chat, None, None).await.unwrap();
    let shown = page.messages.last().unwrap();
    assert_eq!((shown.id, shown.text.as_str()), (id, "ein"), "the choice is kept");
    assert_eq!(shown.state, MessageState::Interrupted);
    assert_eq!(page.versions.len(), 3);
    let waited = script.next_request().await;
    assert_eq!(waited.request().messages.last().unwrap().text, "one");
    assert_eq!(restarted.store.check().await.unwrap(), []);
}
