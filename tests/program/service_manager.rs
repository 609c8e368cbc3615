//! What systemd and the program exchange, with a real socket in place of systemd's.

#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::helpers::{FROZEN, PATIENCE, Service, program, until};

/// The socket to which a service reports.
struct Manager(UnixDatagram);

impl Manager {
    fn in_folder(folder: &Path) -> Self {
        let socket = UnixDatagram::bind(folder.join("notify")).unwrap();
        socket.set_read_timeout(Some(PATIENCE)).unwrap();
        Self(socket)
    }

    /// The next report.
    fn next(&self) -> Vec<String> {
        let mut report = vec![0; 4_096];
        let length = self.0.recv(&mut report).unwrap();
        String::from_utf8_lossy(&report[..length]).lines().map(str::to_owned).collect()
    }

    /// The next report that is no sign of life.
    fn next_change(&self) -> Vec<String> {
        loop {
            let report = self.next();
            if report != ["WATCHDOG=1"] {
                return report;
            }
        }
    }
}

/// A command that runs the program with this manager and these further variables.
fn managed(folder: &Path, variables: &[(&str, &str)]) -> Command {
    let mut command = Command::new(program());
    command.env("NOTIFY_SOCKET", folder.join("notify")).envs(variables.iter().copied());
    command
}

fn signal(service: &Service, name: &str) {
    let id = service.id().to_string();
    assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
}

/// Microseconds of the machine's monotonic clock, which is the time since its start.
fn uptime() -> u128 {
    let text = fs::read_to_string("/proc/uptime").unwrap();
    let seconds: f64 = text.split(' ').next().unwrap().parse().unwrap();
    Duration::from_secs_f64(seconds).as_micros()
}

#[test]
fn the_manager_knows_when_the_service_is_ready_reloads_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    let manager = Manager::in_folder(folder.path());
    let flags = ["--knowledge", FROZEN, "--storage", "false"];
    let mut service = Service::start_by(managed(folder.path(), &[]), folder.path(), &flags);
    let ready = manager.next();
    assert_eq!(ready[0], "READY=1");
    assert!(ready[1].starts_with("STATUS=Answering from knowledge 2026."), "{ready:?}");

    signal(&service, "-HUP");
    let reloading = manager.next();
    assert_eq!(reloading[0], "RELOADING=1");
    let at: u128 = reloading[1].strip_prefix("MONOTONIC_USEC=").unwrap().parse().unwrap();
    assert!(at.abs_diff(uptime()) < PATIENCE.as_micros(), "{at}");
    assert_eq!(manager.next(), ready);

    signal(&service, "-TERM");
    assert_eq!(manager.next(), ["STOPPING=1"]);
    let begun = Instant::now();
    while !service.has_ended() {
        assert!(begun.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn signs_of_life_come_at_half_of_the_interval() {
    let folder = tempfile::tempdir().unwrap();
    let manager = Manager::in_folder(folder.path());
    let command = managed(folder.path(), &[("WATCHDOG_USEC", "1000000")]);
    let flags = ["--knowledge", FROZEN, "--storage", "false"];
    let service = Service::start_by(command, folder.path(), &flags);
    assert_eq!(manager.next()[0], "READY=1");
    let begun = Instant::now();
    for _ in 0..4 {
        assert_eq!(manager.next(), ["WATCHDOG=1"]);
    }
    // Every half of the interval, and not at once.
    assert!(begun.elapsed() > Duration::from_millis(1_400), "{:?}", begun.elapsed());
    signal(&service, "-TERM");
    assert_eq!(manager.next_change(), ["STOPPING=1"]);
}

#[test]
fn without_an_interval_there_are_no_signs_of_life() {
    let folder = tempfile::tempdir().unwrap();
    let manager = Manager::in_folder(folder.path());
    let flags = ["--knowledge", FROZEN, "--storage", "false"];
    let service = Service::start_by(managed(folder.path(), &[]), folder.path(), &flags);
    assert_eq!(manager.next()[0], "READY=1");
    manager.0.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    assert!(manager.0.recv(&mut [0; 64]).is_err());
    drop(service);
}

/// Starts the program as systemd does by a socket unit: the listener is descriptor 3.
fn activated(folder: &Path, listener: &TcpListener) -> Service {
    let script = "exec 3<&0 </dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\" \"$@\"";
    let mut command = Command::new("sh");
    command.args(["-c", script, &program()]);
    let input = Stdio::from(OwnedFd::from(listener.try_clone().unwrap()));
    let flags = ["--knowledge", FROZEN, "--storage", "false"];
    Service::start_with_input(command, folder, &flags, input)
}

/// Sends a request on a connection that may have no service yet.
fn ask(port: u16) -> TcpStream {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let request = "GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    stream
}

fn answer(mut stream: TcpStream) -> String {
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    text
}

#[test]
fn with_an_inherited_socket_no_connection_is_refused_across_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    // Before there is a service.
    let early = ask(port);
    let mut service = activated(folder.path(), &listener);
    assert_eq!(service.port, port);
    assert!(answer(early).contains("200 OK"));
    // While it restarts.
    service.kill();
    let between = ask(port);
    let service = activated(folder.path(), &listener);
    assert!(answer(between).contains("200 OK"));
    until("it answers", || service.page("/livez").contains("alive"));
}

#[test]
fn sockets_for_another_process_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(program());
    command.envs([("LISTEN_FDS", "1"), ("LISTEN_PID", "1")]);
    let service = Service::start_by(command, folder.path(), &["--knowledge", FROZEN]);
    assert!(service.page("/livez").contains("alive"));
}
