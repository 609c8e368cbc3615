//! What is counted of storing: on good days and while the database is out of order.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};

use crate::helpers::{Service, ask, send, until};

const UP: &str = "framewise_storing_up";
const LOCKED: &str = "framewise_storing_fault{reason=\"database_locked\"}";
const NOT_STORED: &str = "framewise_queries_not_stored_total{reason=\"database_locked\"}";

/// Asks until the answer says that it was stored; gives back how often it was not.
fn until_stored(service: &Service, body: &str) -> u32 {
    let begun = Instant::now();
    let mut refused = 0;
    let mut stream = TcpStream::connect(("127.0.0.1", service.port)).unwrap();
    while ask(&mut stream, body).unwrap()["stored"] != true {
        refused += 1;
        assert!(begun.elapsed() < Duration::from_secs(5), "storing did not resume");
        thread::sleep(Duration::from_millis(20));
    }
    refused
}

#[test]
fn what_is_stored_and_what_is_not_is_counted_by_reason() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    assert_eq!(service.metric("framewise_queries_stored_total"), Some(0.0));
    for body in ["{}", "{}", r#"{"store": false}"#] {
        let mut stream = TcpStream::connect(("127.0.0.1", service.port)).unwrap();
        ask(&mut stream, body).unwrap();
    }
    // What is sent again is no further query.
    for _ in 0..2 {
        let mut stream = TcpStream::connect(("127.0.0.1", service.port)).unwrap();
        let key = [("Idempotency-Key", "b0a1c2d3-e4f5-0001")];
        assert_eq!(send(&mut stream, "POST /v1/recommendations", &key, "{}").unwrap().0, 200);
    }
    for (name, value) in [
        ("framewise_queries_stored_total", 3.0),
        ("framewise_queries_not_stored_total{reason=\"asked_not_to\"}", 1.0),
        ("framewise_queries_not_stored_total{reason=\"gpc\"}", 0.0),
        ("framewise_storing_batch_rows_sum", 4.0),
        ("framewise_storing_batch_rows_count", 4.0),
        ("framewise_storing_commit_duration_seconds_count", 4.0),
        ("framewise_storing_queue_length", 0.0),
        ("framewise_storing_queue_capacity", 1024.0),
        (UP, 1.0),
        (LOCKED, 0.0),
    ] {
        assert_eq!(service.metric(name), Some(value), "{name}");
    }
    assert!(service.metric("framewise_storing_commit_duration_seconds_sum") > Some(0.0));
}

#[test]
fn a_database_that_is_locked_is_seen_and_so_is_its_recovery() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path());
    until_stored(&service, "{}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let refused = runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(folder.path().join("framewise.db"));
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        connection.execute("begin immediate").await.unwrap();
        let mut stream = TcpStream::connect(("127.0.0.1", service.port)).unwrap();
        let answer = ask(&mut stream, "{}").unwrap();
        assert_eq!(answer["not_stored_because"], "database_locked");
        assert_eq!((service.metric(UP), service.metric(LOCKED)), (Some(0.0), Some(1.0)));
        connection.execute("rollback").await.unwrap();
        1 + until_stored(&service, "{}")
    });
    assert_eq!((service.metric(UP), service.metric(LOCKED)), (Some(1.0), Some(0.0)));
    assert_eq!(service.metric(NOT_STORED), Some(f64::from(refused)));
    assert_eq!(service.metric("framewise_queries_stored_total"), Some(2.0));
}

#[test]
fn a_server_that_stores_nothing_has_no_metrics_of_storing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("framewise.toml"), "storage = false").unwrap();
    let service = Service::start(folder.path());
    let mut stream = TcpStream::connect(("127.0.0.1", service.port)).unwrap();
    assert_eq!(ask(&mut stream, "{}").unwrap()["stored"], false);
    assert_eq!(service.metric(UP), None);
    let switched_off = "framewise_queries_not_stored_total{reason=\"switched_off\"}";
    assert_eq!(service.metric(switched_off), Some(1.0));
}

#[test]
fn what_is_no_request_is_counted_and_is_no_error_of_the_service() {
    const REJECTED: &str = "framewise_connections_rejected_total";
    let garbage = [
        "\x16\x03\x01\x02\x00\x01\x00\x01",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nbad header: x\r\n\r\n",
    ];
    for (level, is_logged) in [("info", false), ("actix_http=debug", true)] {
        let folder = tempfile::tempdir().unwrap();
        let service = Service::start_with(folder.path(), &["--log", level]);
        for garbage in garbage {
            let mut stream = service.connect();
            stream.write_all(garbage.as_bytes()).unwrap();
            let mut rest = Vec::new();
            // The service answers 400 and closes.
            let _ = stream.read_to_end(&mut rest);
        }
        until("all are counted", || service.metric(REJECTED) == Some(3.0));
        let log = service.killed_for_its_log();
        assert_eq!(log.contains("stream error"), is_logged, "{level}: {log}");
    }
}
