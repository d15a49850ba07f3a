//! What administrators do with accounts, through the forms of their pages, and who else may not.

use adda_protocol::{
    ErrorCode, ServerFrame, UserId,
    dto::{Me, Role},
};
use reqwest::{Method, header};
use serde_json::json;

use super::support::{Person, Reply, TestApp};

async fn role(person: &Person) -> Role {
    person.get("/api/v1/me").await.json::<Me>().user.role
}

async fn act(person: &Person, id: UserId, what: &str, fields: &[(&str, &str)]) -> Reply {
    person.submit(&format!("/admin/people/{id}/{what}"), fields).await
}

fn leads_to(reply: &Reply, id: UserId, with: &str) {
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert_eq!(reply.header("location"), format!("/admin/people/{id}?{with}"));
}

const ACTS: [(&str, &str, &str); 5] = [
    ("role", "role", "admin"),
    ("sign-out", "x", "x"),
    ("block", "x", "x"),
    ("unblock", "x", "x"),
    ("delete", "confirm", "ana@example.org"),
];

#[tokio::test]
async fn a01_forms_of_administrators_are_404_for_members_strangers_and_programs() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let id = ana.id().await;
    let stranger = app.stranger();
    let program = ana.program(&["read", "chat"]).await;
    for (what, field, value) in ACTS {
        for person in [&eve, &stranger] {
            let reply = act(person, id, what, &[(field, value)]).await;
            assert_eq!(reply.code(), ErrorCode::NotFound, "{what}");
        }
        let request = program
            .request(Method::POST, &format!("/admin/people/{id}/{what}"))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(format!("{field}={value}"));
        assert_eq!(Reply::of(request).await.code(), ErrorCode::NotFound, "{what}");
    }
    assert_eq!((role(&ana).await, role(&eve).await), (Role::Admin, Role::Member));
}

#[tokio::test]
async fn a08_form_of_another_site_does_nothing_for_an_administrator() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let path = format!("/admin/people/{}/role", eve.id().await);
    for origin in ["https://evil.example", "null"] {
        let request = ana
            .bare(Method::POST, &path)
            .header(header::ORIGIN, origin)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body("role=admin");
        assert_eq!(Reply::of(request).await.code(), ErrorCode::ForeignOrigin, "{origin}");
    }
    assert_eq!(role(&eve).await, Role::Member);
}

#[tokio::test]
async fn administrator_gives_the_role_and_takes_it_and_the_last_one_stays() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let (ana_id, eve_id) = (ana.id().await, eve.id().await);
    let reply = act(&ana, ana_id, "role", &[("role", "member")]).await;
    leads_to(&reply, ana_id, "error=conflict");
    leads_to(&act(&ana, eve_id, "role", &[("role", "admin")]).await, eve_id, "done=promoted");
    assert_eq!(role(&eve).await, Role::Admin, "it holds from the next request on");
    // Both at once: one of them is the last.
    let (one, other) = tokio::join!(
        act(&ana, eve_id, "role", &[("role", "member")]),
        act(&eve, ana_id, "role", &[("role", "member")]),
    );
    drop((one, other));
    let roles = [role(&ana).await, role(&eve).await];
    assert_eq!(roles.iter().filter(|role| **role == Role::Admin).count(), 1, "{roles:?}");
    let reply = act(&ana, ana_id, "role", &[("role", "emperor")]).await;
    assert!(reply.status.is_client_error(), "{}", reply.status);
}

#[tokio::test]
async fn account_is_deleted_by_its_email_typed_again_and_administrators_never() {
    let app = TestApp::new().await;
    let (ana, eve, bob) = (app.user("ana").await, app.user("eve").await, app.user("bob").await);
    let (eve_id, bob_id) = (eve.id().await, bob.id().await);
    let chat = eve.chat().await;
    let mut live = eve.connect().await;
    live.hello(&[(chat, 0)]).await;
    let program = eve.program(&["read"]).await;
    for wrong in ["", "eve", "ana@example.org"] {
        let reply = act(&ana, eve_id, "delete", &[("confirm", wrong)]).await;
        leads_to(&reply, eve_id, "error=invalid");
    }
    assert_eq!(role(&eve).await, Role::Member);
    let reply = act(&ana, eve_id, "delete", &[("confirm", " Eve@example.org ")]).await;
    assert_eq!(reply.header("location"), "/admin?done=deleted");
    assert_eq!(eve.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
    assert_eq!(program.get("/api/v1/conversations").await.code(), ErrorCode::Unauthorized);
    live.find(|frame| (frame == ServerFrame::SignedOut).then_some(())).await;
    let again = act(&ana, eve_id, "delete", &[("confirm", "eve@example.org")]).await;
    assert_eq!(again.header("location"), "/admin?error=not_found");

    act(&ana, bob_id, "role", &[("role", "admin")]).await;
    let reply = act(&ana, bob_id, "delete", &[("confirm", "bob@example.org")]).await;
    leads_to(&reply, bob_id, "error=conflict");
    assert_eq!(role(&bob).await, Role::Admin);
}

#[tokio::test]
async fn sign_out_by_an_administrator_ends_every_session_of_the_account() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let mut phone = app.stranger();
    phone.email.clone_from(&eve.email);
    phone.login().await;
    let id = eve.id().await;
    leads_to(&act(&ana, id, "sign-out", &[]).await, id, "done=signed-out");
    for gone in [&eve, &phone] {
        assert_eq!(gone.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
        let form = json!({});
        assert_eq!(gone.post("/api/v1/auth/refresh", &form).await.code(), ErrorCode::Unauthorized);
    }
    assert_eq!(role(&ana).await, Role::Admin);
}

#[tokio::test]
async fn a04_blocked_person_is_out_at_once_and_comes_back_when_unblocked() {
    let app = TestApp::new().await;
    let (ana, mut eve) = (app.user("ana").await, app.user("eve").await);
    let (ana_id, eve_id) = (ana.id().await, eve.id().await);
    let chat = eve.chat().await;
    let program = eve.program(&["read"]).await;
    let mut live = eve.connect().await;
    live.hello(&[(chat, 0)]).await;
    assert_eq!(program.get("/api/v1/conversations").await.status, 200);

    leads_to(&act(&ana, ana_id, "block", &[]).await, ana_id, "error=conflict");
    leads_to(&act(&ana, eve_id, "block", &[]).await, eve_id, "done=blocked");
    live.find(|frame| (frame == ServerFrame::SignedOut).then_some(())).await;
    assert_eq!(eve.get("/api/v1/me").await.code(), ErrorCode::Unauthorized);
    assert_eq!(program.get("/api/v1/conversations").await.code(), ErrorCode::Unauthorized);
    let renewed = eve.post("/api/v1/auth/refresh", &json!({})).await;
    assert_eq!(renewed.code(), ErrorCode::Unauthorized);
    // Only whoever knows the password is told why.
    let login = async |password: &str| {
        let form = json!({ "email": eve.email, "password": password });
        app.stranger().post("/api/v1/auth/login", &form).await.code()
    };
    assert_eq!(login(super::support::PASSWORD).await, ErrorCode::AccountBlocked);
    assert_eq!(login("not the password").await, ErrorCode::WrongCredentials);

    leads_to(&act(&ana, eve_id, "unblock", &[]).await, eve_id, "done=unblocked");
    eve.login().await;
    assert_eq!(eve.get(&format!("/api/v1/conversations/{chat}")).await.status, 200);
    assert_eq!(program.get("/api/v1/conversations").await.status, 200);
}
