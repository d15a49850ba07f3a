//! What both shelves do, and what the cache makes of them.

use std::{sync::Arc, time::Duration};

use adda_protocol::UserId;

use super::{Answer, Answers, Asked, Local, Name, Shared, Shelf, Slot};
use crate::{
    backplane::Redis,
    clock::SystemClock,
    config::CacheConfig,
    ids::Ids,
    limiter::contract::{RedisServer, connect},
    provider::{ChatMessage, ChatRequest, ChatRole},
    secret::Secret,
};

fn ada() -> UserId {
    UserId::new(1, [1; 10])
}

fn bea() -> UserId {
    UserId::new(1, [2; 10])
}

fn redis() -> Arc<Redis> {
    connect(&RedisServer::shared().url())
}

/// One of each kind; the names of a test keep it apart from others.
fn shelves(test: &str, config: &CacheConfig) -> [Arc<dyn Shelf>; 2] {
    let clock = Arc::new(SystemClock);
    let shared = Shared::new(redis(), clock.clone(), config).apart(format!("{test}:"));
    [Arc::new(Local::new(clock, config)), Arc::new(shared)]
}

fn answers(shelf: &Arc<dyn Shelf>, shared_between_users: bool) -> Answers {
    let ids = Arc::new(Ids::new(Arc::new(SystemClock)));
    Answers::new(Some(shelf.clone()), shared_between_users, &Secret::new("secret"), ids)
}

fn slot(answers: &Answers, user: UserId, fresh: bool) -> Slot {
    let messages = vec![ChatMessage::new(ChatRole::User, "What is GST?")];
    let request = ChatRequest { messages, ..ChatRequest::default() };
    answers.slot(Asked { user, category: "tax", fresh }, "gpt-4o-mini", &request).unwrap()
}

fn answer(text: &str) -> Answer {
    Answer { text: text.to_owned(), reasoning: String::new() }
}

/// What is kept is kept beside the answer, so it may take a moment.
async fn until<T>(look: impl AsyncFn() -> Option<T>) -> T {
    for _ in 0..200 {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it never came")
}

#[tokio::test]
async fn answer_is_found_again_by_who_asked_and_nobody_else() {
    for shelf in shelves("own", &CacheConfig::default()) {
        let answers = answers(&shelf, false);
        let mine = slot(&answers, ada(), false);
        assert!(answers.find(mine).await.is_none());
        answers.keep(mine, &answer("A tax."));
        let found = until(async || answers.find(mine).await).await;
        assert!(found == answer("A tax."));
        assert!(answers.find(slot(&answers, bea(), false)).await.is_none(), "{shelf:?}");
    }
}

#[tokio::test]
async fn answer_is_found_by_others_where_the_operator_says_so() {
    for shelf in shelves("all", &CacheConfig::default()) {
        let answers = answers(&shelf, true);
        answers.keep(slot(&answers, ada(), false), &answer("A tax."));
        until(async || answers.find(slot(&answers, bea(), false)).await).await;
    }
}

#[tokio::test]
async fn answer_asked_for_afresh_is_not_looked_for_and_replaces_the_old() {
    for shelf in shelves("fresh", &CacheConfig::default()) {
        let answers = answers(&shelf, false);
        let (usual, fresh) = (slot(&answers, ada(), false), slot(&answers, ada(), true));
        answers.keep(usual, &answer("old"));
        until(async || answers.find(usual).await).await;
        assert!(answers.find(fresh).await.is_none());
        answers.keep(fresh, &answer("new"));
        until(async || answers.find(usual).await.filter(|found| found.text == "new")).await;
    }
}

#[tokio::test]
async fn a26_answers_of_someone_who_deletes_are_forgotten() {
    for shelf in shelves("forget", &CacheConfig::default()) {
        let answers = answers(&shelf, true);
        let [mine, theirs] = [ada(), bea()].map(|user| {
            let messages = vec![ChatMessage::new(ChatRole::User, user.to_string())];
            let request = ChatRequest { messages, ..ChatRequest::default() };
            let asked = Asked { user, category: "", fresh: false };
            answers.slot(asked, "guide", &request).unwrap()
        });
        for slot in [mine, theirs] {
            answers.keep(slot, &answer("text"));
            until(async || answers.find(slot).await).await;
        }
        answers.forget(ada()).await;
        assert!(answers.find(mine).await.is_none());
        assert!(answers.find(theirs).await.is_some(), "others' stay");
    }
}

#[tokio::test]
async fn answer_is_gone_after_its_time() {
    let config = CacheConfig { ttl_s: 1, ..CacheConfig::default() };
    for shelf in shelves("ttl", &config) {
        let name: Name = [7; 32];
        shelf.put(name, [8; 32], vec![1]);
        until(async || shelf.get(&name).await).await;
        until(async || shelf.get(&name).await.is_none().then_some(())).await;
    }
}

#[tokio::test]
async fn empty_and_endless_answers_are_not_kept() {
    let [shelf, _] = shelves("size", &CacheConfig::default());
    let answers = answers(&shelf, false);
    let slot = slot(&answers, ada(), false);
    for text in [String::new(), "x".repeat(65 * 1024)] {
        answers.keep(slot, &answer(&text));
        assert!(answers.find(slot).await.is_none());
    }
}

/// attacks.md 23: a copy of Redis tells neither questions nor answers nor people.
#[tokio::test]
async fn a23_redis_holds_neither_questions_nor_answers_nor_people() {
    let [_, shelf] = shelves("secret", &CacheConfig::default());
    let answers = answers(&shelf, false);
    let slot = slot(&answers, ada(), false);
    answers.keep(slot, &answer("A tax on goods."));
    until(async || answers.find(slot).await).await;
    let redis = redis();
    let dump = async |mut redis| {
        let keys: Vec<String> = redis::cmd("KEYS").arg("secret:*").query_async(&mut redis).await?;
        let mut all = Vec::new();
        for key in keys {
            let value: Vec<u8> = redis::cmd("DUMP").arg(&key).query_async(&mut redis).await?;
            all.extend([key.into_bytes(), value].concat());
        }
        Ok(all)
    };
    let all = redis.ask(dump).await.unwrap();
    assert!(all.len() > 100);
    for text in ["GST", "A tax", "goods", "gpt-4o", &ada().to_string()] {
        assert!(!all.windows(text.len()).any(|part| part == text.as_bytes()), "{text}");
    }
}
