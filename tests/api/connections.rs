//! How long connections are held, and how many: each way to hold one ends at a deadline.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use framewise::http::request_limits::RequestLimits;

use crate::helpers::{
    LOG, MAX_CONNECTIONS, Response, Server, impatient_server, patient, read_all, shared,
};

const DEADLINE: Duration = Duration::from_millis(300);
/// The longest time that a test waits for the end of a connection.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that waits for nothing for long.
fn hasty() -> Server {
    Server::start(RequestLimits {
        head_deadline: DEADLINE,
        body_deadline: DEADLINE,
        write_deadline: DEADLINE,
        ..patient()
    })
}

fn connect(server: &Server) -> TcpStream {
    let stream = server.connect();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// What a connection gets for these bytes until the server closes it. The client keeps its side open.
fn held(server: &Server, bytes: &str) -> String {
    let mut stream = connect(server);
    stream.write_all(bytes.as_bytes()).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8(answer).unwrap()
}

/// Sends `drop` every few milliseconds until the server closes the connection; what it gets.
fn dripped(server: &Server, start: &str, drop: &str) -> String {
    let started = Instant::now();
    let mut stream = connect(server);
    stream.write_all(start.as_bytes()).unwrap();
    let mut reader = stream.try_clone().unwrap();
    let reading = thread::spawn(move || {
        let mut answer = Vec::new();
        let _ = reader.read_to_end(&mut answer);
        String::from_utf8(answer).unwrap()
    });
    while !reading.is_finished() {
        assert!(started.elapsed() < PATIENCE, "the connection is held");
        let _ = stream.write_all(drop.as_bytes());
        thread::sleep(Duration::from_millis(20));
    }
    reading.join().unwrap()
}

/// The value of a counter of closed connections.
fn closed(server: &Server, reason: &str) -> u64 {
    let metrics = server.metrics();
    let name = format!("framewise_connections_closed_total{{reason=\"{reason}\"}} ");
    let line = metrics.text().lines().find_map(|line| line.strip_prefix(&name)).unwrap();
    line.parse().unwrap()
}

const GET: &str = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";
const CHUNKED: &str = "HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\nabc";

#[test]
fn a_silent_connection_is_closed_without_a_response() {
    let server = hasty();
    assert_eq!(held(&server, ""), "");
    let answer = held(&server, GET);
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
}

#[test]
fn every_slow_head_gets_a_problem() {
    let server = hasty();
    for (start, drop, earlier) in [
        ("GET / HTTP/1.1\r\nHost:", "", 0),
        ("GET / HTTP/1.1\r\nX: ", "x", 0),
        (&format!("{GET}GET / HTTP/1.1\r\nX: "), "x", 1),
    ] {
        let answer = dripped(&server, start, drop);
        assert_eq!(answer.matches("HTTP/1.1 200 ").count(), earlier, "{answer}");
        let last = answer.rfind("HTTP/1.1 408 ").unwrap_or_else(|| panic!("{answer}"));
        let problem = Response::parse(&answer[last..]);
        assert_eq!(problem.header("connection"), Some("close"));
        assert_eq!(problem.json()["type"], "/problems/request-timeout");
    }
}

#[test]
fn an_unfinished_chunked_body_does_not_hold_its_connection() {
    let server = hasty();
    for (line, status) in [
        ("GET /livez", 200),
        ("GET /nowhere", 404),
        ("POST /probe/echo", 408),
        ("POST /nowhere", 408),
        ("BREW /livez", 405),
    ] {
        for drop in ["", "x"] {
            let answer = Response::parse(&dripped(&server, &format!("{line} {CHUNKED}"), drop));
            assert_eq!((answer.status, answer.header("connection")), (status, Some("close")));
        }
    }
    let large = format!(
        "POST /probe/echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n8000\r\n{}",
        "x".repeat(0x8000)
    );
    assert_eq!(Response::parse(&held(&server, &large)).status, 413);
    // A body that has ended does not end the connection.
    let ended = CHUNKED.replace("fff\r\nabc", "0\r\n\r\n");
    let answer = held(&server, &format!("GET /livez {ended}{GET}"));
    assert_eq!(answer.matches("HTTP/1.1 200 ").count(), 2, "{answer}");
}

#[test]
fn a_client_that_does_not_read_is_disconnected() {
    let server = hasty();
    let before = closed(&server, "stalled");
    let mut stream = connect(&server);
    // More than the buffers on the way take.
    let _ = stream
        .write_all("GET /v1/knowledge/full HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000).as_bytes());
    let started = Instant::now();
    while closed(&server, "stalled") == before {
        assert!(started.elapsed() < PATIENCE, "the connection is held");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_slow_reader_gets_everything() {
    let server = hasty();
    let mut stream = connect(&server);
    stream
        .write_all(b"GET /v1/knowledge/full HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        .unwrap();
    let (mut answer, mut part) = (Vec::new(), [0; 16 * 1024]);
    loop {
        match stream.read(&mut part).unwrap() {
            0 => break,
            read => answer.extend_from_slice(&part[..read]),
        }
        thread::sleep(Duration::from_millis(10));
    }
    let answer = String::from_utf8(answer).unwrap();
    let length: usize = Response::parse(&answer).header("content-length").unwrap().parse().unwrap();
    assert_eq!(answer.split_once("\r\n\r\n").unwrap().1.len(), length);
}

#[test]
fn a_connection_has_a_number_of_requests() {
    let mut stream = connect(shared());
    let writer = thread::spawn({
        let mut stream = stream.try_clone().unwrap();
        move || {
            for _ in 0..1_100 {
                let _ = stream.write_all(GET.as_bytes());
            }
        }
    });
    let mut answers = Vec::new();
    let _ = stream.read_to_end(&mut answers);
    writer.join().unwrap();
    let answers = String::from_utf8(answers).unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200 ").count(), 1_000);
    assert_eq!(answers.matches("connection: close").count(), 1);
}

#[test]
fn nothing_is_answered_after_the_last_response() {
    let last = GET.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
    let answer = held(shared(), &format!("{GET}{last}{GET}{GET}"));
    assert_eq!(answer.matches("HTTP/1.1 200 ").count(), 2, "{answer}");
    assert!(answer.ends_with("{\"status\":\"alive\"}"), "{answer}");
}

#[test]
fn a_client_has_a_share_of_the_connections() {
    let server = Server::start(patient());
    let share = MAX_CONNECTIONS / 4;
    let mut connections: Vec<TcpStream> = Vec::new();
    for _ in 0..share + 10 {
        let mut stream = connect(&server);
        stream.write_all(GET.as_bytes()).unwrap();
        assert!(stream.read(&mut [0; 1024]).unwrap() > 0);
        connections.push(stream);
    }
    // The ones that have waited longest are closed, and the others are not.
    for stream in connections.iter_mut().take(10) {
        assert_eq!(stream.read(&mut [0; 1]).unwrap(), 0);
    }
    let mut last = connections.pop().unwrap();
    last.write_all(GET.as_bytes()).unwrap();
    assert!(last.read(&mut [0; 1024]).unwrap() > 0);
}

#[test]
fn what_is_not_a_request_gets_a_problem_that_is_logged_and_counted() {
    let server = Server::start(patient());
    let many = format!("GET / HTTP/1.1\r\nHost: a\r\n{}\r\n", "X: y\r\n".repeat(200));
    for (bytes, kind) in [
        ("hello\r\n\r\n", "bad-request"),
        ("GET / HTTP/9.9\r\n\r\n", "bad-request"),
        ("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", "bad-request"),
        (&many, "head-too-large"),
    ] {
        let response = Response::parse(&held(&server, bytes));
        assert_eq!(response.header("content-type"), Some("application/problem+json"));
        assert_eq!(response.json()["type"], format!("/problems/{kind}"));
        let id = response.header("x-request-id").unwrap();
        assert_eq!(response.json()["instance"], format!("urn:uuid:{id}"));
        assert!(
            response.header("date").is_some() && response.header("connection") == Some("close")
        );
    }
    // After responses that are still on their way.
    let answer = held(&server, &format!("{GET}{GET}hello\r\n\r\n"));
    assert_eq!(answer.matches("HTTP/1.1 200 ").count(), 2, "{answer}");
    assert!(Response::parse(&answer[answer.find("HTTP/1.1 400").unwrap()..]).status == 400);
    let requests =
        "framewise_http_requests_total{method=\"other\",route=\"unmatched\",status=\"4xx\"} 5";
    assert!(server.metrics().text().contains(requests), "{}", server.metrics().text());
    assert!(LOG.text().lines().any(|line| line.contains("\"status\":431")));
}

#[test]
fn a_body_that_is_too_large_is_not_asked_for() {
    let expecting = |length: usize| {
        format!(
            "POST /probe/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nExpect: 100-continue\r\n\r\n"
        )
    };
    let refused = Response::parse(&held(shared(), &expecting(1_000_000)));
    assert_eq!((refused.status, refused.header("connection")), (413, Some("close")));
    assert_eq!(refused.json()["type"], "/problems/body-too-large");
    let mut stream = connect(shared());
    stream.write_all(expecting(2).as_bytes()).unwrap();
    let mut answer = [0; 25];
    stream.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"{}").unwrap();
    assert!(stream.read(&mut [0; 1024]).unwrap() > 0);
}

#[test]
fn half_closed_clients_get_their_response() {
    let mut stream = connect(impatient_server());
    stream.write_all(GET.as_bytes()).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    assert!(read_all(stream).starts_with("HTTP/1.1 200 "));
}
