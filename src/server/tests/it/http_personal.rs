//! The forms about a person and what is known of them: each leads back to its part, and changes nothing of another's.

use adda_protocol::{
    ErrorCode,
    dto::{Appearance, ChatPrivacy, Me, Memory, Page, Profile, User},
};
use reqwest::Method;
use serde_json::{Value, json};

use super::support::{Person, TestApp};

const PAGE: &str = "/settings/privacy";

async fn memories(person: &Person) -> Vec<Memory> {
    person.get("/api/v1/memories").await.json::<Page<Memory>>().items
}

async fn leads(person: &Person, path: &str, fields: &[(&str, &str)], to: &str) {
    let reply = person.submit(path, fields).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, to), "{path}");
}

#[tokio::test]
async fn forms_of_a_person_change_what_they_show_and_nothing_else() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let fields =
        [("nickname", "Adi"), ("language", "hi"), ("region", "in"), ("interests", "chess, tax")];
    leads(&ana, "/settings/profile", &fields, "/settings/profile?done=saved").await;
    let done = |word: &str, part: &str| format!("{PAGE}?done={word}&about={part}#{part}");
    let form = |path: &str| format!("{PAGE}/{path}");
    leads(&ana, &form("terms"), &[("term", "Lotus")], &done("hidden", "leaving")).await;
    leads(&ana, &form("terms"), &[("term", "Rose")], &done("hidden", "leaving")).await;
    leads(&ana, &form("terms/remove"), &[("term", "Rose")], &done("shown", "leaving")).await;
    leads(&ana, &form("mood"), &[("on", "false")], &done("mood_off", "mood")).await;
    leads(&ana, &form("memory"), &[("on", "false")], &done("memory_off", "memory")).await;
    leads(&ana, &form("memory"), &[("on", "true")], &done("memory_on", "memory")).await;
    let profile: Profile = ana.get("/api/v1/profile").await.json();
    let expected = Profile {
        nickname: "Adi".into(),
        language: Some("hi".into()),
        region: Some("IN".into()),
        interests: vec!["chess".into(), "tax".into()],
        share_interests: false,
        mood: false,
        hidden_terms: vec!["Lotus".into()],
        ..Profile::default()
    };
    assert_eq!(profile, expected);
    // Drawn again with what was typed; none of it stands in an address.
    let long = "x".repeat(41);
    let wrong = ana.submit("/settings/profile", &[("interests", &long)]).await;
    assert_eq!(wrong.status, 200);
    let guest = app.stranger();
    let to = "/auth/login?next=%2Fsettings%2Fprivacy";
    leads(&guest, &form("forget"), &[], to).await;
}

async fn user(person: &Person) -> User {
    person.get("/api/v1/me").await.json::<Me>().user
}

/// attacks.md 2: there is no id in it, and none is read from it.
#[tokio::test]
async fn a02_name_is_changed_for_the_session_that_asks_whatever_else_is_sent() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let (admin, before) = (user(&ana).await, user(&eve).await);
    let change = json!({
        "name": "  Eve \t Rao ", "id": admin.id, "user_id": admin.id, "user": { "id": admin.id },
        "role": "admin", "email": "ana@example.org", "created_at": 0,
    });
    let reply = eve.call(Method::PATCH, "/api/v1/me", &change).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let expected = User { name: "Eve Rao".into(), ..before };
    assert_eq!(reply.json::<Me>().user, expected);
    assert_eq!((user(&eve).await, user(&ana).await), (expected.clone(), admin));

    let nothing = eve.call(Method::PATCH, "/api/v1/me", &json!({})).await;
    assert_eq!(nothing.json::<Me>().user, expected);
    for bad in ["", " \t", "Eve\u{202E}oaR", "E\0ve", &"x".repeat(81)] {
        let refused = eve.call(Method::PATCH, "/api/v1/me", &json!({ "name": bad })).await;
        assert_eq!(refused.code(), ErrorCode::Invalid, "{bad:?}");
        assert_eq!(refused.json::<Value>()["error"]["details"]["field"], "name", "{bad:?}");
    }
    let name = json!({ "name": "Mallory" });
    let program = eve.program(&["read", "chat"]).await;
    assert_eq!(program.call(Method::PATCH, "/api/v1/me", &name).await.status, 403);
    let guest = app.stranger();
    assert_eq!(guest.call(Method::PATCH, "/api/v1/me", &name).await.status, 401);
    assert_eq!(user(&eve).await, expected);
}

#[tokio::test]
async fn form_of_a_profile_changes_the_name_with_the_rest_or_nothing() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let path = "/settings/profile";
    let fields = [("name", " Ana Rao "), ("nickname", "Adi")];
    leads(&ana, path, &fields, "/settings/profile?done=saved").await;
    let is_kept = async || {
        let profile: Profile = ana.get("/api/v1/profile").await.json();
        assert_eq!((user(&ana).await.name.as_str(), profile.nickname.as_str()), ("Ana Rao", "Adi"));
    };
    is_kept().await;
    let long = "x".repeat(81);
    for wrong in [
        [("name", " "), ("nickname", "Other")],
        [("name", long.as_str()), ("nickname", "Other")],
        [("name", "Other"), ("nickname", long.as_str())],
    ] {
        assert_eq!(ana.submit(path, &wrong).await.status, 200, "drawn again");
        is_kept().await;
    }
    leads(&ana, path, &[("nickname", "Adi")], "/settings/profile?done=saved").await;
    is_kept().await;
}

#[tokio::test]
async fn a01_memory_of_another_person_is_changed_by_no_form() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let fields = [("text", "I live in Pune."), ("kind", "fact")];
    let added = format!("{PAGE}?done=added&about=memory#memory");
    leads(&ana, &format!("{PAGE}/memories"), &fields, &added).await;
    let memory = memories(&ana).await.remove(0);
    let path = format!("{PAGE}/memories/{}", memory.id);
    let missing = format!("{PAGE}?error=not_found&about=memory#memory");
    leads(&eve, &path, &[("text", "Mine now."), ("kind", "fact")], &missing).await;
    leads(&eve, &format!("{path}/forget"), &[], &missing).await;
    leads(&eve, &format!("{PAGE}/forget"), &[], &added.replace("added", "forgotten")).await;
    assert_eq!(memories(&ana).await, [memory]);
    leads(&ana, &path, &[("text", "I live in Goa.")], &added.replace("added", "changed")).await;
    assert_eq!(memories(&ana).await[0].text, "I live in Goa.");
    leads(&ana, &format!("{path}/forget"), &[], &added.replace("added", "removed")).await;
    assert_eq!(memories(&ana).await, []);
}

#[tokio::test]
async fn boxes_of_a_chat_say_what_holds_there() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let chat = ana.chat().await;
    let page = format!("/c/{chat}");
    leads(&ana, &format!("{page}/privacy"), &[("memory", "on")], &page).await;
    let path = format!("/api/v1/conversations/{chat}/privacy");
    let holds: ChatPrivacy = ana.get(&path).await.json();
    assert_eq!((holds.memory, holds.mood), (true, false));
    let missing = format!("{page}?error=not_found");
    leads(&eve, &format!("{page}/privacy"), &[], &missing).await;
    assert_eq!(ana.get(&path).await.json::<ChatPrivacy>(), holds);
}

#[tokio::test]
async fn a01_appearance_is_its_persons_alone_and_stands_in_their_pages() {
    let app = TestApp::new().await;
    let (mut ana, eve) = (app.user("ana").await, app.user("eve").await);
    let path = "/api/v1/me/appearance";
    assert_eq!(ana.get(path).await.json::<Appearance>(), Appearance::default());
    assert!(ana.get("/").await.set_cookies().is_empty(), "nothing was chosen");
    let change = json!({ "theme": "light", "density": "compact" });
    let chosen: Appearance = ana.call(Method::PATCH, path, &change).await.json();
    assert_eq!(chosen.words(" "), "light compact");
    let fields = [("send_key", "ctrl_enter")];
    leads(&ana, "/settings/appearance", &fields, "/settings/appearance?done=saved").await;
    let now: Appearance = ana.get(path).await.json();
    assert_eq!(now.words(" "), "light compact ctrl_enter", "a form changes what it names");
    assert_eq!(eve.get(path).await.json::<Appearance>(), Appearance::default());

    let page = ana.get("/").await;
    let cookies = page.set_cookies();
    assert!(cookies[0].starts_with("appearance=light.compact.ctrl_enter; Path=/"), "{cookies:?}");
    ana.take_cookies(&page);
    assert!(ana.get("/").await.set_cookies().is_empty(), "it is known already");

    let guest = app.stranger();
    assert_eq!(guest.get(path).await.status, 401);
    let to = "/auth/login?next=%2Fsettings%2Fappearance";
    leads(&guest, "/settings/appearance", &fields, to).await;
    let program = ana.program(&["read", "chat"]).await;
    assert_eq!(program.get(path).await.status, 403);
    let pink = ana.call(Method::PATCH, path, &json!({ "theme": "pink" })).await;
    assert!(pink.status.is_client_error());
    assert_eq!(ana.get(path).await.json::<Appearance>(), now);
}
