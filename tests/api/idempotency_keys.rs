//! Repeats of a request with an `Idempotency-Key`.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use framewise_storage::clock::Clock;
use framewise_storage::privacy::{NewQuery, Secret};
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::{Insertion, QueryWriter, StoreError};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::helpers::{Response, Server};
use crate::stored::{BODY, Stored};

#[test]
fn the_same_key_and_the_same_body_are_one_query_with_one_receipt() {
    let stored = Stored::new();
    let key = [("idempotency-key", "b0a1c2d3-e4f5-0001")];

    let first = stored.recommend(&key, BODY);
    // Spaces and the order of members do not matter.
    let again = stored.recommend(&key, r#"{"draws":10,"answers":{"project_type":"cms"}}"#);

    assert_eq!(first.status, 200);
    assert_eq!(first.body, again.body);
    assert_eq!(first.json()["stored"], true);
    assert_eq!(stored.count("select count(*) from queries"), 1);
    let other = stored.recommend(&[("idempotency-key", "b0a1c2d3-e4f5-0002")], BODY);
    assert_ne!(other.json()["receipt"], first.json()["receipt"]);
    assert_eq!(stored.count("select count(*) from queries"), 2);
}

#[test]
fn a_key_stands_for_one_body_for_a_day() {
    let stored = Stored::new();
    let key = [("idempotency-key", "b0a1c2d3-e4f5-0001")];
    assert_eq!(stored.recommend(&key, BODY).status, 200);

    let other = stored.recommend(&key, "{}");
    assert_eq!(other.status, 422);
    assert_eq!(other.json()["type"], "/problems/key-reused");

    stored.clock.advance(SignedDuration::from_hours(25));
    assert_eq!(stored.recommend(&key, "{}").status, 200);
    assert_eq!(stored.count("select count(*) from queries"), 2);
    assert_eq!(stored.count("select count(*) from idempotency_keys"), 1);
}

#[test]
fn an_invalid_key_is_rejected() {
    let stored = Stored::new();
    for (key, fault) in [
        ("k".repeat(300), "300"),
        ("a key with spaces".to_owned(), "visible"),
        (String::new(), "0"),
        ("b0a1c2d3-e4f5".to_owned(), "13"),
        ("0000-0000-0000-0001".to_owned(), "different"),
    ] {
        let problem = stored.recommend(&[("idempotency-key", &key)], BODY);
        assert_eq!(
            (problem.status, &problem.json()["type"]),
            (400, &json!("/problems/bad-request"))
        );
        assert!(problem.text().contains(fault) && problem.text().contains("Idempotency-Key"));
    }
    let twice =
        [("idempotency-key", "b0a1c2d3-e4f5-0001"), ("idempotency-key", "b0a1c2d3-e4f5-0002")];
    assert_eq!(stored.recommend(&twice, BODY).status, 400);
    assert_eq!(stored.count("select count(*) from queries"), 0);
}

#[test]
fn the_key_of_a_query_that_is_not_stored_is_not_stored() {
    let stored = Stored::new();
    let key = [("idempotency-key", "b0a1c2d3-e4f5-0001")];
    for (headers, body) in [
        (&[("dnt", "1")], BODY),
        (&[("sec-gpc", "1")], BODY),
        (&[("accept", "*/*")], r#"{"store": false}"#),
    ] {
        let response = stored.recommend(&[&key[..], headers].concat(), body);
        assert_eq!(response.json()["receipt"], Value::Null);
    }
    assert_eq!(stored.count("select count(*) from idempotency_keys"), 0);
}

#[test]
fn a_repeat_after_a_restart_gets_the_same_receipt() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("framewise.db");
    let headers = [("content-type", "application/json"), ("idempotency-key", "b0a1c2d3-e4f5-0001")];
    let answers = [1, 2].map(|_| {
        let server = Server::storing(&file, Clock::default());
        let response = server.send("POST", "/v1/recommendations", &headers, BODY.as_bytes());
        server.stop.stop();
        server.thread.join().unwrap().unwrap();
        response.json()
    });
    assert_eq!(answers[0]["stored"], true);
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn a_repeat_of_what_was_erased_is_not_stored_again() {
    let stored = Stored::new();
    let key = [("idempotency-key", "b0a1c2d3-e4f5-0001")];
    let receipt = stored.recommend(&key, BODY).json()["receipt"].as_str().unwrap().to_owned();
    assert_eq!(stored.erase(&receipt).status, 204);

    let again = stored.recommend(&key, BODY).json();

    assert_eq!((&again["stored"], &again["receipt"]), (&json!(false), &Value::Null));
    assert_eq!(again["not_stored_because"], "erased");
    assert_eq!(stored.count("select count(*) from queries"), 0);
}

/// Stores a batch only with a permit.
struct Held {
    storage: Arc<SqliteStorage>,
    permits: Semaphore,
}

#[async_trait]
impl QueryWriter for Held {
    fn place(&self) -> String {
        self.storage.place()
    }

    async fn insert_batch(&self, entries: &[NewQuery]) -> Result<Vec<Insertion>, StoreError> {
        self.permits.acquire().await.unwrap().forget();
        self.storage.insert_batch(entries).await
    }

    async fn undo_insert(&self, entries: &[NewQuery]) -> Result<(), StoreError> {
        self.storage.undo_insert(entries).await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        self.storage.probe().await
    }

    async fn secret(&self, fresh: Secret) -> Result<Secret, StoreError> {
        self.storage.secret(fresh).await
    }

    async fn compact(&self) -> Result<bool, StoreError> {
        self.storage.compact().await
    }

    async fn close(&self) {
        self.storage.close().await;
    }
}

/// The responses to two equal requests with one key that arrive at the same time, and to a third afterwards.
pub struct Twins {
    pub stored: Response,
    pub refused: Response,
    pub repeated: Response,
}

impl Twins {
    pub fn send() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let storage = Arc::new(SqliteStorage::new(SqliteOptions::at(folder.path().join("a.db"))));
        let held = Arc::new(Held { storage: Arc::clone(&storage), permits: Semaphore::new(0) });
        let server = Server::storing_in(
            Arc::clone(&held) as Arc<dyn QueryWriter>,
            storage,
            Clock::default(),
        );
        let ask = || {
            let headers =
                [("content-type", "application/json"), ("idempotency-key", "b0a1c2d3-e4f5-0001")];
            server.send("POST", "/v1/recommendations", &headers, BODY.as_bytes())
        };
        thread::scope(|scope| {
            let first = scope.spawn(ask);
            let second = scope.spawn(ask);
            // The second request is rejected while the first waits for its permit.
            let begun = Instant::now();
            while !first.is_finished() && !second.is_finished() {
                assert!(begun.elapsed() < Duration::from_mins(1), "neither twin was rejected");
                thread::yield_now();
            }
            held.permits.add_permits(2);
            let mut answers = [first.join().unwrap(), second.join().unwrap()];
            answers.sort_by_key(|response| response.status);
            let [stored, refused] = answers;
            Self { stored, refused, repeated: ask() }
        })
    }
}

#[test]
fn of_two_twins_at_once_one_is_stored_and_the_other_rejected() {
    let Twins { stored, refused, repeated } = Twins::send();
    assert_eq!((stored.status, &stored.json()["stored"]), (200, &json!(true)));
    assert_eq!((refused.status, refused.header("retry-after")), (409, Some("1")));
    assert_eq!(refused.json()["type"], "/problems/request-under-way");
    assert_eq!(repeated.json()["receipt"], stored.json()["receipt"]);
}
