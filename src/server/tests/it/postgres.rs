//! `PostgreSQL` for tests: one throw-away cluster per test process, a fresh database per test.
//!
//! The cluster lives in a shell that ends it when its standard input closes, so that it goes with the test process however
//! that ends. With `TEST_DATABASE_URL` set, databases are made on that server instead.

use std::{
    fs,
    io::{BufRead, BufReader},
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use sqlx::{AssertSqlSafe, Connection, PgConnection};

const MISSING: &str = "PostgreSQL is not installed, and the tests need it: run `make test`, which installs it, or \
                       `apt-get install postgresql`, or set TEST_DATABASE_URL to a server where databases may be made";

/// `$1` is the folder of the server's programs.
const KEEPER: &str = r#"
set -e
dir=$(mktemp -d /tmp/adda-postgres.XXXXXX)
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM
if ! "$1/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$dir/log" 2>&1
then cat "$dir/log" >&2; exit 1; fi
"$1/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c max_connections=200 >>"$dir/log" 2>&1 &
server=$!
trap 'kill -QUIT $server 2>/dev/null; wait $server; rm -rf "$dir"' EXIT
until "$1/pg_isready" -q -h "$dir"; do
    kill -0 $server 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
    sleep 0.1
done
echo "$dir"
read -r _ || true
"#;

/// A running cluster. Kept to the end of the process: the child's input closes then.
struct Cluster {
    socket: String,
    _keeper: Child,
}

static CLUSTER: OnceLock<Cluster> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// A database of one test.
pub struct Database {
    pub url: String,
    name: String,
}

impl Database {
    /// Makes an empty database.
    pub async fn fresh() -> Self {
        let number = DATABASES.fetch_add(1, Ordering::Relaxed);
        let name = format!("adda_test_{}_{number}", std::process::id());
        let mut conn = PgConnection::connect(&url("postgres")).await.expect("PostgreSQL answers");
        let sql = format!("CREATE DATABASE {name}");
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await.expect("a database can be made");
        Self { url: url(&name), name }
    }

    /// Removes it; without this it goes with its cluster, or stays on the server of `TEST_DATABASE_URL`.
    pub async fn remove(self) {
        let mut conn = PgConnection::connect(&url("postgres")).await.expect("PostgreSQL answers");
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut conn).await.expect("it can be removed");
    }
}

/// URL of a database on the server for tests.
fn url(database: &str) -> String {
    if let Ok(server) = std::env::var("TEST_DATABASE_URL") {
        let (server, parameters) = server.split_once('?').unwrap_or((&server, ""));
        let host = server.split_once("://").map_or(server, |(_, rest)| rest);
        let authority = host.split('/').next().unwrap_or(host);
        return format!("postgres://{authority}/{database}?{parameters}");
    }
    let socket = &CLUSTER.get_or_init(start).socket;
    format!("postgres://postgres@localhost/{database}?host={socket}")
}

fn start() -> Cluster {
    let programs = programs().expect(MISSING);
    let mut command = if is_root() {
        // initdb refuses to run as root; Debian's package brings the account.
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "sh"]);
        command
    } else {
        Command::new("sh")
    };
    let mut keeper = command
        .args(["-c", KEEPER, "keeper"])
        .arg(programs)
        .current_dir("/")
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the keeper of the cluster starts");
    let mut socket = String::new();
    let mut output = BufReader::new(keeper.stdout.take().expect("its output is piped"));
    output.read_line(&mut socket).expect("its output is text");
    assert!(!socket.is_empty(), "PostgreSQL did not start; its log is above");
    Cluster { socket: socket.trim().to_owned(), _keeper: keeper }
}

/// The newest one of this machine: Debian keeps versions side by side, others put it on the path.
fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest = debian
        .filter_map(|version| {
            let number: u32 = version.file_name().to_str()?.parse().ok()?;
            Some((number, version.path().join("bin")))
        })
        .filter(|(_, programs)| programs.join("initdb").exists())
        .max();
    let path = std::env::var_os("PATH").unwrap_or_default();
    newest
        .map(|(_, programs)| programs)
        .or_else(|| std::env::split_paths(&path).find(|folder| folder.join("initdb").exists()))
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}
