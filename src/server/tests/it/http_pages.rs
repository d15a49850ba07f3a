//! Pages behind a login, forms without WASM, and where `next` may lead.

use adda_protocol::{ErrorCode, dto::User};
use reqwest::Method;

use super::support::{PASSWORD, Reply, TestApp};

#[tokio::test]
async fn page_that_needs_a_login_redirects_there_and_back() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut guest = app.stranger();
    guest.email.clone_from(&ana.email);
    let reply = guest.get("/c/0192?x=1").await;
    assert_eq!(reply.status, 303);
    assert_eq!(reply.header("location"), "/auth/login?next=%2Fc%2F0192%3Fx%3D1");
    assert_eq!(guest.get("/").await.header("location"), "/auth/login");
    let fields = [("email", guest.email.as_str()), ("password", PASSWORD), ("next", "/c/0192?x=1")];
    let reply = guest.submit("/auth/login", &fields).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "/c/0192?x=1"));
    guest.take_cookies(&reply);
    let page = guest.get("/c/0192?x=1").await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("page of ana"));
    let onwards = guest.get("/auth/login?next=%2Fsettings").await;
    assert_eq!((onwards.status.as_u16(), onwards.header("location")), (303, "/settings"));
}

#[tokio::test]
async fn expired_page_visit_renews_the_session_on_the_way() {
    let app = TestApp::new().await;
    let mut ana = app.user("ana").await;
    app.clock.advance(16 * 60_000);
    let page = ana.get("/").await;
    assert!(page.text().contains("page of ana"));
    assert_eq!(page.set_cookies().len(), 2);
    ana.take_cookies(&page);
    assert!(ana.get("/").await.set_cookies().is_empty());
}

#[tokio::test]
async fn login_form_goes_back_with_the_reason_and_never_the_password() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let guest = app.stranger();
    let wrong = "certainly not this";
    let fields = [("email", ana.email.as_str()), ("password", wrong), ("next", "/settings")];
    let reply = guest.submit("/auth/login", &fields).await;
    assert_eq!(reply.status, 303);
    let location = reply.header("location");
    assert!(location.starts_with("/auth/login?error=wrong_credentials"), "{location}");
    assert!(location.contains("next=%2Fsettings") && location.contains("email=ana%40example.org"));
    assert!(!location.contains("certainly"));
    assert!(reply.set_cookies().is_empty());
}

#[tokio::test]
async fn a09_next_to_another_site_leads_home() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    for next in [
        "//evil",
        "\\\\evil",
        "/\\evil",
        "https:evil",
        "https://evil",
        "javascript:alert(1)",
        "/%2fevil",
        "/%5cevil",
        "/%252fevil",
        "/\t/evil",
        "\r\nset-cookie: a=b",
        "/auth/login?next=//evil",
    ] {
        let fields = [("email", ana.email.as_str()), ("password", PASSWORD), ("next", next)];
        let reply = app.stranger().submit("/auth/login", &fields).await;
        assert_eq!(reply.header("location"), "/", "{next:?}");
        let query =
            form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
        let reply = ana.get(&format!("/auth/login?{query}")).await;
        assert_eq!(reply.header("location"), "/", "{next:?}");
    }
}

#[tokio::test]
async fn forms_do_what_the_api_does() {
    let mut app = TestApp::new().await;
    let mut ana = app.stranger();
    let fields = [("name", "Ana"), ("email", "ana@example.org"), ("password", PASSWORD)];
    let reply = ana.submit("/auth/register", &fields).await;
    assert_eq!((reply.status.as_u16(), reply.header("location")), (303, "/"));
    ana.take_cookies(&reply);
    let chat = ana.submit("/c", &[]).await.header("location").to_owned();
    assert!(chat.starts_with("/c/"), "{chat}");
    let id = "0192f0c1-2345-7abc-8def-0123456789ab";
    for _ in 0..2 {
        let reply = ana.submit(&chat, &[("text", "hello there"), ("client_id", id)]).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (303, chat.as_str()));
    }
    let answer = app.script.next_request().await;
    answer.text("And hello").await;
    let api = format!("/api/v1/conversations{}", chat.strip_prefix("/c").unwrap());
    let messages = ana.get(&api).await.json::<serde_json::Value>()["messages"].clone();
    let messages = messages.as_array().unwrap();
    assert_eq!(messages.iter().filter(|message| message["text"] == "hello there").count(), 1);
    let writing = messages.last().unwrap()["id"].as_str().unwrap();
    assert_eq!(
        ana.submit(&format!("{chat}/stop"), &[("message", writing)]).await.header("location"),
        chat
    );
    answer.cancelled().await;
    let reply = ana.submit(&format!("{chat}/rename"), &[("title", "Greetings")]).await;
    assert_eq!(reply.header("location"), chat);
    assert_eq!(ana.get(&api).await.json::<serde_json::Value>()["title"], "Greetings");
    let reply = ana.submit(&chat, &[("text", "")]).await;
    assert!(reply.header("location").starts_with(&format!("{chat}?error=invalid")));
    assert_eq!(ana.submit(&format!("{chat}/delete"), &[]).await.header("location"), "/");
    assert_eq!(ana.get(&api).await.code(), ErrorCode::NotFound);
    let reply = ana.submit("/auth/logout", &[]).await;
    assert_eq!(reply.header("location"), "/auth/login");
    ana.take_cookies(&reply);
    // All that is left says whose things the device is to forget.
    assert_eq!(ana.cookies.keys().collect::<Vec<_>>(), [User::LEFT]);
    let reply = ana.submit(&chat, &[("text", "hello?")]).await;
    assert!(reply.header("location").starts_with("/auth/login?next=%2Fc%2F"));
}

#[tokio::test]
async fn settings_forms_say_in_the_address_how_it_went() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut there = app.stranger();
    let fields = [("email", ana.email.as_str()), ("password", PASSWORD)];
    let reply = there.submit("/auth/login", &fields).await;
    there.take_cookies(&reply);

    let fields = [("current", "certainly not this"), ("new", "another long password")];
    let reply = ana.submit("/settings/password", &fields).await;
    let location = reply.header("location");
    assert_eq!(location, "/settings?error=wrong_credentials&form=password");

    let sessions = ana.get("/api/v1/sessions").await.json::<serde_json::Value>();
    let items = sessions["items"].as_array().unwrap();
    let other = items.iter().find(|item| item["current"] == false).unwrap();
    let end = format!("/settings/sessions/{}/end", other["id"].as_str().unwrap());
    let foreign = app.user("ben").await.submit(&end, &[]).await;
    assert_eq!(foreign.header("location"), "/settings?error=not_found&form=sessions");
    assert_eq!(ana.submit(&end, &[]).await.header("location"), "/settings");
    assert_eq!(there.get("/api/v1/me").await.status, 401);

    let fields = [("current", PASSWORD), ("new", "another long password")];
    let reply = ana.submit("/settings/password", &fields).await;
    assert_eq!(reply.header("location"), "/settings?done=password");
    let reply = ana.submit("/settings/delete", &[("password", PASSWORD)]).await;
    assert_eq!(reply.header("location"), "/settings?error=wrong_credentials&form=account");
    let reply = ana.submit("/settings/delete", &[("password", "another long password")]).await;
    assert_eq!(reply.header("location"), "/auth/register");
    assert_eq!(reply.set_cookies().len(), 2, "they are taken back");
    assert_eq!(ana.get("/api/v1/me").await.status, 401);
    let reply = ana.submit("/settings/password", &fields).await;
    assert_eq!(reply.header("location"), "/auth/login?next=%2Fsettings");
}

#[tokio::test]
async fn file_is_served_with_its_validator_and_nothing_outside() {
    let app = TestApp::new().await;
    let guest = app.stranger();
    let file = guest.get("/pkg/adda.css").await;
    assert_eq!((file.text().as_str(), file.header("content-type")), ("body{}", "text/css"));
    assert_eq!(file.header("cache-control"), "no-cache");
    let etag = file.header("etag").to_owned();
    let request = guest.request(Method::GET, "/pkg/adda.css").header("if-none-match", etag);
    assert_eq!(Reply::of(request).await.status, 304);
    for path in
        ["/pkg/../pkg/adda.css", "/pkg/%2e%2e/Cargo.toml", "/pkg//adda.css", "/%2fetc/passwd"]
    {
        assert!(!guest.get(path).await.text().contains("[package]"), "{path}");
    }
}

#[tokio::test]
async fn body_for_a_page_is_bounded_too() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let post = async |length: usize| {
        Reply::of(ana.request(Method::POST, "/api/send_message").body("a".repeat(length))).await
    };
    assert_eq!(post(1000).await.text(), "posted 1000");
    assert_eq!(post(adda_protocol::limits::BODY_BYTES + 1).await.code(), ErrorCode::TooLarge);
}
