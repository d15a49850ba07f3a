//! nginx and Caddy as `deploy/` configures them, on a port of their own before a server of a test.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use tokio::net::TcpStream;

use super::read;

const PATIENCE: Duration = Duration::from_secs(20);
/// Where the configurations find Adda.
const ADDA: &str = "127.0.0.1:3000";
const NAME: &str = "chat.example.org";

/// Ends the program when its own standard input closes: with the test, however that ends.
const KEEPER: &str = r#"
exec 2>/dev/null
"$@" >log 2>&1 &
program=$!
trap 'kill -KILL $program; wait $program' EXIT
trap 'exit 1' HUP INT TERM
read -r _ || true
"#;

#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Nginx,
    Caddy,
}

/// A running proxy.
pub struct Proxy {
    pub addr: SocketAddr,
    keeper: Child,
    folder: tempfile::TempDir,
}

impl Kind {
    /// Starts it before the server at `adda`.
    pub async fn before(self, adda: SocketAddr) -> Proxy {
        let folder = tempfile::tempdir().unwrap();
        let addr = free();
        let arguments = match self {
            Self::Nginx => nginx(folder.path(), addr, adda),
            Self::Caddy => caddy(folder.path(), addr, adda),
        };
        let keeper = Command::new("sh")
            .args(["-c", KEEPER, "keeper"])
            .args(arguments)
            .current_dir(folder.path())
            .envs(["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"].map(|name| (name, folder.path())))
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let proxy = Proxy { addr, keeper, folder };
        proxy.ready(self).await;
        proxy
    }
}

impl Proxy {
    async fn ready(&self, kind: Kind) {
        let since = Instant::now();
        while TcpStream::connect(self.addr).await.is_err() {
            if since.elapsed() > PATIENCE {
                let log = std::fs::read_to_string(self.folder.path().join("log"));
                let log = log.unwrap_or_default();
                panic!(
                    "{kind:?} did not start. Is it installed? `make test` does it. It said:\n{log}"
                );
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

/// A port that was free a moment ago.
fn free() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// The file of `deploy/` with some of its lines changed; each must be there.
fn changed(file: &str, changes: &[(&str, &str)]) -> String {
    let mut text = read(file);
    for (from, to) in changes {
        assert!(text.contains(from), "{file} does not say {from:?}");
        text = text.replace(from, to);
    }
    text
}

/// Without https, on other ports; all else as it stands.
fn nginx(folder: &Path, addr: SocketAddr, adda: SocketAddr) -> Vec<String> {
    let site = changed(
        "deploy/nginx.conf",
        &[
            (ADDA, &adda.to_string()),
            ("listen 80;", &format!("listen {};", free())),
            ("listen [::]:80;", ""),
            ("listen 443 ssl http2;", &format!("listen {addr};")),
            ("listen [::]:443 ssl http2;", ""),
            ("ssl_certificate ", "# "),
            ("ssl_certificate_key ", "# "),
        ],
    );
    let places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
        .map(|module| format!("{module}_temp_path {module};"))
        .concat();
    let whole = format!(
        "daemon off; master_process off; pid pid; error_log stderr; events {{}}\n\
         http {{ access_log off; gzip on; gzip_types *; {places}\n{site}}}"
    );
    std::fs::write(folder.join("nginx.conf"), whole).unwrap();
    // Debian keeps it where only the administrator's path leads.
    let program = ["/usr/sbin/nginx", "nginx"].into_iter().find(|path| Path::new(path).exists());
    let prefix = folder.to_str().unwrap();
    [program.unwrap_or("nginx"), "-e", "stderr", "-p", prefix, "-c", "nginx.conf"]
        .map(str::to_owned)
        .into()
}

/// Without https and its remote control, on another port; all else as it stands.
fn caddy(folder: &Path, addr: SocketAddr, adda: SocketAddr) -> Vec<String> {
    let site = format!("http://{addr} {{\n\tbind {}\n", addr.ip());
    let changes = [(ADDA, adda.to_string()), (&format!("{NAME} {{\n"), site)];
    let text =
        changed("deploy/Caddyfile", &changes.each_ref().map(|(from, to)| (*from, to.as_str())));
    let whole = format!("{{\n\tadmin off\n\tauto_https off\n}}\n{text}");
    std::fs::write(folder.join("Caddyfile"), whole).unwrap();
    ["caddy", "run", "--config", "Caddyfile", "--adapter", "caddyfile"].map(str::to_owned).into()
}
