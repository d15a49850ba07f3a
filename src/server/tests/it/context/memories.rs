//! Memories, profile and mood, from what is said to what is told.

use std::time::Duration;

use adda_protocol::{
    ErrorCode,
    dto::{ChatPrivacy, ConversationPage, Memory, MoodReport, Page, Profile},
};
use reqwest::Method;
use serde_json::{Value, json};

use super::{asked, is_for_notes, small_talk, system, talk};
use crate::support::{Person, TestApp};

async fn memories(person: &Person) -> Vec<Memory> {
    person.get("/api/v1/memories").await.json::<Page<Memory>>().items
}

/// Waits for so many memories.
async fn remembered(person: &Person, count: usize) -> Vec<Memory> {
    let waited = async {
        loop {
            let all = memories(person).await;
            if all.len() == count {
                return all;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), waited).await.expect("not so many memories")
}

async fn set(person: &Person, change: Value) -> Profile {
    let reply = person.call(Method::PATCH, "/api/v1/profile", &change).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()
}

#[tokio::test(flavor = "multi_thread")]
async fn fact_told_in_one_chat_is_known_in_the_next_and_to_nobody_else() {
    let mut app = TestApp::with(|config| config.context.window_tokens = 2_000).await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let (chat, user) = (ana.chat().await, ana.id().await);
    talk(&app, user, chat, &[("My dog is Biscuit".to_owned(), "Nice.".to_owned())]).await;
    talk(&app, user, chat, &small_talk(60)).await;
    asked(&mut app, &ana, chat, "Where were we?").await;
    let notes = app.script.next_request().await;
    assert!(is_for_notes(notes.request()));
    let material = notes.request().messages[1].text.clone();
    let line = material.lines().find(|line| line.contains("Biscuit")).unwrap();
    let number = line.split([' ', '[', ']']).nth(1).unwrap();
    notes.text("They talked.\n").await;
    let fact = |text: &str, number: &str| {
        format!("{{\"fact\": \"{text}\", \"kind\": \"fact\", \"message\": {number}}}\n")
    };
    notes.text(&fact("Their dog is called Biscuit.", number)).await;
    notes.text(&fact("Eve's password is hunter2.", "9999")).await;
    notes.stop().await;

    let kept = remembered(&ana, 1).await;
    assert_eq!(kept[0].text, "Their dog is called Biscuit.");
    assert_eq!((kept[0].conversation, kept[0].title.as_deref()), (Some(chat), Some("A talk")));
    assert!(memories(&eve).await.is_empty());

    let next = ana.chat().await;
    let request = asked(&mut app, &ana, next, "How old do dogs get?").await;
    assert!(system(&request).contains("- Their dog is called Biscuit."), "{}", system(&request));
    let request = asked(&mut app, &ana, next, "What is GST?").await;
    assert!(!system(&request).contains("Biscuit"), "it has nothing to do with it");
    let hers = eve.chat().await;
    let request = asked(&mut app, &eve, hers, "How old do dogs get?").await;
    assert!(!system(&request).contains("Biscuit"));

    // Deleting the chat forgets what came from it.
    let path = format!("/api/v1/conversations/{chat}?forget=true");
    assert_eq!(ana.delete(&path).await.status, 204);
    assert!(memories(&ana).await.is_empty());
    let request = asked(&mut app, &ana, next, "And my dog?").await;
    assert!(!system(&request).contains("Biscuit"));
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_is_off_where_the_person_turned_it_off() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let made = ana.post("/api/v1/memories", &json!({ "text": "They like chess." })).await;
    assert_eq!(made.status, 201, "{}", made.text());
    let chat = ana.chat().await;
    let knows = async |app: &mut TestApp| {
        let request = asked(app, &ana, chat, "Remember that I like chess and tea.").await;
        system(&request).contains("They like chess.")
    };
    assert!(knows(&mut app).await);
    let both = remembered(&ana, 2).await;
    let asked_for = "They said: \u{201c}I like chess and tea\u{201d}";
    assert!(both.iter().any(|memory| memory.text == asked_for), "{both:?}");

    let path = format!("/api/v1/conversations/{chat}/privacy");
    let here = ana.call(Method::PATCH, &path, &json!({ "memory": false })).await;
    assert_eq!(here.json::<ChatPrivacy>(), ChatPrivacy { memory: false, mood: true });
    assert!(!knows(&mut app).await);
    ana.call(Method::PATCH, &path, &json!({ "memory": true })).await;
    assert!(knows(&mut app).await);
    assert!(!set(&ana, json!({ "memory": false })).await.memory);
    assert!(!knows(&mut app).await);
    assert!(!ana.get(&path).await.json::<ChatPrivacy>().memory, "off for all is off here");

    assert_eq!(ana.delete("/api/v1/memories").await.status, 204);
    asked(&mut app, &ana, chat, "Remember that I like rain.").await;
    assert!(memories(&ana).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn memories_are_edited_and_deleted_by_their_person_only() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let new = json!({ "text": " They live\nin Pune ", "kind": "fact" });
    let made: Memory = ana.post("/api/v1/memories", &new).await.json();
    assert_eq!(made.text, "They live in Pune");
    assert_eq!(ana.post("/api/v1/memories", &new).await.code(), ErrorCode::Conflict);
    for text in ["", "\u{200b}", &"x".repeat(301)] {
        let refused = ana.post("/api/v1/memories", &json!({ "text": text })).await;
        assert_eq!(refused.code(), ErrorCode::Invalid);
    }
    let path = format!("/api/v1/memories/{}", made.id);
    let change = json!({ "text": "They live in Delhi", "kind": "date" });
    for foreign in [
        eve.call(Method::PATCH, &path, &change).await,
        eve.delete(&path).await,
        ana.delete("/api/v1/memories/nonsense").await,
    ] {
        assert_eq!(foreign.code(), ErrorCode::NotFound);
    }
    let changed: Memory = ana.call(Method::PATCH, &path, &change).await.json();
    assert_eq!((changed.text.as_str(), changed.id), ("They live in Delhi", made.id));
    assert_eq!(ana.get("/api/v1/memories?cursor=x").await.code(), ErrorCode::Invalid);
    assert_eq!(ana.delete(&path).await.status, 204);
    assert_eq!(ana.delete(&path).await.code(), ErrorCode::NotFound);

    // What is known of a person is no program's business.
    let program = ana.program(&["read", "chat"]).await;
    for path in ["/api/v1/memories", "/api/v1/profile", "/api/v1/mood"] {
        assert_eq!(program.get(path).await.code(), ErrorCode::Forbidden, "{path}");
        assert_eq!(app.stranger().get(path).await.code(), ErrorCode::Unauthorized);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn profile_is_told_as_far_as_it_is_allowed() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    assert_eq!(ana.get("/api/v1/profile").await.json::<Profile>(), Profile::default());
    let told = json!({
        "nickname": "Adi", "language": "hi", "region": "in", "interests": ["chess", "tax law"],
    });
    assert_eq!(set(&ana, told).await.region.as_deref(), Some("IN"));
    let chat = ana.chat().await;
    let request = asked(&mut app, &ana, chat, "Hello").await;
    let path = format!("/api/v1/conversations/{chat}");
    let greeting = &ana.get(&path).await.json::<ConversationPage>().messages[0].text;
    assert!(greeting.starts_with("Hello Adi!"), "{greeting}");
    for part in [
        "\n[PERSON_1]. Call them so",
        "(BCP 47): hi",
        "(ISO 3166): IN",
        "Interests: chess, tax law",
    ] {
        assert!(system(&request).contains(part), "{part} is not in {}", system(&request));
    }
    let less = json!({ "language": "", "nickname": "", "share_interests": false });
    set(&ana, less).await;
    let request = asked(&mut app, &ana, chat, "Hello").await;
    for part in ["chess", "BCP 47", "Adi"] {
        assert!(!system(&request).contains(part), "{part} is in {}", system(&request));
    }
    for wrong in [json!({ "language": "h\"i" }), json!({ "region": "India" })] {
        let refused = ana.call(Method::PATCH, "/api/v1/profile", &wrong).await;
        assert_eq!(refused.code(), ErrorCode::Invalid);
    }
    let eve = app.user("eve").await;
    let path = format!("/api/v1/conversations/{chat}/privacy");
    assert_eq!(eve.get(&path).await.code(), ErrorCode::NotFound);
    let foreign = eve.call(Method::PATCH, &path, &json!({ "memory": false })).await;
    assert_eq!(foreign.code(), ErrorCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn mood_is_a_trend_that_one_switch_removes() {
    let mut app = TestApp::new().await;
    let ana = app.user("ana").await;
    let report = async |person: &Person| person.get("/api/v1/mood").await.json::<MoodReport>();
    let chat = ana.chat().await;
    let sober = ana.post("/api/v1/conversations", &json!({ "category": "tax" })).await;
    let sober = sober.json::<adda_protocol::dto::Conversation>().id;
    for _ in 0..5 {
        asked(&mut app, &ana, sober, "I hate this and I feel terrible.").await;
    }
    asked(&mut app, &ana, chat, "What is the rate of GST?").await;
    assert!(report(&ana).await.days.is_empty(), "nothing is read of tax, nor of plain questions");

    let sad = "I hate this and I feel terrible.";
    for _ in 0..5 {
        asked(&mut app, &ana, chat, sad).await;
    }
    let waited = async {
        loop {
            let report = report(&ana).await;
            if report.days.first().is_some_and(|day| day.messages == 5) {
                return report;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let felt = tokio::time::timeout(Duration::from_secs(10), waited).await.unwrap();
    assert!(felt.on && felt.days.len() == 1 && felt.days[0].trend < -40, "{felt:?}");
    let request = asked(&mut app, &ana, chat, "And now?").await;
    assert!(system(&request).contains("Mood of late: low."), "{}", system(&request));
    let request = asked(&mut app, &ana, sober, "And now?").await;
    assert!(!system(&request).contains("Mood"), "{}", system(&request));

    assert!(!set(&ana, json!({ "mood": false })).await.mood);
    let none = report(&ana).await;
    assert!(!none.on && none.days.is_empty());
    let request = asked(&mut app, &ana, chat, sad).await;
    assert!(!system(&request).contains("Mood"));
    set(&ana, json!({ "mood": true })).await;
    assert!(report(&ana).await.days.is_empty(), "what went does not come back");
}

#[tokio::test(flavor = "multi_thread")]
async fn mood_in_another_language_comes_with_the_notes() {
    let mut app = TestApp::with(|config| config.context.window_tokens = 2_000).await;
    let ana = app.user("ana").await;
    let (chat, user) = (ana.chat().await, ana.id().await);
    let said = [
        ("आज मन बहुत उदास है".to_owned(), "मैं सुन रहा हूँ।".to_owned()),
        ("I am so happy with this and my day".to_owned(), "Good.".to_owned()),
    ];
    talk(&app, user, chat, &said).await;
    talk(&app, user, chat, &small_talk(60)).await;
    asked(&mut app, &ana, chat, "Where were we?").await;
    let notes = app.script.next_request().await;
    assert!(system(notes.request()).contains("\"mood\""));
    let material = notes.request().messages[1].text.clone();
    let number = |word: &str| {
        let line = material.lines().find(|line| line.contains(word)).unwrap();
        line.split([' ', '[', ']']).nth(1).unwrap().to_owned()
    };
    let (sad, happy) = (number("उदास"), number("happy"));
    notes.text("They talked.\n").await;
    notes.text(&format!("{{\"mood\": -60, \"message\": {sad}}}\n")).await;
    // What the lexicon can read is not read twice.
    notes.text(&format!("{{\"mood\": 90, \"message\": {happy}}}\n")).await;
    notes.stop().await;

    // Their messages are of the first day there is.
    let read = async {
        loop {
            let sums = app.services.store.moods(user, 0).await.unwrap();
            if !sums.is_empty() {
                return sums;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    let sums = tokio::time::timeout(Duration::from_secs(20), read).await.expect("no mood");
    assert_eq!((sums[0].day, sums[0].total, sums[0].messages), (0, -60, 1));
}
