//! Starts the real program and talks to it.

use std::env;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::Value;

/// The folder of the frozen knowledge of four frameworks on which tests of the code run.
pub const FROZEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/knowledge");

/// How long a test waits for what must come.
pub const PATIENCE: Duration = Duration::from_mins(1);

/// The program as a process of its own, ended with the test.
pub struct Service {
    child: Child,
    pub port: u16,
    metrics_port: u16,
    log: Arc<Mutex<String>>,
    reader: Option<JoinHandle<()>>,
}

impl Service {
    /// Starts the real program on a free port and the frozen knowledge, and waits until it listens.
    pub fn start(folder: &Path) -> Self {
        Self::start_with(folder, &[])
    }

    /// The same with further flags.
    pub fn start_with(folder: &Path, flags: &[&str]) -> Self {
        let flags = [&["--knowledge", FROZEN], flags].concat();
        Self::start_by(Command::new(program()), folder, &flags)
    }

    /// The same by a command that runs the program, or is it, on the knowledge in the program.
    pub fn start_by(command: Command, folder: &Path, flags: &[&str]) -> Self {
        Self::start_with_input(command, folder, flags, Stdio::null())
    }

    /// The same with this standard input.
    pub fn start_with_input(
        mut command: Command,
        folder: &Path,
        flags: &[&str],
        input: Stdio,
    ) -> Self {
        let mut child = command
            .args(["serve", "--bind", "127.0.0.1:0", "--metrics-bind", "127.0.0.1:0"])
            .args(["--log-format", "json", "--rate-limit", "off"])
            // All queries of a test have one address. A flag overrides this.
            .env("FRAMEWISE_CLIENT_QUOTA", "0")
            .args(flags)
            .current_dir(folder)
            .stdin(input)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let log = Arc::new(Mutex::new(String::new()));
        let port_of = |address: &str| address.rsplit(':').next().unwrap().parse().unwrap();
        let mut metrics_port = 0;
        let port = loop {
            line.clear();
            let length = lines.read_line(&mut line).unwrap();
            assert!(length > 0, "the program ended before it listened: {}", log.lock().unwrap());
            log.lock().unwrap().push_str(&line);
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            if let Some(address) = event["address"].as_str() {
                break port_of(address);
            }
            if let Some(address) = event["metrics_address"].as_str() {
                metrics_port = port_of(address);
            }
        };
        // The pipe must not fill up, or the service would wait for its log.
        let rest = Arc::clone(&log);
        let reader = thread::spawn(move || {
            let mut line = Vec::new();
            while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
                rest.lock().unwrap().push_str(&String::from_utf8_lossy(&line));
                line.clear();
            }
        });
        Self { child, port, metrics_port, log, reader: Some(reader) }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// An open connection to it.
    pub fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }

    /// The body of a page.
    pub fn page(&self, path: &str) -> String {
        let address = format!("http://127.0.0.1:{}{path}", self.port);
        ureq::get(address).call().unwrap().body_mut().read_to_string().unwrap()
    }

    /// All metrics, as they are exposed.
    pub fn metrics(&self) -> String {
        let address = format!("http://127.0.0.1:{}/metrics", self.metrics_port);
        ureq::get(address).call().unwrap().body_mut().read_to_string().unwrap()
    }

    /// The value of one metric, written with its labels as it is exposed.
    pub fn metric(&self, name: &str) -> Option<f64> {
        let text = self.metrics();
        let mut lines = text.lines().filter_map(|line| line.rsplit_once(' '));
        lines.find(|(known, _)| *known == name).map(|(_, value)| value.parse().unwrap())
    }

    /// What it has logged so far.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// SIGKILL to exactly this process.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop (SIGTERM).
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }

    /// Waits until it has stopped; all that it has logged.
    pub fn ended_for_its_log(mut self) -> String {
        self.child.wait().unwrap();
        self.reader.take().unwrap().join().unwrap();
        self.log.lock().unwrap().clone()
    }

    /// Kills it; all that it has logged.
    pub fn killed_for_its_log(mut self) -> String {
        self.kill();
        self.reader.take().unwrap().join().unwrap();
        self.log.lock().unwrap().clone()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program: the one that was built for the tests, unless `FRAMEWISE_PROGRAM` names another.
pub fn program() -> String {
    env::var("FRAMEWISE_PROGRAM").unwrap_or_else(|_| env!("CARGO_BIN_EXE_framewise").to_owned())
}

/// Says that a test is skipped, so that it is also seen when all goes well.
pub fn skipped(test: &str, why: &str) {
    std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes()).unwrap();
}

/// A number that a longer run sets: `FRAMEWISE_` and this name.
pub fn setting(name: &str, usual: usize) -> usize {
    let given = env::var(format!("FRAMEWISE_{name}"));
    given.map_or(usual, |text| text.parse().expect("a whole number"))
}

/// Waits until something holds, and fails the test if it never does.
pub fn until(what: &str, condition: impl Fn() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < PATIENCE, "still waiting until {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Sends one request for a recommendation on an open connection; the answer's body, or nothing if the
/// service is gone.
pub fn ask(stream: &mut TcpStream, body: &str) -> Option<Value> {
    send(stream, "POST /v1/recommendations", &[], body).map(|(_, body)| body)
}

/// Sends one request on an open connection; status and body, or nothing if the service is gone.
pub fn send(
    stream: &mut TcpStream,
    line: &str,
    headers: &[(&str, &str)],
    body: &str,
) -> Option<(u16, Value)> {
    let mut head = format!("{line} HTTP/1.1\r\nHost: localhost\r\n");
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n").unwrap();
    }
    let length = body.len();
    let rest = format!("Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}");
    stream.write_all(format!("{head}{rest}").as_bytes()).ok()?;
    let mut reader = BufReader::new(stream);
    let (mut status, mut length) = (0, 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
            status = rest.get(..3)?.parse().ok()?;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((status, serde_json::from_slice(&body).unwrap_or_default()))
}
