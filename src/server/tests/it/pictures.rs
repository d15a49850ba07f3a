//! Pictures of people, over the wire: taken in by the form, given out to their person alone.

use std::io::{Cursor, Read};

use adda_protocol::{ErrorCode, dto::Me};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use reqwest::{Method, header};
use serde_json::{Value, json};
use zip::ZipArchive;

use super::support::{Person, Reply, TestApp};

const FORM: &str = "/settings/profile/picture";

fn png() -> Vec<u8> {
    let picture = RgbImage::from_pixel(40, 20, Rgb([200, 30, 30]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::from(picture).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// The form as a browser sends it.
async fn send(person: &Person, name: &str, kind: &str, bytes: &[u8]) -> Reply {
    let mut body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"{name}\"\r\n\
         Content-Type: {kind}\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let request = person
        .request(Method::POST, FORM)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .body(body);
    Reply::of(request).await
}

/// Where the person's picture is.
async fn address(person: &Person) -> Option<String> {
    let me: Me = person.get("/api/v1/me").await.json();
    me.user.picture.map(|id| format!("/avatars/{id}"))
}

#[track_caller]
fn refused(reply: &Reply, code: &str) {
    assert_eq!(reply.status, 303, "{}", reply.text());
    let back = format!("/settings/profile?error={code}&about=picture");
    assert_eq!(reply.header("location"), back);
}

#[tokio::test]
async fn picture_is_drawn_anew_and_given_out_as_what_it_is() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    // A name is data: what is kept has an id of ours.
    let sent = send(&ana, "../../etc/passwd.svg", "text/html", &png()).await;
    assert_eq!(sent.header("location"), "/settings/profile?done=picture&about=picture");
    let first = address(&ana).await.unwrap();
    for (path, side) in [(first.clone(), 96), (format!("{first}?size=large"), 256)] {
        let reply = ana.get(&path).await;
        assert_eq!(reply.status, 200);
        assert_eq!(reply.header("content-type"), "image/jpeg");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("content-security-policy"), "default-src 'none'; sandbox");
        assert!(reply.header("cache-control").starts_with("private"));
        assert!(reply.header("content-disposition").contains("picture.jpg"));
        let shown = image::load_from_memory_with_format(&reply.body, ImageFormat::Jpeg).unwrap();
        assert_eq!((shown.width(), shown.height()), (side, side));
        let known = ana.request(Method::GET, &path);
        let known = Reply::of(known.header("if-none-match", reply.header("etag"))).await;
        assert_eq!((known.status.as_u16(), known.body.len()), (304, 0));
    }
    send(&ana, "b.png", "image/png", &png()).await;
    let second = address(&ana).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(ana.get(&first).await.code(), ErrorCode::NotFound, "the one before is gone");
    let removed = ana.submit(&format!("{FORM}/remove"), &[]).await;
    assert!(removed.header("location").contains("done=picture-removed"));
    assert_eq!(ana.get(&second).await.code(), ErrorCode::NotFound);
    assert_eq!(address(&ana).await, None);
}

/// What an export says of the person's picture, and the file it holds.
async fn exported(person: &Person) -> (Value, Option<Vec<u8>>) {
    let mut archive =
        ZipArchive::new(Cursor::new(person.get("/api/v1/export").await.body)).unwrap();
    let mut file = |name: &str| {
        let mut bytes = Vec::new();
        archive.by_name(name).ok()?.read_to_end(&mut bytes).unwrap();
        Some(bytes)
    };
    let account: Value = serde_json::from_slice(&file("account.json").unwrap()).unwrap();
    (account["picture"].clone(), file("picture.jpg"))
}

#[tokio::test]
async fn picture_is_in_the_export_of_its_person_alone() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    send(&ana, "a.png", "image/png", &png()).await;
    let shown = ana.get(&format!("{}?size=large", address(&ana).await.unwrap())).await.body;
    assert_eq!(exported(&ana).await, (json!("picture.jpg"), Some(shown)));
    assert_eq!(exported(&eve).await, (Value::Null, None));
    ana.submit(&format!("{FORM}/remove"), &[]).await;
    assert_eq!(exported(&ana).await, (Value::Null, None), "what was removed is not taken along");
}

#[tokio::test]
async fn a01_picture_of_another_person_is_404_and_stays() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    send(&ana, "a.png", "image/png", &png()).await;
    let hers = address(&ana).await.unwrap();
    for path in [hers.clone(), format!("{hers}?size=large")] {
        assert_eq!(eve.get(&path).await.code(), ErrorCode::NotFound);
        assert_eq!(app.stranger().get(&path).await.code(), ErrorCode::Unauthorized);
        let program = ana.program(&["read", "chat"]).await;
        assert_ne!(program.get(&path).await.status, 200, "no key opens it");
    }
    eve.submit(&format!("{FORM}/remove"), &[]).await;
    assert_eq!(ana.get(&hers).await.status, 200);
    let stranger = send(&app.stranger(), "a.png", "image/png", &png()).await;
    assert!(stranger.header("location").starts_with("/auth/login"));
}

#[tokio::test]
async fn a11_what_is_no_picture_is_refused_and_changes_nothing() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    send(&ana, "a.png", "image/png", &png()).await;
    let before = address(&ana).await;
    for (name, kind, bytes) in [
        ("a.svg", "image/svg+xml", b"<svg onload='alert(1)'/>".as_slice()),
        ("a.png", "image/png", b"<!doctype html><script>alert(1)</script>"),
        ("a.png", "image/png", b""),
        ("a.gif", "image/gif", b"GIF89a\x01\0\x01\0\0\0\0;"),
        ("a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0"),
    ] {
        refused(&send(&ana, name, kind, bytes).await, "invalid");
    }
    let other_site = ana
        .bare(Method::POST, FORM)
        .header(header::ORIGIN, "https://evil.example")
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge")
        .body("--edge--");
    assert_eq!(Reply::of(other_site).await.code(), ErrorCode::ForeignOrigin);
    refused(&ana.submit(FORM, &[("picture", "x")]).await, "unsupported_media_type");
    assert_eq!(address(&ana).await, before);
}

#[tokio::test]
async fn a16_name_of_a_picture_is_data_and_never_a_place() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let files = || -> Vec<_> {
        let all = std::fs::read_dir(app.folder()).unwrap();
        all.map(|entry| entry.unwrap().file_name()).collect()
    };
    let before = files();
    for name in
        ["../../../tmp/x.png", "/etc/passwd", "..\\..\\x.png", "con.png", "%00.png", ".env", ""]
    {
        let sent = send(&ana, name, "image/png", &png()).await;
        assert!(sent.header("location").starts_with("/settings/profile?"), "{name}");
    }
    let hers = address(&ana).await.unwrap();
    assert_eq!(ana.get(&hers).await.status, 200);
    assert_eq!(files(), before, "nothing was written beside the database");
    for place in ["/avatars/../../etc/passwd", "/avatars/..%2f..%2fetc%2fpasswd", "/avatars/%00"] {
        assert_ne!(ana.get(place).await.header("content-type"), "image/jpeg", "{place}");
    }
}

#[tokio::test]
async fn a02_form_of_a_picture_changes_nobody_elses() {
    let app = TestApp::new().await;
    let (ana, eve) = (app.user("ana").await, app.user("eve").await);
    let mut body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"user_id\"\r\n\r\n{}\r\n\
         --edge\r\nContent-Disposition: form-data; name=\"role\"\r\n\r\nadmin\r\n\
         --edge\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\n\r\n",
        ana.id().await
    )
    .into_bytes();
    body.extend_from_slice(&png());
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let request = eve.request(Method::POST, FORM);
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=edge");
    Reply::of(request.body(body)).await;
    assert_eq!(address(&ana).await, None);
    let me: Me = eve.get("/api/v1/me").await.json();
    assert_eq!(me.user.role, adda_protocol::dto::Role::Member);
}

#[tokio::test]
async fn a17_picture_that_is_too_long_is_refused() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    let mut long = png();
    long.resize(5 * 1024 * 1024 + 1, 0);
    refused(&send(&ana, "a.png", "image/png", &long).await, "invalid");
    long.resize(6 * 1024 * 1024, 0);
    refused(&send(&ana, "a.png", "image/png", &long).await, "too_large");
    assert_eq!(address(&ana).await, None);
}

#[tokio::test]
async fn a26_picture_goes_with_its_account() {
    let app = TestApp::new().await;
    let ana = app.user("ana").await;
    send(&ana, "a.png", "image/png", &png()).await;
    let hers = address(&ana).await.unwrap();
    let (id, picture) = (ana.id().await, hers.rsplit('/').next().unwrap().parse().unwrap());
    let password = [("password", super::support::PASSWORD)];
    ana.submit("/settings/delete", &password).await;
    assert_eq!(ana.get(&hers).await.code(), ErrorCode::Unauthorized);
    let size = adda_server::store::PictureSize::Small;
    assert_eq!(app.services.store.picture(id, picture, size).await.unwrap(), None);
}
