use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::Duration,
};

use adda_protocol::{
    ConversationId, ErrorCode, ErrorEnvelope, UserId,
    dto::{Conversation, Me},
};
use reqwest::{Method, RequestBuilder, StatusCode, header, header::HeaderMap};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{Live, Sse};

pub const PASSWORD: &str = "a long enough phrase";

/// A client with a cookie jar, which says where it comes from as a browser does.
#[derive(Clone)]
pub struct Person {
    addr: SocketAddr,
    client: reqwest::Client,
    pub cookies: BTreeMap<String, String>,
    pub email: String,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Person {
    pub fn new(addr: SocketAddr) -> Self {
        Self::from(addr, Ipv4Addr::LOCALHOST.into(), HeaderMap::new())
    }

    /// Someone at this address of the machine, whose client adds these headers to all it sends.
    pub fn from(addr: SocketAddr, own: IpAddr, headers: HeaderMap) -> Self {
        let client = reqwest::Client::builder()
            .no_proxy()
            .local_address(own)
            .default_headers(headers)
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(20))
            .build()
            .unwrap();
        Self { addr, client, cookies: BTreeMap::new(), email: String::new() }
    }

    pub async fn register(&mut self, name: &str) {
        self.email = format!("{name}@example.org");
        let form = json!({ "email": self.email, "password": PASSWORD, "name": name });
        let reply = self.post("/api/v1/auth/register", &form).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        let _: Me = reply.json();
        self.take_cookies(&reply);
    }

    pub async fn login(&mut self) -> Reply {
        let form = json!({ "email": self.email, "password": PASSWORD });
        let reply = self.post("/api/v1/auth/login", &form).await;
        self.take_cookies(&reply);
        reply
    }

    pub async fn id(&self) -> UserId {
        self.get("/api/v1/me").await.json::<Me>().user.id
    }

    /// Starts a chat of their own.
    pub async fn chat(&self) -> ConversationId {
        let reply = self.post("/api/v1/conversations", &json!({})).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.json::<Conversation>().id
    }

    /// A request with this person's cookies and no word about where it comes from.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("http://{}{path}", self.addr);
        let request = self.client.request(method, url);
        if self.cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, self.cookie())
        }
    }

    /// A request from our own page.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).header(header::ORIGIN, self.origin())
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.addr)
    }

    pub fn cookie(&self) -> String {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    pub async fn get(&self, path: &str) -> Reply {
        Reply::of(self.request(Method::GET, path)).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        Reply::of(self.request(Method::DELETE, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        Reply::of(self.request(Method::POST, path).json(body)).await
    }

    pub async fn call(&self, method: Method, path: &str, body: &Value) -> Reply {
        Reply::of(self.request(method, path).json(body)).await
    }

    /// A form of a page.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body);
        Reply::of(request).await
    }

    /// Remembers and forgets cookies as the answer says.
    pub fn take_cookies(&mut self, reply: &Reply) {
        for line in reply.set_cookies() {
            let (name, rest) = line.split_once('=').unwrap();
            let value = rest.split(';').next().unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// A program of theirs: what it asks carries a key with these scopes, and nothing else.
    pub async fn program(&self, scopes: &[&str]) -> Program {
        let form = json!({ "name": "Script", "scopes": scopes });
        let reply = self.post("/api/v1/api-keys", &form).await;
        assert_eq!(reply.status, 201, "{}", reply.text());
        let made: Value = reply.json();
        let text = |field: &str| made[field].as_str().unwrap().to_owned();
        Program { id: text("id"), key: text("secret"), client: Self::new(self.addr) }
    }

    /// An event stream.
    pub async fn events(&self, request: RequestBuilder) -> Sse {
        Sse::open(request).await
    }

    /// Sends a message and listens to its answer.
    pub async fn ask(&self, chat: ConversationId, text: &str) -> Sse {
        let path = format!("/api/v1/conversations/{chat}/messages");
        self.events(self.request(Method::POST, &path).json(&json!({ "text": text }))).await
    }

    /// A live connection that has not said hello yet.
    pub async fn connect(&self) -> Live {
        Live::open(self.addr, &self.cookie(), Some(&self.origin())).await.unwrap()
    }
}

/// Something that calls the API with a key.
#[derive(Clone)]
pub struct Program {
    pub id: String,
    pub key: String,
    pub client: Person,
}

impl Program {
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.bare(method, path).bearer_auth(&self.key)
    }

    pub async fn get(&self, path: &str) -> Reply {
        Reply::of(self.request(Method::GET, path)).await
    }

    pub async fn call(&self, method: Method, path: &str, body: &Value) -> Reply {
        Reply::of(self.request(method, path).json(body)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.call(Method::POST, path, body).await
    }
}

impl Reply {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.unwrap().to_vec() }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.text()))
    }

    /// The code of an error, whose shape, status and request id are checked on the way.
    #[track_caller]
    pub fn code(&self) -> ErrorCode {
        let error = self.json::<ErrorEnvelope>().error;
        assert_eq!(error.code.status(), self.status.as_u16(), "{}", self.text());
        assert!(!error.message.is_empty());
        assert_eq!(error.request_id.as_deref(), Some(self.header("x-request-id")));
        error.code
    }

    #[track_caller]
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).unwrap_or_else(|| panic!("no header {name}"));
        value.to_str().unwrap()
    }

    pub fn set_cookies(&self) -> Vec<&str> {
        let lines = self.headers.get_all(header::SET_COOKIE);
        lines.iter().map(|line| line.to_str().unwrap()).collect()
    }
}
