//! The service killed under load: what it acknowledged as stored is in the database exactly once, what
//! it acknowledged as erased is not, and what is repeated is still one query.
//!
//! `scripts/soak kill` runs the same for longer: `FRAMEWISE_KILLS`, `FRAMEWISE_POSTGRES_KILLS` and
//! `FRAMEWISE_SERVER_KILLS` are how often, and with `FRAMEWISE_READY_WITHIN_MS` a start that takes longer
//! fails.

use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use crate::contents::Contents;
use crate::helpers::{Service, setting, until};
use crate::load::{Erasure, Load, Questions, Sent};
use crate::postgres::{self, Server};

/// How long to wait for the first answers of a round.
const PATIENCE: Duration = Duration::from_secs(10);

/// Queries that are acknowledged in each round before the kill.
const LEAST: usize = 12;

/// What a run of kills showed.
#[derive(Default)]
struct Run {
    sent: Vec<Sent>,
    slowest_start: Duration,
}

/// Starts a service, and returns how long it took until it was ready to store.
fn started(start: &impl Fn() -> Service) -> (Service, Duration) {
    let begun = Instant::now();
    let service = start();
    while service.page("/readyz") != r#"{"status":"ready","storing":"on"}"# {
        assert!(begun.elapsed() < PATIENCE, "it does not become ready");
    }
    (service, begun.elapsed())
}

/// Waits until the load has been acknowledged something of this round, and then a little longer: a
/// different moment of the writer's work each time.
fn wait_for_load(load: &Load<'_>, round: usize) {
    let before = load.acknowledged.load(Ordering::Relaxed);
    let begun = Instant::now();
    // On a busy machine the first answers take a while; a kill before them would prove nothing.
    while load.acknowledged.load(Ordering::Relaxed) < before + LEAST && begun.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(1));
    }
    thread::sleep(Duration::from_millis(20 + 7 * (round as u64 % 11)));
}

/// Kills the service again and again, each time under load, and repeats what can be repeated.
fn kill_service(kills: usize, start: impl Fn() -> Service) -> (Run, Questions) {
    let mut service = start();
    let questions = Questions::of(&service);
    let load = Load::new(&questions);
    let mut run = Run::default();
    for round in 0..kills {
        let mut sent = load.during(&mut service, |service| {
            wait_for_load(&load, round);
            service.kill();
        });
        let took;
        (service, took) = started(&start);
        run.slowest_start = run.slowest_start.max(took);
        for query in &mut sent {
            query.repeat(&service);
        }
        run.sent.extend(sent);
    }
    service.kill();
    (run, questions)
}

/// Kills the database server again and again, each time under load, and starts it again; the service goes
/// on by itself.
fn kill_server(kills: usize, server: &Server, mut service: Service) -> (Run, Questions) {
    let questions = Questions::of(&service);
    let load = Load::new(&questions);
    let mut run = Run::default();
    for round in 0..kills {
        let mut took = Duration::ZERO;
        let mut sent = load.during(&mut service, |service| {
            wait_for_load(&load, round);
            server.kill();
            until("the fault is seen", || service.metric("framewise_storing_up") == Some(0.0));
            server.start();
            let begun = Instant::now();
            let before = load.acknowledged.load(Ordering::Relaxed);
            until("storing resumes", || load.acknowledged.load(Ordering::Relaxed) > before);
            took = begun.elapsed();
        });
        run.slowest_start = run.slowest_start.max(took);
        for query in &mut sent {
            query.repeat(&service);
        }
        run.sent.extend(sent);
    }
    service.kill();
    (run, questions)
}

/// Compares what was acknowledged with what is there, and prints the figures.
fn prove(what: &str, kills: usize, run: &Run, contents: &Contents) {
    let Run { sent, slowest_start } = run;
    contents.prove(sent);
    let acknowledged = sent.iter().filter(|query| query.receipt.is_some()).count();
    let erased = sent.iter().filter(|query| query.erasure == Erasure::Yes).count();
    println!(
        "{kills} kills of {what}: {} requests, {acknowledged} acknowledged as stored, {erased} of them \
         as erased, {} rows, slowest start until ready {} ms",
        sent.len(),
        contents.rows(),
        slowest_start.as_millis()
    );
    assert!(acknowledged > LEAST * kills && erased > 0, "the load was too thin to prove anything");
    let limit = setting("READY_WITHIN_MS", usize::MAX);
    assert!(slowest_start.as_millis() <= limit as u128, "ready again only after {slowest_start:?}");
}

#[test]
fn what_was_acknowledged_survives_kills_of_the_service_exactly_once() {
    let kills = setting("KILLS", 10);
    let folder = tempfile::tempdir().unwrap();
    let (run, questions) = kill_service(kills, || Service::start(folder.path()));
    prove("the service on SQLite", kills, &run, &Contents::of_folder(folder.path(), &questions));
}

/// A new database on a server, and the flags with which the service uses it.
fn database_on(server: &Server) -> (String, [String; 2]) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let database = runtime.block_on(server.fresh_database());
    let flags = ["--database-url".to_owned(), server.url(&database)];
    (database, flags)
}

#[test]
fn what_was_acknowledged_survives_kills_of_the_service_on_postgres_exactly_once() {
    let test = "what_was_acknowledged_survives_kills_of_the_service_on_postgres_exactly_once";
    let Some(server) = postgres::own(test) else { return };
    let kills = setting("POSTGRES_KILLS", 3);
    let folder = tempfile::tempdir().unwrap();
    let (database, flags) = database_on(&server);
    let flags = flags.each_ref().map(String::as_str);
    let (run, questions) = kill_service(kills, || Service::start_with(folder.path(), &flags));
    let contents = Contents::of_server(&server, &database, &questions);
    prove("the service on PostgreSQL", kills, &run, &contents);
}

#[test]
fn what_was_acknowledged_survives_kills_of_the_postgres_server_exactly_once() {
    let test = "what_was_acknowledged_survives_kills_of_the_postgres_server_exactly_once";
    let Some(server) = postgres::own(test) else { return };
    let kills = setting("SERVER_KILLS", 2);
    let folder = tempfile::tempdir().unwrap();
    let (database, flags) = database_on(&server);
    let flags = flags.each_ref().map(String::as_str);
    let service = Service::start_with(folder.path(), &flags);
    let (run, questions) = kill_server(kills, &server, service);
    let contents = Contents::of_server(&server, &database, &questions);
    prove("the PostgreSQL server", kills, &run, &contents);
}
