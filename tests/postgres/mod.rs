//! A real `PostgreSQL` server for tests, started from the installed binaries in a temporary folder. It ends with the
//! process of the test, even if that is killed.
//!
//! Without an installed server, tests that need one print that they are skipped. With
//! `FRAMEWISE_TEST_POSTGRES=required` they fail instead.

use std::io::{self, BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::{env, fs};

use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgConnection};

/// The superuser, who needs no password over the socket.
pub const USER: &str = "framewise";

static SHARED: LazyLock<Option<Server>> = LazyLock::new(Server::started);
static DATABASES: AtomicUsize = AtomicUsize::new(0);

/// The server of this test binary; none, after a printed line, without an installed server.
pub fn shared(test: &str) -> Option<&'static Server> {
    or_skipped(SHARED.as_ref(), test)
}

/// A separate server, for a test that stops it.
pub fn own(test: &str) -> Option<Server> {
    or_skipped(Server::started(), test)
}

fn or_skipped<T>(server: Option<T>, test: &str) -> Option<T> {
    if server.is_none() {
        let required = env::var("FRAMEWISE_TEST_POSTGRES").is_ok_and(|value| value == "required");
        assert!(!required, "{test} needs PostgreSQL: apt-get install postgresql");
        // Not by a macro, whose output the test harness hides.
        let line = format!("SKIPPED {test}: there is no PostgreSQL on this machine\n");
        io::stderr().write_all(line.as_bytes()).unwrap();
    }
    server
}

/// A server and the shell that controls it.
pub struct Server {
    folder: PathBuf,
    port: u16,
    shell: Child,
    /// Commands to the shell. When the pipe is closed, explicitly or by the end of the process, the shell stops the
    /// server and removes the folder.
    commands: Mutex<Option<(ChildStdin, BufReader<ChildStdout>)>>,
}

impl Server {
    fn started() -> Option<Self> {
        let binaries = binaries()?;
        let folder = tempfile::Builder::new().prefix("framewise-pg-").tempdir().unwrap().keep();
        let port = free_port();
        let mut shell = Command::new("sh")
            .args(["-c", include_str!("server.sh"), "server.sh"])
            .args([&binaries, &folder])
            .arg(port.to_string())
            // In another process group, which Ctrl-C does not reach.
            .process_group(0)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let commands = (shell.stdin.take().unwrap(), BufReader::new(shell.stdout.take().unwrap()));
        let server = Self { folder, port, shell, commands: Mutex::new(Some(commands)) };
        server.start();
        Some(server)
    }

    /// Starts the server and waits until it accepts connections.
    pub fn start(&self) {
        self.command("start");
    }

    /// Stops the server cleanly, without waiting for its clients.
    pub fn stop(&self) {
        self.command("stop");
    }

    /// SIGKILL to the server and its children.
    pub fn kill(&self) {
        self.command("kill");
    }

    fn command(&self, command: &str) {
        let mut commands = self.commands.lock().unwrap();
        let (input, output) = commands.as_mut().unwrap();
        writeln!(input, "{command}").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert_eq!(answer.trim(), "done", "command {command} of PostgreSQL");
    }

    /// The folder with all its files.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The URL of a database over the socket of the server.
    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.to_str().unwrap().replace('/', "%2F");
        format!("postgres://{USER}@{folder}:{}/{database}", self.port)
    }

    /// The URL of a database over TCP, which needs a password.
    pub fn url_by_tcp(&self, database: &str, user: &str, password: &str) -> String {
        format!("postgres://{user}:{password}@127.0.0.1:{}/{database}", self.port)
    }

    /// A connection that shares nothing with the tested code.
    pub async fn connection(&self, database: &str) -> PgConnection {
        let options = PgConnectOptions::new_without_pgpass()
            .socket(&self.folder)
            .port(self.port)
            .username(USER)
            .database(database);
        options.connect().await.unwrap()
    }

    /// Makes an empty database, and returns its name.
    pub async fn fresh_database(&self) -> String {
        let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        self.execute("postgres", &format!("create database {name}")).await;
        name
    }

    /// Executes a statement without the tested code.
    pub async fn execute(&self, database: &str, sql: &str) {
        let sql = AssertSqlSafe(sql.to_owned());
        self.connection(database).await.execute(sql).await.unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.commands.lock().unwrap().take();
        self.shell.wait().unwrap();
        if !std::thread::panicking() {
            assert!(!self.folder.exists(), "the server leaves no files");
        }
    }
}

/// The folder with the programs of the newest server.
fn binaries() -> Option<PathBuf> {
    let has_server =
        |folder: &Path| folder.join("postgres").exists() && folder.join("initdb").exists();
    // Installed, or unpacked by scripts/setup into the target folder.
    let unpacked =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("../tools/postgres/usr/lib/postgresql");
    let versions = [Path::new("/usr/lib/postgresql"), &unpacked].map(fs::read_dir);
    let mut found: Vec<(u32, PathBuf)> = versions
        .into_iter()
        .flatten()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| has_server(folder))
        .collect();
    found.sort();
    let elsewhere = || env::split_paths(&env::var_os("PATH")?).find(|folder| has_server(folder));
    found.pop().map(|(_, folder)| folder).or_else(elsewhere)
}

/// A free port.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
