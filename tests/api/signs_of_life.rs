//! Whether the service notices by itself that it does not answer.

use std::thread;
use std::time::{Duration, Instant};

use crate::helpers::{Server, patient};
use crate::probes::BLOCKED;

const WITHIN: Duration = Duration::from_secs(1);

/// Whether the service finds itself well, by a question of its own.
fn is_well(server: &Server) -> bool {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(server.vitals.are_good(WITHIN))
}

/// Waits until the service finds itself well, or not.
fn until_well(server: &Server, expected: bool) {
    let begun = Instant::now();
    while is_well(server) != expected {
        assert!(begun.elapsed() < Duration::from_mins(1), "still {}", !expected);
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn one_blocked_worker_of_two_is_noticed_and_its_recovery_as_well() {
    let server = Server::start(patient());
    until_well(&server, true);
    let port = server.port;
    let blocked = thread::spawn(move || {
        crate::helpers::send_to(port, "GET", "/probe/block", &[], b"").status
    });
    let begun = Instant::now();
    until_well(&server, false);
    assert!(begun.elapsed() < BLOCKED, "{:?}", begun.elapsed());
    assert_eq!(blocked.join().unwrap(), 200);
    until_well(&server, true);
}

#[test]
fn a_service_that_accepts_no_connection_is_not_well() {
    let server = Server::start(patient());
    until_well(&server, true);
    server.stop.stop();
    until_well(&server, false);
}
