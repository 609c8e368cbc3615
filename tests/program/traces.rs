//! Traces, sent to a collector that these tests are.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use data_encoding::HEXLOWER;

use crate::helpers::{PATIENCE, Service, program, send};

const TRACE: &str = "0af7651916cd43dd8448eb211c80319c";
const PARENT: &str = "b7ad6b7169203331";

/// A collector on a free port: its address, and what it is sent.
fn collector() -> (String, Receiver<(String, Vec<u8>)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            if sender.send(receive(stream.unwrap())).is_err() {
                break;
            }
        }
    });
    (address, receiver)
}

/// The request line and the body of one request; it is accepted.
fn receive(mut stream: TcpStream) -> (String, Vec<u8>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").unwrap();
    (first.trim_end().to_owned(), body)
}

fn traced(address: &str) -> Command {
    let mut command = Command::new(program());
    command.env("OTEL_EXPORTER_OTLP_ENDPOINT", address);
    command
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_span_has_route_and_status_and_the_trace_of_the_caller_and_nothing_of_the_request() {
    let (address, spans) = collector();
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start_by(traced(&address), folder.path(), &[]);
    let parent = format!("00-{TRACE}-{PARENT}-01");
    let headers = [("traceparent", parent.as_str()), ("x-canary", "canary-header")];
    let mut stream = service.connect();
    let line = "GET /v1/frameworks/canary-path?canary-query=1";
    assert_eq!(send(&mut stream, line, &headers, "").unwrap().0, 422);
    assert!(service.page("/v1/privacy").replace(' ', "").contains(r#""traces":true"#));
    // The last spans are sent before the end.
    service.terminate();

    let (line, body) = spans.recv_timeout(PATIENCE).unwrap();
    assert_eq!(line, "POST /v1/traces HTTP/1.1");
    for part in ["framewise", "GET /v1/frameworks/{id}", "http.response.status_code"] {
        assert!(contains(&body, part.as_bytes()), "{part}");
    }
    for identifier in [TRACE, PARENT] {
        assert!(contains(&body, &HEXLOWER.decode(identifier.as_bytes()).unwrap()), "{identifier}");
    }
    assert!(!contains(&body, b"canary"));
}

#[test]
fn a_collector_that_is_away_is_logged_and_costs_no_answer() {
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start_by(
        traced(&format!("http://{unused}")),
        folder.path(),
        &["--shutdown-grace-seconds", "0"],
    );
    assert!(service.page("/livez").contains("alive"));
    service.terminate();
    let log = service.ended_for_its_log();
    assert!(log.contains("opentelemetry"), "{log}");
}

#[test]
fn a_collector_that_cannot_be_reached_safely_is_refused() {
    let output =
        traced("https://collector.example").arg("serve").stdin(Stdio::null()).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(
        message.contains("OTEL_EXPORTER_OTLP_ENDPOINT: traces are sent by http:// only"),
        "{message}"
    );
}
