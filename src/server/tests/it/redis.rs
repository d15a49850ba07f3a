//! Redis for tests: throw-away servers on free ports, without files.
//!
//! Each lives in a shell that ends it when its standard input closes, so that it goes with the test process however that
//! ends.

use std::{
    io::{BufRead, BufReader},
    net::TcpListener,
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    sync::OnceLock,
};

/// `$1` is the port.
const KEEPER: &str = r#"
trap 'kill -KILL $server 2>/dev/null; wait $server 2>/dev/null' EXIT
trap 'exit 1' HUP INT TERM
redis-server --port "$1" --bind 127.0.0.1 --save '' --appendonly no --loglevel warning >&2 &
server=$!
until redis-cli -p "$1" ping 2>/dev/null | grep -q PONG; do
    kill -0 $server 2>/dev/null || exit 1
    sleep 0.05
done
kill -0 $server 2>/dev/null || exit 1
echo ready
read -r _ || true
"#;

/// A running server.
pub struct RedisServer {
    port: u16,
    keeper: Option<Child>,
}

static SHARED: OnceLock<RedisServer> = OnceLock::new();

impl RedisServer {
    /// The one of this test process: for tests that keep to keys of their own.
    pub fn shared() -> &'static Self {
        SHARED.get_or_init(Self::start)
    }

    /// One of the test's own, to be killed.
    pub fn start() -> Self {
        // Another process may be quicker to take the port that was found free.
        for _ in 0..10 {
            let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
            if let Some(keeper) = keep(port) {
                return Self { port, keeper: Some(keeper) };
            }
        }
        panic!(
            "Redis did not start, and the tests need it: run `make test`, which installs it, or \
             `apt-get install redis-server`"
        );
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// As a crash.
    pub fn kill(&mut self) {
        if let Some(mut keeper) = self.keeper.take() {
            drop(keeper.stdin.take());
            keeper.wait().unwrap();
        }
    }

    /// The same address again, empty.
    pub fn start_again(&mut self) {
        self.kill();
        self.keeper = Some(keep(self.port).expect("its port is still free"));
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        self.kill();
    }
}

fn keep(port: u16) -> Option<Child> {
    let mut keeper = Command::new("sh")
        .args(["-c", KEEPER, "keeper", &port.to_string()])
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut word = String::new();
    BufReader::new(keeper.stdout.take().unwrap()).read_line(&mut word).unwrap();
    if word.trim() == "ready" {
        return Some(keeper);
    }
    let _ = keeper.wait();
    None
}
