//! The list of conversations over HTTP: marks, categories, many at once, and deletions that can be undone.

use std::time::Duration;

use adda_protocol::{
    ConversationId, ErrorCode, ServerFrame,
    dto::{Category, Conversation, ConversationPage, Done, Page},
    limits,
};
use reqwest::Method;
use serde_json::{Value, json};

use super::support::{Live, Person, TestApp};

const LIST: &str = "/api/v1/conversations";

async fn ids(person: &Person, query: &str) -> Vec<ConversationId> {
    let page = person.get(&format!("{LIST}{query}")).await.json::<Page<Conversation>>();
    page.items.iter().map(|item| item.id).collect()
}

async fn change(person: &Person, id: ConversationId, change: Value) -> Conversation {
    let reply = person.call(Method::PATCH, &format!("{LIST}/{id}"), &change).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

async fn is_there(person: &Person, id: ConversationId) -> bool {
    let reply = person.get(&format!("{LIST}/{id}")).await;
    if reply.status == 200 {
        return true;
    }
    assert_eq!(reply.code(), ErrorCode::NotFound);
    false
}

async fn restore(person: &Person, ids: &[ConversationId]) -> Vec<ConversationId> {
    person.post(&format!("{LIST}/restore"), &json!({ "ids": ids })).await.json::<Done>().ids
}

/// Skips to the next word about the list.
async fn listed(live: &mut Live) -> Conversation {
    live.find(|frame| match frame {
        ServerFrame::Listed { conversation } => Some(conversation),
        _ => None,
    })
    .await
}

#[tokio::test]
async fn list_is_narrowed_and_pages_go_on_after_the_pinned_ones() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut chats = Vec::new();
    for n in 0..5 {
        app.clock.advance(10);
        let chat = ana.chat().await;
        change(&ana, chat, json!({ "title": format!("Chat {n}") })).await;
        chats.push(chat);
    }
    let changed = change(&ana, chats[1], json!({ "pinned": true })).await;
    assert!(changed.pinned && !changed.archived);
    change(&ana, chats[3], json!({ "archived": true, "category": "tax" })).await;
    assert_eq!(ids(&ana, "").await, [chats[1], chats[4], chats[2], chats[0]]);
    assert_eq!(ids(&ana, "?archived=true").await, [chats[3]]);
    assert_eq!(ids(&ana, "?archived=true&category=banking").await, []);
    assert_eq!(ids(&ana, "?title=CHAT%204").await, [chats[4]]);
    let mut all = Vec::new();
    let mut query = "?limit=1".to_owned();
    loop {
        let page = ana.get(&format!("{LIST}{query}")).await.json::<Page<Conversation>>();
        all.extend(page.items.iter().map(|item| item.id));
        let Some(next) = page.next else { break };
        query = format!("?limit=1&cursor={next}");
    }
    assert_eq!(all, [chats[1], chats[4], chats[2], chats[0]]);
    // Pinned again, it is no longer away.
    assert!(!change(&ana, chats[3], json!({ "pinned": true })).await.archived);
    assert_eq!(ana.get(&format!("{LIST}?archived=perhaps")).await.code(), ErrorCode::Malformed);
}

#[tokio::test]
async fn category_is_a_given_one_or_a_name_of_ones_own() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let of = async |named: &str| change(&ana, chat, json!({ "category": named })).await.category;
    assert_eq!(of(" Tax ").await, "tax");
    assert_eq!(of("Süße  Sachen").await, "Süße Sachen");
    let other = ana.post(LIST, &json!({ "category": "SÜSSE sachen" })).await;
    assert_eq!(other.json::<Conversation>().category, "SÜSSE sachen", "ß has no other case");
    let other = ana.post(LIST, &json!({ "category": "süße SACHEN" })).await;
    assert_eq!(other.json::<Conversation>().category, "Süße Sachen");
    let used = ana.get("/api/v1/categories").await.json::<Page<Category>>().items;
    assert!(used.contains(&Category { name: "Süße Sachen".to_owned(), conversations: 2 }));
    for (wrong, code) in [
        ("", ErrorCode::Invalid),
        ("\u{202e}", ErrorCode::Invalid),
        (&*"x".repeat(limits::CATEGORY_CHARS + 1), ErrorCode::TooLarge),
    ] {
        let body = json!({ "category": wrong });
        let reply = ana.call(Method::PATCH, &format!("{LIST}/{chat}"), &body).await;
        assert_eq!(reply.code(), code, "{wrong}");
    }
}

#[tokio::test]
async fn changes_of_the_list_reach_the_persons_other_pages() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    let mut live = ana.connect().await;
    live.hello(&[]).await;
    change(&ana, chat, json!({ "pinned": true })).await;
    assert!(listed(&mut live).await.pinned);
    change(&ana, chat, json!({ "category": "tax" })).await;
    let now = listed(&mut live).await;
    assert_eq!((now.category.as_str(), now.pinned), ("tax", true));
    // An answer is news once it is there, until somebody has read it.
    let mut stream = ana.ask(chat, "hi").await;
    assert_eq!(listed(&mut live).await.unread, 0);
    let request = app.script.next_request().await;
    request.text("Hello").await;
    request.stop().await;
    stream.find("message.completed").await;
    let now = listed(&mut live).await;
    assert_eq!((now.unread, now.pinned), (1, true));
    live.send(&adda_protocol::ClientFrame::Read { conversation: chat, to: now.last_seq }).await;
    assert_eq!(listed(&mut live).await.unread, 0);
    ana.delete(&format!("{LIST}/{chat}?undo=10")).await;
    live.find(|frame| (frame == ServerFrame::Gone { conversation: chat }).then_some(())).await;
    restore(&ana, &[chat]).await;
    assert_eq!(listed(&mut live).await.id, chat);
}

#[tokio::test]
async fn deletion_is_undone_in_time_and_final_after_it() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let (back, lost) = (ana.chat().await, ana.chat().await);
    let before = ana.get(&format!("{LIST}/{back}")).await;
    for chat in [back, lost] {
        assert_eq!(ana.delete(&format!("{LIST}/{chat}?undo=10")).await.status, 204);
        assert!(!is_there(&ana, chat).await);
        let send = json!({ "text": "still there?" });
        let reply = ana.post(&format!("{LIST}/{chat}/messages"), &send).await;
        assert_eq!(reply.code(), ErrorCode::NotFound);
    }
    assert_eq!(ids(&ana, "").await, []);
    assert_eq!(ids(&ana, "?archived=true").await, []);
    app.clock.advance(9_999);
    app.services.chat.delete_due().await.unwrap();
    assert_eq!(restore(&ana, &[back]).await, [back]);
    assert_eq!(ana.get(&format!("{LIST}/{back}")).await.body, before.body);
    app.clock.advance(1);
    assert_eq!(restore(&ana, &[lost]).await, [], "it is too late, deleted or not yet");
    assert_eq!(app.services.chat.delete_due().await.unwrap(), None);
    assert!(app.services.store.marked(9).await.unwrap().is_empty());
    assert!(is_there(&ana, back).await && !is_there(&ana, lost).await);
    // Without the word it is gone at once.
    assert_eq!(ana.delete(&format!("{LIST}/{back}")).await.status, 204);
    assert_eq!(restore(&ana, &[back]).await, []);
}

#[tokio::test]
async fn answer_in_a_chat_that_leaves_goes_on_and_is_whole_after_the_undo() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let (chat, lost) = (ana.chat().await, ana.chat().await);
    let _first = ana.ask(chat, "hi").await;
    let kept = app.script.next_request().await;
    kept.text("Hel").await;
    let _second = ana.ask(lost, "hi").await;
    let dropped = app.script.next_request().await;
    let both = json!({ "ids": [chat, lost], "undo": 10 });
    ana.post(&format!("{LIST}/delete"), &both).await;
    kept.text("lo").await;
    kept.stop().await;
    let written = async {
        while app.services.chat.running() > 1 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), written).await.expect("it is being written");
    restore(&ana, &[chat]).await;
    let page = ana.get(&format!("{LIST}/{chat}")).await.json::<ConversationPage>();
    assert_eq!(page.messages.last().unwrap().text, "Hello");
    app.clock.advance(10_000);
    app.services.chat.delete_due().await.unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(10), dropped.cancelled());
    ended.await.expect("nobody will read the rest");
}

#[tokio::test]
async fn many_are_changed_and_deleted_by_one_request_and_again_is_the_same() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut chats = Vec::new();
    for _ in 0..12 {
        chats.push(ana.chat().await);
    }
    let twice = async |method: Method, path: &str, body: Value| {
        let path = format!("{LIST}{path}");
        for _ in 0..2 {
            let reply = ana.call(method.clone(), &path, &body).await;
            assert_eq!(reply.json::<Done>().ids, chats, "{path}");
        }
    };
    let mut named: Vec<_> = chats.clone();
    named.push(chats[0]);
    twice(Method::PATCH, "", json!({ "ids": named, "archived": true, "category": "Old" })).await;
    assert_eq!(ids(&ana, "?archived=true&category=old").await, [], "names are exact");
    assert_eq!(ids(&ana, "?archived=true&category=Old").await.len(), 12);
    twice(Method::POST, "/delete", json!({ "ids": named, "undo": 10 })).await;
    assert_eq!(restore(&ana, &chats[..6]).await, chats[..6]);
    assert_eq!(ids(&ana, "?archived=true").await.len(), 6);
    let rest = json!({ "ids": chats });
    let deleted = ana.post(&format!("{LIST}/delete"), &rest).await.json::<Done>();
    assert_eq!(deleted.ids, chats[..6], "those that leave already are not there");
    let too_many: Vec<_> = vec![chats[0]; limits::BULK + 1];
    let reply = ana.post(&format!("{LIST}/delete"), &json!({ "ids": too_many })).await;
    assert_eq!(reply.code(), ErrorCode::Invalid);
}

#[tokio::test]
async fn mark_is_kept_over_a_restart_and_the_server_deletes_by_itself() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let chat = ana.chat().await;
    ana.delete(&format!("{LIST}/{chat}?undo=1")).await;
    app.clock.advance(1_000);
    // What a start does: it waits for nobody to ask.
    app.services.begin().await.unwrap();
    let gone = async {
        while !app.services.store.marked(1).await.unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("still there");
}

#[tokio::test]
async fn forms_mark_move_delete_and_undo_without_script() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let (one, two) = (ana.chat().await, ana.chat().await);
    let (first, second) = (one.to_string(), two.to_string());
    let both = [("ids", first.as_str()), ("ids", second.as_str())];
    let post = async |person: &Person, path: &str, more: &[(&str, &str)]| {
        let fields: Vec<_> = both.iter().chain(more).copied().collect();
        person.submit(path, &fields).await
    };
    let reply = post(&ana, "/chats", &[("do", "archive"), ("view_title", "a&b")]).await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("location")),
        (303, "/chats?done=archive&title=a%26b")
    );
    assert_eq!(ids(&ana, "?archived=true").await.len(), 2);
    post(&ana, "/chats", &[("do", "pin")]).await;
    assert_eq!(ids(&ana, "?archived=true").await, []);
    post(&ana, "/chats", &[("do", "category"), ("category", "tax"), ("own", "")]).await;
    assert_eq!(ids(&ana, "?category=tax").await.len(), 2);
    post(&ana, "/chats", &[("do", "category"), ("category", "tax"), ("own", "Mine")]).await;
    assert_eq!(ids(&ana, "?category=Mine").await.len(), 2);
    let reply = ana.submit("/chats", &[("do", "pin")]).await;
    assert_eq!(reply.header("location"), "/chats?done=nothing", "nothing was ticked");
    let reply = post(&ana, "/chats", &[("do", "conjure")]).await;
    assert!(reply.header("location").contains("error=invalid"), "{}", reply.header("location"));
    for action in ["delete", "archive"] {
        post(&eve, "/chats", &[("do", action)]).await;
    }
    assert_eq!(ids(&ana, "").await.len(), 2, "another person's forms change nothing");
    post(&ana, "/chats", &[("do", "delete")]).await;
    assert_eq!(ids(&ana, "").await, []);
    post(&eve, "/chats/undo", &[]).await;
    assert_eq!(ids(&ana, "").await, []);
    let reply = post(&ana, "/chats/undo", &[("back", "start")]).await;
    assert_eq!(reply.header("location"), "/");
    assert_eq!(ids(&ana, "").await.len(), 2);
    let nobody = app.stranger().submit("/chats", &both).await;
    assert!(nobody.header("location").starts_with("/auth/login"));
}
