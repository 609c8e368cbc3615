//! The order in which the service stops.

use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::helpers::{Server, patient, read_all};
use crate::probes::WAITING;

#[test]
fn what_is_in_flight_is_finished_and_then_the_queue_is_drained() {
    let server = Server::start(patient());
    let mut stream = server.connect();
    stream.write_all(b"GET /probe/wait HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    WAITING.until_begun();
    server.stop.stop();
    while TcpStream::connect(("127.0.0.1", server.port)).is_ok() {}
    assert!(!server.drained.load(Ordering::Relaxed));
    assert_eq!(server.metrics().status, 200, "metrics report the stop until its end");
    WAITING.end();
    assert!(read_all(stream).ends_with("done"));
    assert!(server.thread.join().unwrap().is_ok());
    assert!(server.drained.load(Ordering::Relaxed));
    assert!(TcpStream::connect(("127.0.0.1", server.metrics_port)).is_err());
}

#[test]
fn the_stop_is_announced_before_it_happens() {
    let server = Server::with_grace(patient(), Duration::from_millis(1_500));
    server.stop.stop();
    let announced = loop {
        let response = server.send("GET", "/readyz", &[], b"");
        if response.status == 503 {
            break response;
        }
    };
    assert_eq!(announced.json()["detail"], "The service is about to stop.");
    let mut stream = server.connect();
    stream.write_all(b"GET /livez HTTP/1.1\r\nHost: a\r\n\r\n").unwrap();
    let last = read_all(stream);
    assert!(last.starts_with("HTTP/1.1 200"), "{last}");
    assert!(last.contains("connection: close"), "a proxy sends no further request on it: {last}");
    assert!(!server.drained.load(Ordering::Relaxed));
    assert!(server.thread.join().unwrap().is_ok());
}
