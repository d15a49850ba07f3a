//! The chat engine with real storage and a provider that the test feeds token by token.

use std::time::Duration;

use adda_protocol::{
    ClientMessageId, ErrorCode, Message, MessageState, ServerFrame,
    appearance::Language,
    dto::{CreateConversation, DeleteAccount, Listing, Password, SendMessage, UpdateConversation},
    limits,
};
use adda_server::{chat, provider::ErrorKind, realtime::hub::Topic};

use crate::world::{World, next, person, start, text_of, until_completed};

#[tokio::test(flavor = "multi_thread")]
async fn send_streams_deltas_and_completes_with_the_whole_text() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let mut reader = world.watch(chat.id).await;
    let sent = world.send(chat.id, "What is GST?").await;
    assert_eq!(sent.answer.state, MessageState::Streaming);

    let asked = world.script.next_request().await;
    assert_eq!(asked.request().messages.last().unwrap().text, "What is GST?");
    asked.text("A tax ").await;
    let mut seen = String::new();
    while seen != "A tax " {
        if let ServerFrame::Delta { offset, text, message, .. } = next(&mut reader).await {
            assert_eq!((message, offset), (sent.answer.id, seen.len() as u64));
            seen.push_str(&text);
        }
    }
    let page = world.services.chat.open(&world.ana, chat.id, None, None).await.unwrap();
    assert_eq!(page.streaming.unwrap().text, "A tax ", "a late reader gets the text so far");

    asked.text("on goods.").await;
    asked.stop().await;
    let done = until_completed(&mut reader).await;
    assert_eq!((done.text.as_str(), done.state), ("A tax on goods.", MessageState::Complete));
    let stored = world.messages(chat.id).await.pop().unwrap();
    assert_eq!((stored.text.as_str(), stored.state), ("A tax on goods.", MessageState::Complete));
}

#[tokio::test(flavor = "multi_thread")]
async fn send_is_one_message_and_one_answer_per_client_id() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let client_id = ClientMessageId::new(1, [9; 10]);
    let send = SendMessage { client_id: Some(client_id), ..text_of("once") };
    let tries = (0..50).map(|_| {
        let (engine, ana, send) = (world.services.chat.clone(), world.ana.clone(), send.clone());
        tokio::spawn(async move { engine.send(&ana, chat.id, send).await.unwrap() })
    });
    let mut fresh = 0;
    for sent in futures::future::join_all(tries.collect::<Vec<_>>()).await {
        fresh += usize::from(!sent.unwrap().duplicate);
    }
    assert_eq!(fresh, 1);
    let people = |m: &&Message| m.client_id == Some(client_id);
    let messages = world.messages(chat.id).await;
    assert_eq!(messages.iter().filter(people).count(), 1);
    assert_eq!(messages.len(), 3, "greeting, message, answer");
    world.script.next_request().await.stop().await;
    assert!(world.script.idle(), "the provider was asked once");
}

#[tokio::test(flavor = "multi_thread")]
async fn second_send_waits_for_the_first_answer_and_follows_in_order() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let mut reader = world.watch(chat.id).await;
    world.send(chat.id, "one").await;
    let second = world.send(chat.id, "two").await;
    assert_eq!(second.answer.state, MessageState::Pending);

    let first = world.script.next_request().await;
    assert!(world.script.idle(), "the second waits");
    first.text("1").await;
    first.stop().await;
    let asked = world.script.next_request().await;
    let texts: Vec<_> = asked.request().messages.iter().map(|m| m.text.clone()).collect();
    assert_eq!(texts[texts.len() - 3..], ["one", "1", "two"]);
    asked.text("2").await;
    asked.stop().await;
    assert_eq!(until_completed(&mut reader).await.text, "1");
    assert_eq!(until_completed(&mut reader).await.text, "2");
}

#[tokio::test(flavor = "multi_thread")]
async fn queue_is_refused_when_full() {
    let world = World::new().await;
    let chat = world.chat().await;
    for n in 0..adda_protocol::limits::QUEUED_ANSWERS {
        world.send(chat.id, &n.to_string()).await;
    }
    let refused = world.services.chat.send(&world.ana, chat.id, text_of("more")).await;
    assert!(matches!(refused, Err(chat::Error::QueueFull)));
}

#[tokio::test(flavor = "multi_thread")]
async fn stop_keeps_the_text_and_continue_goes_on_from_it() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let mut reader = world.watch(chat.id).await;
    let answer = world.send(chat.id, "count").await.answer.id;
    let asked = world.script.next_request().await;
    asked.text("one two").await;
    while !matches!(next(&mut reader).await, ServerFrame::Delta { .. }) {}
    world.services.chat.stop(&world.ana, chat.id, answer).await.unwrap();
    let stopped = until_completed(&mut reader).await;
    assert_eq!((stopped.text.as_str(), stopped.state), ("one two", MessageState::Stopped));

    world.services.chat.resume(&world.ana, chat.id, answer).await.unwrap();
    let asked = world.script.next_request().await;
    assert!(asked.request().messages.iter().any(|m| m.text == "one two"));
    asked.text(" three").await;
    asked.stop().await;
    let done = until_completed(&mut reader).await;
    assert_eq!((done.text.as_str(), done.state), ("one two three", MessageState::Complete));
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_answer_is_retried_anew_and_broken_stream_keeps_its_text() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let mut reader = world.watch(chat.id).await;
    let answer = world.send(chat.id, "hello").await.answer.id;
    world.script.next_request().await.fail(ErrorKind::Auth).await;
    let failed = until_completed(&mut reader).await;
    assert_eq!(failed.state, MessageState::Failed);
    assert_eq!(failed.error.unwrap().code, ErrorCode::ProviderAuth);

    world.services.chat.retry(&world.ana, chat.id, answer).await.unwrap();
    let asked = world.script.next_request().await;
    asked.text("half").await;
    asked.hang_up();
    let broken = until_completed(&mut reader).await;
    assert_eq!((broken.text.as_str(), broken.state), ("half", MessageState::Interrupted));
    let conflict = world.services.chat.stop(&world.ana, chat.id, answer).await;
    assert!(matches!(conflict, Err(chat::Error::Conflict(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_conversation_is_absent_in_every_operation() {
    let world = World::new().await;
    let chat = world.chat().await;
    let answer = world.send(chat.id, "mine").await.answer.id;
    let bob = person(&world.services, "bob").await;
    let engine = &world.services.chat;
    let mut subscriber = world.services.hub.subscriber();
    let refusals = [
        engine.open(&bob, chat.id, None, None).await.map(drop),
        engine.feed(&bob, chat.id, 0).await.map(drop),
        engine.watch(&bob, chat.id, &mut subscriber).await,
        engine.update(&bob, chat.id, UpdateConversation::default()).await.map(drop),
        engine.delete(&bob, chat.id, false, None).await,
        engine.send(&bob, chat.id, text_of("hi")).await.map(drop),
        engine.stop(&bob, chat.id, answer).await,
        engine.resume(&bob, chat.id, answer).await,
        engine.retry(&bob, chat.id, answer).await,
    ];
    for refusal in refusals {
        assert!(matches!(refusal, Err(chat::Error::NotFound)), "{refusal:?}");
    }
    assert_eq!(world.services.hub.watchers(Topic::Conversation(chat.id)), 0);
    assert!(engine.list(&bob, Listing::default(), None, None).await.unwrap().items.is_empty());
    // A message id of ours with a conversation of theirs is as absent.
    let theirs = engine.create(&bob, CreateConversation::default(), Language::En).await.unwrap();
    assert!(matches!(engine.stop(&bob, theirs.id, answer).await, Err(chat::Error::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn shutdown_lets_answers_finish_and_interrupts_those_that_do_not() {
    let mut world = World::new().await;
    let (quick, slow) = (world.chat().await, world.chat().await);
    world.send(quick.id, "quick").await;
    let first = world.script.next_request().await;
    world.send(slow.id, "slow").await;
    let second = world.script.next_request().await;
    let mut reader = world.watch(slow.id).await;
    second.text("some").await;
    while !matches!(next(&mut reader).await, ServerFrame::Delta { .. }) {}

    let engine = world.services.chat.clone();
    let stopping = tokio::spawn(async move { engine.shutdown(Duration::from_millis(500)).await });
    first.text("done").await;
    first.stop().await;
    stopping.await.unwrap();
    assert_eq!(world.messages(quick.id).await.pop().unwrap().state, MessageState::Complete);
    let cut = world.messages(slow.id).await.pop().unwrap();
    assert_eq!((cut.text.as_str(), cut.state), ("some", MessageState::Interrupted));
    let refused = world.services.chat.send(&world.ana, quick.id, text_of("late")).await;
    assert!(matches!(refused, Err(chat::Error::Stopping)));
}

#[tokio::test(flavor = "multi_thread")]
async fn restart_keeps_the_checkpoint_and_goes_on_with_what_waited() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let answer = world.send(chat.id, "first").await.answer.id;
    world.send(chat.id, "second").await;
    let asked = world.script.next_request().await;
    asked.text("saved words").await;
    // The checkpoint interval is short in tests; the row shows when it has been written.
    let saved = async {
        while world.services.store.message(chat.id, answer).await.unwrap().unwrap().text.is_empty()
        {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), saved).await.unwrap();

    // A second server on the same file, as after a kill: the first one never wrote an end.
    let (restarted, mut script) = start(world.dir.path()).await;
    restarted.chat.recover().await.unwrap();
    let page = restarted.chat.open(&world.ana, chat.id, None, None).await.unwrap();
    let kept = page.messages.iter().find(|m| m.id == answer).unwrap();
    assert_eq!((kept.text.as_str(), kept.state), ("saved words", MessageState::Interrupted));
    assert_eq!(kept.error.as_ref().unwrap().code, ErrorCode::ServerRestarted);
    let waited = script.next_request().await;
    assert_eq!(waited.request().messages.last().unwrap().text, "second");
}

#[tokio::test(flavor = "multi_thread")]
async fn delete_ends_the_answer_and_tells_those_who_watch() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let mut reader = world.watch(chat.id).await;
    world.send(chat.id, "bye").await;
    let _asked = world.script.next_request().await;
    world.services.chat.delete(&world.ana, chat.id, false, None).await.unwrap();
    while next(&mut reader).await != (ServerFrame::Gone { conversation: chat.id }) {}
    let gone = world.services.chat.open(&world.ana, chat.id, None, None).await;
    assert!(matches!(gone, Err(chat::Error::NotFound)));
    let again = world.services.chat.delete(&world.ana, chat.id, false, None).await;
    assert!(matches!(again, Err(chat::Error::NotFound)));
    tokio::time::timeout(
        Duration::from_secs(10),
        world.services.chat.shutdown(Duration::from_secs(5)),
    )
    .await
    .unwrap();
    assert_eq!(world.services.chat.running(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleting_the_account_ends_its_answers() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    world.send(chat.id, "write on").await;
    let asked = world.script.next_request().await;
    asked.text("words").await;
    let password = Password("a long enough phrase".into());
    world.services.accounts.delete_account(&world.ana, DeleteAccount { password }).await.unwrap();
    asked.text("more").await;
    tokio::time::timeout(Duration::from_secs(10), asked.cancelled()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn feed_is_cut_by_bytes_and_goes_on_from_where_it_was_cut() {
    let mut world = World::new().await;
    let chat = world.chat().await;
    let long = "x".repeat(limits::MESSAGE_BYTES);
    let fits = limits::CATCH_UP_BYTES / limits::MESSAGE_BYTES;
    let mut reader = world.watch(chat.id).await;
    for _ in 0..=fits {
        world.send(chat.id, &long).await;
        let asked = world.script.next_request().await;
        asked.text("ok").await;
        asked.stop().await;
        until_completed(&mut reader).await;
    }
    let engine = &world.services.chat;
    let first = engine.feed(&world.ana, chat.id, 0).await.unwrap();
    assert!(first.more);
    let size: usize = first.events.iter().map(|event| event.body.text().len()).sum();
    assert!(size <= limits::CATCH_UP_BYTES);
    let after = first.events.last().unwrap().seq;
    let rest = engine.feed(&world.ana, chat.id, after).await.unwrap();
    assert!(!rest.more);
    assert_eq!(rest.events.first().unwrap().seq, after + 1);
    assert_eq!(rest.events.last().unwrap().seq, rest.head);
}
