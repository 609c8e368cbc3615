//! A real `PostgreSQL` server for tests: started from the binaries of this machine in a temporary
//! folder, and gone with the process of the test, however that ends.
//!
//! Where there is no server to start, tests that need one say that they are skipped. With
//! `FRAMEWISE_TEST_POSTGRES=required` they fail instead, so that `scripts/test` skips nothing silently.

use std::{
    env, fs,
    io::{self, BufRead, BufReader, Write},
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::{
        LazyLock, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use sqlx::{AssertSqlSafe, ConnectOptions, Executor, PgConnection, postgres::PgConnectOptions};

/// The user who may do everything; over the socket no password is asked for.
pub const USER: &str = "framewise";

static SHARED: LazyLock<Option<Server>> = LazyLock::new(Server::started);
static DATABASES: AtomicUsize = AtomicUsize::new(0);

/// The server of this test binary; nothing, after having said so, where there is none to start.
pub fn shared(test: &str) -> Option<&'static Server> {
    or_skipped(SHARED.as_ref(), test)
}

/// A server of its own, for a test that stops it.
pub fn own(test: &str) -> Option<Server> {
    or_skipped(Server::started(), test)
}

fn or_skipped<T>(server: Option<T>, test: &str) -> Option<T> {
    if server.is_none() {
        let required = env::var("FRAMEWISE_TEST_POSTGRES").is_ok_and(|value| value == "required");
        assert!(!required, "{test} needs PostgreSQL: apt-get install postgresql");
        // Not by a macro, whose lines are not shown of tests that pass.
        let line = format!("SKIPPED {test}: there is no PostgreSQL on this machine\n");
        io::stderr().write_all(line.as_bytes()).unwrap();
    }
    server
}

/// A server and the shell that watches over it.
pub struct Server {
    folder: PathBuf,
    port: u16,
    shell: Child,
    /// Commands to the shell. When this is closed, by us or by the end of the process, the shell stops
    /// the server and removes the folder.
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
            // Not in the group that Ctrl-C reaches.
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

    /// Starts the server and waits until it lets somebody in.
    pub fn start(&self) {
        self.told("start");
    }

    /// Stops the server in good order, without waiting for its clients.
    pub fn stop(&self) {
        self.told("stop");
    }

    /// SIGKILL to the server and its children.
    pub fn kill(&self) {
        self.told("kill");
    }

    fn told(&self, command: &str) {
        let mut commands = self.commands.lock().unwrap();
        let (input, output) = commands.as_mut().unwrap();
        writeln!(input, "{command}").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert_eq!(answer.trim(), "done", "PostgreSQL, told to {command}");
    }

    /// Where all its files lie.
    #[allow(dead_code, reason = "not every test looks at them")]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The URL of a database by the server's socket.
    pub fn url(&self, database: &str) -> String {
        let folder = self.folder.to_str().unwrap().replace('/', "%2F");
        format!("postgres://{USER}@{folder}:{}/{database}", self.port)
    }

    /// The URL of a database by TCP, where a password is asked for.
    pub fn url_by_tcp(&self, database: &str, user: &str, password: &str) -> String {
        format!("postgres://{user}:{password}@127.0.0.1:{}/{database}", self.port)
    }

    /// A connection that shares nothing with what is tested.
    pub async fn connection(&self, database: &str) -> PgConnection {
        let options = PgConnectOptions::new_without_pgpass()
            .socket(&self.folder)
            .port(self.port)
            .username(USER)
            .database(database);
        options.connect().await.unwrap()
    }

    /// Makes an empty database; its name.
    pub async fn fresh_database(&self) -> String {
        let name = format!("test_{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        self.execute("postgres", &format!("create database {name}")).await;
        name
    }

    /// Does something to a database, from outside of what is tested.
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
            assert!(!self.folder.exists(), "the server leaves nothing behind");
        }
    }
}

/// The folder of the newest server's programs.
fn binaries() -> Option<PathBuf> {
    let has_server =
        |folder: &Path| folder.join("postgres").exists() && folder.join("initdb").exists();
    let of_debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = of_debian
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

/// A port that nobody listens on, at this moment.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
