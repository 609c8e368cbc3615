//! Stored queries: receipts, feedback, idempotency keys.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use async_trait::async_trait;
use framewise_storage::clock::Clock;
use framewise_storage::privacy::{NewQuery, Receipt, Secret};
use framewise_storage::sqlite::{SqliteOptions, SqliteStorage};
use framewise_storage::{Insertion, QueryWriter, StoreError};
use jiff::SignedDuration;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};
use tempfile::TempDir;
use tokio::sync::Semaphore;

use crate::helpers::{Response, Server};

const BODY: &str = r#"{"answers": {"project_type": "cms"}, "draws": 10}"#;

/// A server with a database of its own.
pub struct Stored {
    server: Server,
    clock: Clock,
    folder: TempDir,
}

impl Stored {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::default();
        let server = Server::storing(&folder.path().join("framewise.db"), clock.clone());
        Self { server, clock, folder }
    }

    pub fn recommend(&self, headers: &[(&str, &str)], body: &str) -> Response {
        let headers = [&[("content-type", "application/json")], headers].concat();
        self.server.send("POST", "/v1/recommendations", &headers, body.as_bytes())
    }

    pub fn post(&self, path: &str, body: &str) -> Response {
        let headers = [("content-type", "application/json")];
        self.server.send("POST", path, &headers, body.as_bytes())
    }

    pub fn advance(&self, by: SignedDuration) {
        self.clock.advance(by);
    }

    /// The receipt of a query that is stored now.
    fn receipt(&self) -> String {
        self.recommend(&[], BODY).json()["receipt"].as_str().unwrap().to_owned()
    }

    pub fn erase(&self, receipt: &str) -> Response {
        let headers = [("content-type", "application/json")];
        let body = json!({"receipt": receipt}).to_string();
        self.server.send("POST", "/v1/receipts/erase", &headers, body.as_bytes())
    }

    fn send_feedback(&self, feedback: &Value) -> Response {
        let headers = [("content-type", "application/json")];
        self.server.send("POST", "/v1/feedback", &headers, feedback.to_string().as_bytes())
    }

    fn on<T>(&self, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let file = self.folder.path().join("framewise.db");
            let options = SqliteConnectOptions::new().filename(file);
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            work(&mut connection).await
        })
    }

    pub fn count(&self, sql: &'static str) -> i64 {
        self.on(async |connection| sqlx::query_scalar(sql).fetch_one(connection).await.unwrap())
    }
}

#[test]
fn a_request_that_runs_into_its_time_limit_is_not_stored() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("framewise.db");
    let server = Server::storing_within(&file, Duration::from_millis(200));
    let headers = [("content-type", "application/json")];
    // Small ones are stored in time.
    let stored = server.send("POST", "/v1/recommendations", &headers, br#"{"draws": 1}"#);
    assert_eq!((stored.status, &stored.json()["stored"]), (200, &json!(true)));
    // These take longer than the limit to compute.
    let requests = vec![json!({"draws": 10_000, "detail": "full", "target": "django"}); 100];
    let body = json!({ "requests": requests }).to_string();
    let cut = server.send("POST", "/v1/recommendations/batch", &headers, body.as_bytes());
    assert_eq!(cut.status, 503, "{}", cut.text());
    // What is computed in vain ends, and stores nothing after it.
    std::thread::sleep(Duration::from_secs(2));
    let stored = Stored { server, clock: Clock::default(), folder };
    assert_eq!(stored.count("select count(*) from queries"), 1);
}

/// A receipt of no query.
fn unknown_receipt() -> String {
    Receipt::new([9; 20]).to_string()
}

#[test]
fn a_receipt_erases_its_query_once() {
    let stored = Stored::new();
    let [kept, gone] = [stored.receipt(), stored.receipt()];
    assert_ne!(kept, gone);
    assert_eq!(stored.send_feedback(&json!({"receipt": gone, "chosen": "flask"})).status, 200);

    let erased = stored.erase(&gone);

    assert_eq!((erased.status, erased.body.len()), (204, 0));
    assert_eq!(erased.header("cache-control"), Some("no-store"));
    assert_eq!(stored.count("select count(*) from queries"), 1);
    assert_eq!(stored.count("select count(*) from feedback"), 0);
    let again = stored.erase(&gone);
    assert_eq!((again.status, &again.json()["type"]), (404, &json!("/problems/not-found")));
    assert_eq!(stored.erase(&kept.to_uppercase()).status, 204);
}

#[test]
fn bytes_that_another_program_keeps_are_reported_until_they_are_gone() {
    let stored = Stored::new();
    let receipt = stored.receipt();
    let (begun, reading) = mpsc::channel();
    let (end, ended) = mpsc::channel::<()>();
    let file = stored.folder.path().join("framewise.db");
    let reader = thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let options = SqliteConnectOptions::new().filename(file);
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            connection.execute("begin; select count(*) from queries").await.unwrap();
            begun.send(()).unwrap();
            ended.recv().unwrap();
            connection.execute("commit").await.unwrap();
        });
    });
    reading.recv().unwrap();

    for _ in 0..2 {
        let pending = stored.erase(&receipt);
        assert_eq!((pending.status, &pending.json()["state"]), (202, &json!("bytes_remain")));
        assert_eq!(pending.header("cache-control"), Some("no-store"));
        assert_eq!(pending.header("retry-after"), Some("1"));
        assert_eq!(stored.count("select count(*) from queries"), 0, "the row is out of reach");
    }
    end.send(()).unwrap();
    reader.join().unwrap();

    assert_eq!(stored.erase(&receipt).status, 204);
    assert_eq!(stored.erase(&receipt).status, 404);
}

#[test]
fn a_mistyped_receipt_is_distinguished_from_an_unknown_one() {
    let stored = Stored::new();
    let receipt = unknown_receipt();
    let unknown = stored.erase(&receipt);
    assert_eq!(unknown.status, 404);
    assert!(unknown.json()["detail"].as_str().unwrap().contains("expired"));

    let mut mistyped = receipt.clone();
    mistyped.replace_range(7..8, if &receipt[7..8] == "a" { "b" } else { "a" });
    for (given, fault) in [
        (mistyped.as_str(), "mistyped"),
        ("fwr_1", "40 characters"),
        ("order-66", "begins with fwr_"),
    ] {
        let problem = stored.erase(given);
        assert_eq!(problem.status, 422, "{}", problem.text());
        let error = &problem.json()["errors"][0];
        assert_eq!(error["pointer"], "#/receipt");
        assert!(error["detail"].as_str().unwrap().contains(fault), "{error}");
    }
}

#[test]
fn a_request_to_erase_has_a_receipt_and_nothing_else() {
    let stored = Stored::new();
    let headers = [("content-type", "application/json")];
    for (body, pointers) in [
        (json!({}), &["#/receipt"][..]),
        (json!({"receipt": 1, "recipt": "x"}), &["#/recipt", "#/receipt"]),
        (json!([]), &["#"]),
    ] {
        let body = body.to_string();
        let problem = stored.server.send("POST", "/v1/receipts/erase", &headers, body.as_bytes());
        assert_eq!(problem.status, 422, "{body}");
        let errors = problem.json()["errors"].clone();
        let found: Vec<&str> =
            errors.as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap()).collect();
        assert_eq!(found, pointers, "{body}");
    }
    // The receipt no longer stands in an address, which proxies log.
    let path = format!("/v1/receipts/{}", stored.receipt());
    assert_eq!(stored.server.send("DELETE", &path, &[], b"").status, 404);
}

#[test]
fn a_rating_may_be_written_with_a_point() {
    let stored = Stored::new();
    let receipt = stored.receipt();
    let feedback = json!({"receipt": receipt, "chosen": "flask", "rating": 5.0});
    let response = stored.send_feedback(&feedback);
    assert_eq!((response.status, &response.json()["rating"]), (200, &json!(5)));
    for rating in [json!(4.5), json!(6.0), json!(-1.0), json!("5")] {
        let feedback = json!({"receipt": receipt, "chosen": "flask", "rating": rating});
        assert_eq!(stored.send_feedback(&feedback).status, 422, "{rating}");
    }
}

#[test]
fn a_receipt_expires() {
    let stored = Stored::new();
    let receipt = stored.receipt();
    stored.clock.advance(SignedDuration::from_hours(31 * 24));

    assert_eq!(stored.erase(&receipt).status, 404);
    assert_eq!(stored.send_feedback(&json!({"receipt": receipt, "chosen": "flask"})).status, 404);

    stored.clock.advance(SignedDuration::from_hours(-31 * 24));
    assert_eq!(stored.erase(&receipt).status, 204);
}

#[test]
fn a_receipt_outlives_a_clock_that_is_set_back_by_a_week() {
    let stored = Stored::new();
    let before = stored.receipt();
    stored.clock.advance(SignedDuration::from_hours(-7 * 24));
    let after = stored.receipt();

    assert_eq!(stored.erase(&before).status, 204);
    assert_eq!(stored.erase(&after).status, 204);
    assert_eq!(stored.count("select count(*) from queries"), 0);
}

#[test]
fn feedback_is_stored_and_replaced() {
    let stored = Stored::new();
    let receipt = stored.receipt();

    let first = stored.send_feedback(&json!({"receipt": receipt, "chosen": "flask", "rating": 2}));
    assert_eq!((first.status, first.json()), (200, json!({"chosen": "flask", "rating": 2})));
    let second = stored.send_feedback(&json!({"receipt": receipt, "chosen": "django"}));
    assert_eq!(second.json(), json!({"chosen": "django", "rating": null}));
    for choice in ["none", "other"] {
        let third = stored.send_feedback(&json!({"receipt": receipt, "chosen": choice}));
        assert_eq!((third.status, third.json()["chosen"].as_str()), (200, Some(choice)));
    }
    stored.send_feedback(&json!({"receipt": receipt, "chosen": "django"}));

    let kept: (i64, String, Option<i64>) = stored.on(async |connection| {
        sqlx::query_as("select count(*), chosen, rating from feedback")
            .fetch_one(connection)
            .await
            .unwrap()
    });
    assert_eq!(kept, (1, "django".to_owned(), None));
    stored.erase(&receipt);
    assert_eq!(stored.send_feedback(&json!({"receipt": receipt, "chosen": "flask"})).status, 404);
}

#[test]
fn every_fault_of_feedback_is_reported_at_once() {
    let stored = Stored::new();
    let receipt = unknown_receipt();
    let faults = |feedback: Value| {
        let problem = stored.send_feedback(&feedback);
        assert_eq!(problem.status, 422, "{}", problem.text());
        problem.json()["errors"].clone()
    };

    let errors = faults(json!({"receipt": "fwr_", "chosen": "djagno", "rating": 6, "note": "hi"}));
    let pointers: Vec<&str> =
        errors.as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["#/note", "#/receipt", "#/chosen", "#/rating"]);
    assert_eq!(errors[2]["suggestion"], "django");
    for rating in [json!(0), json!(6), json!(-1), json!(4.5), json!("5")] {
        let errors = faults(json!({"receipt": receipt, "chosen": "django", "rating": rating}));
        assert_eq!(errors[0]["detail"], "rating must be a whole number from 1 to 5");
    }
    assert_eq!(faults(json!({})).as_array().unwrap().len(), 2);
    assert_eq!(stored.send_feedback(&json!([])).status, 422);
    assert_eq!(stored.send_feedback(&json!({"receipt": receipt, "chosen": "django"})).status, 404);
}

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

#[test]
fn with_the_database_out_of_order_only_what_needs_it_fails() {
    let stored = Stored::new();
    let receipt = stored.receipt();
    stored.on(async |connection| {
        connection.execute("alter table receipt_keys rename to gone").await.unwrap()
    });

    for problem in [
        stored.erase(&receipt),
        stored.send_feedback(&json!({"receipt": receipt, "chosen": "flask"})),
    ] {
        assert_eq!((problem.status, problem.header("retry-after")), (503, Some("1")));
        assert_eq!(problem.json()["detail"], "The database is out of order.");
    }
    let response = stored.recommend(&[("idempotency-key", "b0a1c2d3-e4f5-0001")], BODY);
    assert_eq!((response.status, &response.json()["stored"]), (200, &json!(false)));

    stored.on(async |connection| {
        connection.execute("alter table gone rename to receipt_keys").await.unwrap()
    });
    assert_eq!(stored.erase(&receipt).status, 204);
}

#[test]
fn a_server_that_stores_nothing_knows_no_receipt() {
    let receipt = unknown_receipt();
    let body = json!({"receipt": receipt}).to_string();
    let erase = crate::helpers::post_json("/v1/receipts/erase", body);
    assert_eq!(erase.status, 404);
    assert!(erase.text().contains("switched off"));
    let body = json!({"receipt": receipt, "chosen": "flask"}).to_string();
    assert_eq!(crate::helpers::post_json("/v1/feedback", body).status, 404);
}
