//! Opening a conversation at a message, whichever version it belongs to.

use adda_protocol::{
    ConversationId,
    dto::{Chosen, ConversationPage, Regenerate},
    search::SearchPage,
};

use super::{ask, base, edit, open, texts};
use crate::{
    support::{Person, TestApp},
    world::{World, until_completed},
};

async fn at(person: &Person, chat: ConversationId, query: &str) -> ConversationPage {
    person.get(&format!("{}?{query}", base(chat))).await.json()
}

fn said(page: &ConversationPage) -> Vec<&str> {
    page.messages.iter().map(|message| message.text.as_str()).collect()
}

/// Two questions; then the first of them edited.
async fn talk(app: &mut TestApp, person: &Person) -> ConversationId {
    let chat = person.chat().await;
    let first = ask(app, person, chat, "one", "uno").await;
    ask(app, person, chat, "two", "dos elephants").await;
    let one = first.reply_to.unwrap();
    edit(app, person, chat, (one, "three"), "tres").await;
    chat
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_message_found_on_another_path_is_opened_among_its_own() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = talk(&mut app, &ana).await;
    assert_eq!(texts(&ana, chat).await, ["three", "tres"]);

    let found: SearchPage = ana.get("/api/v1/search?q=elephants").await.json();
    let [hit] = found.items.as_slice() else { panic!("{found:?}") };
    let page = at(&ana, chat, &format!("around={}", hit.seq)).await;
    assert_eq!(said(&page)[1..], ["one", "uno", "two", "dos elephants"]);
    assert_eq!((page.before, page.after, page.versions.len()), (None, None, 2));
    // Looking is not choosing.
    assert_eq!(
        (page.chosen, open(&ana, chat).await.chosen),
        (Chosen::default(), Chosen::default())
    );

    let part = at(&ana, chat, &format!("around={}&limit=2", page.messages[2].seq)).await;
    assert_eq!(said(&part), ["uno", "two"]);
    assert_eq!(part.before, Some(page.messages[2].seq));
    let next = at(&ana, chat, &format!("after={}&limit=1", part.after.unwrap())).await;
    assert_eq!((said(&next), next.after), (vec!["dos elephants"], None));
    let before = at(&ana, chat, &format!("before={}", part.before.unwrap())).await;
    assert_eq!(said(&before)[1..], ["one"]);
    assert_eq!(before.after, Some(page.messages[1].seq));
}

#[tokio::test(flavor = "multi_thread")]
async fn place_on_the_shown_path_and_places_without_a_message_follow_that_path() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = talk(&mut app, &ana).await;
    let page = open(&ana, chat).await;
    let [greeting, three, tres] = page.messages.as_slice() else { panic!("{page:?}") };
    let around = at(&ana, chat, &format!("around={}", greeting.seq)).await;
    assert_eq!(said(&around)[1..], ["three", "tres"], "not the older ones");
    let all = at(&ana, chat, "after=0").await;
    assert_eq!(said(&all)[1..], ["three", "tres"]);
    let last = at(&ana, chat, &format!("after={}", three.seq)).await;
    assert_eq!((said(&last), last.before), (vec!["tres"], Some(tres.seq)));
    let beyond = at(&ana, chat, "around=9000&limit=1").await;
    assert_eq!(said(&beyond), ["tres"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn f05_chat_opened_at_a_message_shows_its_path_from_then_on() {
    let mut world = World::new().await;
    let chat = world.chat().await.id;
    let mut reader = world.watch(chat).await;
    let first = world.send(chat, "one").await;
    let asked = world.script.next_request().await;
    asked.text("uno").await;
    asked.stop().await;
    until_completed(&mut reader).await;
    let engine = &world.services.chat;
    let again = Regenerate::default();
    engine.regenerate(&world.ana, chat, first.answer.id, again).await.unwrap();
    let asked = world.script.next_request().await;
    asked.text("eins").await;
    asked.stop().await;
    until_completed(&mut reader).await;

    let last = async || engine.open(&world.ana, chat, None, None).await.unwrap();
    engine.reveal(&world.ana, chat, first.message.seq).await.unwrap();
    assert_eq!(last().await.chosen, Chosen::default(), "it is shown already");
    engine.reveal(&world.ana, chat, first.answer.seq).await.unwrap();
    let page = last().await;
    assert_eq!(said(&page).last(), Some(&"uno"));
    assert_eq!(page.chosen, Chosen { leaf: Some(first.answer.id), apart: false, version: 1 });
    // A seq without a message changes nothing.
    engine.reveal(&world.ana, chat, 9_000).await.unwrap();
    assert_eq!(last().await.chosen.version, 1);
}
