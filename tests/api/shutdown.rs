//! The order in which the service stops.

use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::helpers::{Server, limits, read_all};

#[test]
fn what_is_in_flight_is_finished_and_then_the_queue_is_drained() {
    let server = Server::start(limits());
    let mut stream = server.connect();
    stream.write_all(b"GET /probe/nap HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    // The request has to be in the handler before the stop begins.
    std::thread::sleep(Duration::from_millis(50));
    server.stop.stop();
    assert!(read_all(stream).ends_with("awake"));
    assert!(server.thread.join().unwrap().is_ok());
    assert!(server.drained.load(Ordering::Relaxed));
    assert!(TcpStream::connect(("127.0.0.1", server.port)).is_err());
}

#[test]
fn the_stop_is_announced_before_it_happens() {
    let server = Server::with_grace(limits(), Duration::from_millis(700));
    server.stop.stop();
    let started = Instant::now();
    let announced = loop {
        let answer = server.send("GET", "/readyz", &[], b"");
        if answer.status == 503 {
            break answer;
        }
        assert!(started.elapsed() < Duration::from_millis(600));
    };
    assert_eq!(announced.json()["detail"], "The service is about to stop.");
    assert_eq!(server.send("GET", "/livez", &[], b"").status, 200);
    assert!(!server.drained.load(Ordering::Relaxed));
    assert!(server.thread.join().unwrap().is_ok());
}

#[test]
fn a_service_starts_at_once() {
    let started = Instant::now();
    let server = Server::start(limits());
    assert_eq!(server.send("GET", "/livez", &[], b"").status, 200);
    // A debug build on a busy machine; a release build needs a tenth of it.
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
}
