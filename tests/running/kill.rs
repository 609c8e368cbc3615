//! The service killed under load: what it acknowledged as stored is in the database exactly once.

use std::collections::HashMap;
use std::net::TcpStream;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Row};

use crate::helpers::{Service, ask};

/// How often the service is killed.
const KILLS: usize = 50;
/// How long to wait for the first answers of a round.
const PATIENCE: Duration = Duration::from_secs(10);
/// Connections that ask at the same time.
const CLIENTS: usize = 8;

/// Answers that no other request of this test gives, so that a row tells which request it is of.
fn answers(number: usize, questions: &[(String, Vec<String>)]) -> Map<String, Value> {
    let mut rest = number;
    let mut answers = Map::new();
    for (question, options) in questions {
        let choice = rest % (options.len() + 1);
        rest /= options.len() + 1;
        if choice > 0 {
            answers.insert(question.clone(), json!(options[choice - 1]));
        }
    }
    assert_eq!(rest, 0, "there are not enough combinations");
    answers
}

/// The single-choice questions with their options, from the service itself.
fn questions(port: u16) -> Vec<(String, Vec<String>)> {
    let list: Value = ureq::get(format!("http://127.0.0.1:{port}/v1/questions"))
        .call()
        .unwrap()
        .body_mut()
        .read_json()
        .unwrap();
    let id = |thing: &Value| thing["id"].as_str().unwrap().to_owned();
    let single = list["items"].as_array().unwrap().iter().filter(|q| q["multiple"] == false);
    single.map(|q| (id(q), q["options"].as_array().unwrap().iter().map(id).collect())).collect()
}

/// The key of a row or a request: one value for each question, empty where there is none.
fn key(questions: &[(String, Vec<String>)], value: impl Fn(&str) -> Option<String>) -> String {
    let values: Vec<String> =
        questions.iter().map(|(id, _)| value(id).unwrap_or_default()).collect();
    values.join("|")
}

/// All rows by their key with their number, after the integrity check.
fn rows(folder: &Path, questions: &[(String, Vec<String>)]) -> HashMap<String, usize> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(folder.join("framewise.db"));
        let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
        let check: String =
            sqlx::query_scalar("pragma integrity_check").fetch_one(&mut connection).await.unwrap();
        assert_eq!(check, "ok");
        let mut found = HashMap::new();
        for row in sqlx::query("select * from queries").fetch_all(&mut connection).await.unwrap() {
            *found.entry(key(questions, |id| row.get(id))).or_insert(0) += 1;
        }
        found
    })
}

#[test]
fn what_was_acknowledged_as_stored_survives_fifty_kills_exactly_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut service = Service::start(folder.path());
    let questions = questions(service.port);
    let number = AtomicUsize::new(0);
    let mut acknowledged: Vec<String> = Vec::new();
    let mut slowest_start = Duration::ZERO;
    for kill in 0..KILLS {
        let stop = AtomicBool::new(false);
        let under_way = AtomicUsize::new(0);
        let port = service.port;
        let (number, questions, stop, under_way) = (&number, &questions, &stop, &under_way);
        let round: Vec<String> = thread::scope(|scope| {
            let clients: Vec<_> = (0..CLIENTS)
                .map(|_| {
                    scope.spawn(move || {
                        let mut stored = Vec::new();
                        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
                        while !stop.load(Ordering::Relaxed) {
                            let answers =
                                answers(number.fetch_add(1, Ordering::Relaxed), questions);
                            let body = json!({"answers": answers}).to_string();
                            let Some(answer) = ask(&mut stream, &body) else { break };
                            if answer["stored"] == true {
                                under_way.fetch_add(1, Ordering::Relaxed);
                                stored.push(key(questions, |id| {
                                    answers.get(id)?.as_str().map(str::to_owned)
                                }));
                            }
                        }
                        stored
                    })
                })
                .collect();
            // On a busy machine the first answers take a while; a kill before them would prove nothing.
            let begun = Instant::now();
            while under_way.load(Ordering::Relaxed) < 2 && begun.elapsed() < PATIENCE {
                thread::sleep(Duration::from_millis(1));
            }
            // A different moment of the writer's work each time.
            thread::sleep(Duration::from_millis(20 + 7 * (kill as u64 % 11)));
            service.kill();
            stop.store(true, Ordering::Relaxed);
            clients.into_iter().flat_map(|client| client.join().unwrap()).collect()
        });
        acknowledged.extend(round);
        let begun = Instant::now();
        service = Service::start(folder.path());
        slowest_start = slowest_start.max(begun.elapsed());
    }
    service.kill();
    let rows = rows(folder.path(), &questions);
    println!(
        "{KILLS} kills: {} requests, {} acknowledged, {} rows, slowest start {slowest_start:?}",
        number.load(Ordering::Relaxed),
        acknowledged.len(),
        rows.len()
    );
    assert!(acknowledged.len() > KILLS, "the load was too thin to prove anything");
    for key in &acknowledged {
        assert_eq!(rows.get(key), Some(&1), "{key} was acknowledged");
    }
}
