//! Slow, broken and hostile callers: each gets a response or is disconnected, and the next caller is served.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use framewise::http::request_limits::RequestLimits;

use crate::helpers::{
    Response, Server, exchange, get, impatient, impatient_server, patient, read_all, shared,
};

/// A server that gives up on heads soon.
fn impatient_with_heads() -> Server {
    Server::start(RequestLimits { head_deadline: Duration::from_millis(300), ..patient() })
}

#[test]
fn a_stalled_body_is_given_up_in_time() {
    let started = Instant::now();
    let mut stream = impatient_server().connect();
    let head = "POST /probe/echo HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\
                Content-Length: 10\r\n\r\n{";
    stream.write_all(head.as_bytes()).unwrap();
    let response = Response::parse(&read_all(stream));
    assert_eq!(response.json()["type"], "/problems/request-timeout");
    assert!(started.elapsed() >= impatient().body_deadline);
}

#[test]
fn a_dripping_body_is_given_up_in_time() {
    let started = Instant::now();
    let mut stream = impatient_server().connect();
    let head = "POST /probe/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10000\r\n\r\n";
    stream.write_all(head.as_bytes()).unwrap();
    let mut reader = stream.try_clone().unwrap();
    reader.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
    let mut response = [0; 12];
    // Each drop arrives long before the deadline; the whole never does.
    while reader.read(&mut response).is_err() {
        stream.write_all(b" ").unwrap();
        assert!(started.elapsed() < Duration::from_secs(20));
    }
    assert_eq!(&response, b"HTTP/1.1 408");
}

#[test]
fn a_method_without_meaning_does_not_wait_for_a_body() {
    let request = "BREW /livez HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n";
    let mut stream = shared().connect();
    stream.write_all(request.as_bytes()).unwrap();
    assert!(read_all(stream).starts_with("HTTP/1.1 405 "));
}

#[test]
fn a_stalled_head_is_given_up_in_time() {
    let server = impatient_with_heads();
    let mut stream = server.connect();
    stream.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
    assert!(read_all(stream).starts_with("HTTP/1.1 408 "));
}

#[test]
fn an_idle_connection_is_closed_in_time() {
    let server = impatient_with_heads();
    let mut stream = server.connect();
    stream.write_all(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    // It is read until the server closes; a client that waits longer would fail here.
    assert!(read_all(stream).starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_stuck_handler_is_cut_off_and_may_be_asked_again() {
    let response = impatient_server().send("GET", "/probe/slow", &[], b"");
    assert_eq!((response.status, response.header("retry-after")), (503, Some("1")));
}

#[test]
fn garbage_is_rejected_and_the_next_caller_is_served() {
    for garbage in [
        &b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"[..],
        b"hello\r\n\r\n",
        b"GET / HTTP/1.1\r\n\xff\xfe: x\r\n\r\n",
        b"GET  /  HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\0\0\0\0",
        b"",
    ] {
        let response = exchange(garbage);
        assert!(response.is_empty() || response.starts_with("HTTP/1.1 4"), "{response}");
    }
    assert_eq!(get("/livez").status, 200);
}

#[test]
fn a_head_without_end_is_rejected() {
    let request = format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}\r\n\r\n", "x".repeat(200_000));
    // The connection is reset while the request is still being sent, so the response may be lost.
    let response = exchange(request);
    assert!(response.is_empty() || response.starts_with("HTTP/1.1 431 "), "{response}");
    assert_eq!(get("/livez").status, 200);
}

#[test]
fn a_very_long_address_is_rejected() {
    for length in [9_000, 60_000] {
        let response = get(&format!("/{}", "x".repeat(length)));
        assert_eq!(response.json()["type"], "/problems/uri-too-long");
    }
    // Beyond what the HTTP library reads, the response is its own.
    let request = format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "x".repeat(100_000));
    let response = exchange(request);
    assert!(response.is_empty() || response.starts_with("HTTP/1.1 4"), "{response}");
}

#[test]
fn the_connection_survives_a_panic() {
    let mut stream = shared().connect();
    stream
        .write_all(
            b"GET /probe/panic HTTP/1.1\r\nHost: a\r\n\r\n\
              GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        )
        .unwrap();
    let answers = read_all(stream);
    assert!(answers.starts_with("HTTP/1.1 500 "));
    assert!(answers.ends_with("{\"status\":\"alive\"}"), "{answers}");
}

#[test]
fn a_rejected_body_does_not_become_the_next_request() {
    let smuggled = "GET /version HTTP/1.1\r\nHost: a\r\n\r\n";
    let request =
        format!("POST /probe/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 99999\r\n\r\n{smuggled}");
    let answers = exchange(request);
    assert!(answers.starts_with("HTTP/1.1 413 "));
    assert_eq!(answers.matches("HTTP/1.1 ").count(), 1, "{answers}");
}
