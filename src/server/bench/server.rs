//! The binary under measurement, and a person who uses it.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::{Client, RequestBuilder, header};
use serde_json::{Value, json};

use crate::{Result, folder::Folder, upstream::Upstream};

#[derive(Debug)]
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From spawning the process to the first page.
    pub start: Duration,
}

impl Server {
    /// Starts the binary on a free port and waits for its first page.
    pub async fn start(binary: &Path, data: &Folder, upstream: Upstream) -> Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let began = Instant::now();
        let child = Command::new(fs::canonicalize(binary)?)
            .arg("serve")
            .current_dir(data.path())
            .env_clear()
            .env("ADDA_SERVER__ADDR", address.to_string())
            .env("ADDA_SERVER__DATA_DIR", data.path())
            .env("ADDA_AUTH__ATTEMPTS_PER_MINUTE", "100000")
            .env("ADDA_LIMITS__CONNECTIONS_PER_USER", "10000")
            .env("ADDA_LIMITS__SENDS_PER_MINUTE", "0")
            .env("ADDA_LIMITS__ANONYMOUS_PER_MINUTE", "0")
            .env("OPENAI_API_KEY", "sk-bench")
            .env("OPENAI_BASE_URL", upstream.base_url())
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self { child, address, start: Duration::ZERO };
        let http = client()?;
        let page = server.url("/auth/login");
        while !http.get(&page).send().await.is_ok_and(|answer| answer.status().is_success()) {
            if began.elapsed() > Duration::from_secs(20) {
                return Err("the server did not start".into());
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.start = began.elapsed();
        Ok(server)
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Resident memory in bytes.
    pub fn memory(&self) -> Result<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).ok_or("no VmRSS")?;
        Ok(kib.trim().parse::<u64>()? * 1024)
    }

    /// As a crash.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// A client that keeps its connections and unpacks nothing.
pub fn client() -> Result<Client> {
    Ok(Client::builder().pool_max_idle_per_host(1_000).no_proxy().build()?)
}

/// A person signed in on a server.
#[derive(Clone, Debug)]
pub struct Person {
    pub http: Client,
    origin: String,
    pub cookies: String,
}

impl Person {
    pub async fn register(server: &Server, name: &str) -> Result<Self> {
        let mut person = Self { http: client()?, origin: server.url(""), cookies: String::new() };
        let form = json!({"email": format!("{name}@example.org"), "password": "correct horse", "name": name});
        let answer =
            person.post("/api/v1/auth/register").json(&form).send().await?.error_for_status()?;
        let cookies = answer.headers().get_all(header::SET_COOKIE);
        let pairs = cookies.iter().filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        person.cookies = pairs.collect::<Vec<_>>().join("; ");
        Ok(person)
    }

    /// The same person after the server has started anew somewhere else.
    pub fn at(&self, server: &Server) -> Self {
        Self { origin: server.url(""), ..self.clone() }
    }

    pub fn post(&self, path: &str) -> RequestBuilder {
        let request = self.http.post(format!("{}{path}", self.origin));
        request.header(header::ORIGIN, &self.origin).header(header::COOKIE, &self.cookies)
    }

    pub fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.origin)).header(header::COOKIE, &self.cookies)
    }

    /// A new conversation with a model; returns its id.
    pub async fn conversation(&self, model: &str) -> Result<String> {
        let answer =
            self.post("/api/v1/conversations").json(&json!({"model": model})).send().await?;
        let body: Value = answer.error_for_status()?.json().await?;
        Ok(body["id"].as_str().ok_or("no id")?.to_owned())
    }

    /// A new key for a program of theirs.
    pub async fn api_key(&self) -> Result<String> {
        let form = json!({"name": "Bench", "scopes": ["chat"]});
        let answer = self.post("/api/v1/api-keys").json(&form).send().await?;
        let body: Value = answer.error_for_status()?.json().await?;
        Ok(body["secret"].as_str().ok_or("no key")?.to_owned())
    }
}
