//! Starts the real program and talks to it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;

use serde_json::Value;

/// The program as a process of its own, ended with the test.
pub struct Service {
    child: Child,
    pub port: u16,
    metrics_port: u16,
}

impl Service {
    /// Starts the real program on a free port and waits until it listens.
    pub fn start(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_framewise"))
            .args([
                "serve",
                "--bind",
                "127.0.0.1:0",
                "--metrics-bind",
                "127.0.0.1:0",
                "--log",
                "info",
                "--log-format",
                "json",
            ])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut log = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        let port_of = |address: &str| address.rsplit(':').next().unwrap().parse().unwrap();
        let mut metrics_port = 0;
        let port = loop {
            line.clear();
            assert!(log.read_line(&mut line).unwrap() > 0, "the program ended before it listened");
            let event: Value = serde_json::from_str(&line).unwrap_or_default();
            if let Some(address) = event["address"].as_str() {
                break port_of(address);
            }
            if let Some(address) = event["metrics_address"].as_str() {
                metrics_port = port_of(address);
            }
        };
        // Nobody may leave the pipe full, or the service would wait for its log.
        thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
        Self { child, port, metrics_port }
    }

    /// The value of one metric, written with its labels as it is exposed.
    pub fn metric(&self, name: &str) -> Option<f64> {
        let address = format!("http://127.0.0.1:{}/metrics", self.metrics_port);
        let text = ureq::get(address).call().unwrap().body_mut().read_to_string().unwrap();
        let mut lines = text.lines().filter_map(|line| line.rsplit_once(' '));
        lines.find(|(known, _)| *known == name).map(|(_, value)| value.parse().unwrap())
    }

    /// SIGKILL to exactly this process.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Sends one request on an open connection; the answer's body, or nothing if the service is gone.
pub fn ask(stream: &mut TcpStream, body: &str) -> Option<Value> {
    let head = format!(
        "POST /v1/recommendations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).ok()?;
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().ok()?;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
