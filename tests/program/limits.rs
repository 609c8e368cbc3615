//! What the machine allows, and how the service ends when it is told to.

#![cfg(unix)]

use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use crate::helpers::{PATIENCE, Service, program, send, until};

#[test]
fn the_limit_of_open_files_lowers_the_number_of_connections() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 200 && exec \"$0\" \"$@\"", &program()]);
    let flags = ["--max-connections", "500", "--workers", "255"];
    let service = Service::start_by(command, folder.path(), &flags);
    // More connections than files: each is served, because others give way.
    let connections: Vec<_> = (0..250).map(|_| service.connect()).collect();
    assert!(service.page("/livez").contains("alive"));
    drop(connections);
    let log = service.killed_for_its_log();
    assert!(log.contains("\"lowered_to\":136"), "{log}");
    if thread::available_parallelism().unwrap().get() < 64 {
        assert!(log.contains("more workers than the cores can use"), "{log}");
    }
}

#[test]
fn a_second_signal_ends_the_service_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = Service::start_with(folder.path(), &["--shutdown-grace-seconds", "3600"]);
    for _ in 0..2 {
        assert!(!service.has_ended());
        service.terminate();
        // The first one is noticed before the second is sent.
        until("the stop is announced", || service.log().contains("\"stopping\""));
    }
    let begun = Instant::now();
    while !service.has_ended() {
        assert!(begun.elapsed() < PATIENCE, "the service does not end");
        thread::sleep(Duration::from_millis(5));
    }
    let log = service.killed_for_its_log();
    assert!(log.contains("a second signal") && !log.contains("\"stopped\""), "{log}");
}

#[test]
#[cfg(target_os = "linux")]
fn a_stop_answers_every_request_whose_connection_was_accepted() {
    for _ in 0..4 {
        let folder = tempfile::tempdir().unwrap();
        let flags = ["--shutdown-grace-seconds", "0", "--log", "warn,framewise::cli=info"];
        let service = Service::start_with(folder.path(), &flags);
        let address = SocketAddr::from(([127, 0, 0, 1], service.port));
        let clients: Vec<_> =
            (0..8).map(|_| thread::spawn(move || connect_until_refused(address))).collect();
        thread::sleep(Duration::from_millis(200));
        service.terminate();
        for client in clients {
            let (answered, lost) = client.join().unwrap();
            assert!(answered > 0 && lost == 0, "{answered} answered, {lost} lost");
        }
        service.ended_for_its_log();
    }
}

/// Sends one request on each connection until a connection is refused: how many requests were answered, and how many
/// were not although their connection was accepted.
fn connect_until_refused(address: SocketAddr) -> (usize, usize) {
    let (mut answered, mut lost) = (0, 0);
    while let Ok(mut stream) = TcpStream::connect_timeout(&address, PATIENCE) {
        match send(&mut stream, "GET /v1/criteria", &[("connection", "close")], "") {
            Some((200, _)) => answered += 1,
            _ => lost += 1,
        }
    }
    (answered, lost)
}
