//! Stored queries, on a server with a database of its own.

use std::time::Duration;

use framewise_storage::clock::Clock;
use framewise_storage::privacy::Receipt;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};
use tempfile::TempDir;

use crate::helpers::{Response, Server};

/// A request that is stored.
pub const BODY: &str = r#"{"answers": {"project_type": "cms"}, "draws": 10}"#;

/// A server with a database of its own.
pub struct Stored {
    pub server: Server,
    pub clock: Clock,
    pub folder: TempDir,
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
    pub fn receipt(&self) -> String {
        self.recommend(&[], BODY).json()["receipt"].as_str().unwrap().to_owned()
    }

    pub fn erase(&self, receipt: &str) -> Response {
        let headers = [("content-type", "application/json")];
        let body = json!({"receipt": receipt}).to_string();
        self.server.send("POST", "/v1/receipts/erase", &headers, body.as_bytes())
    }

    pub fn send_feedback(&self, feedback: &Value) -> Response {
        let headers = [("content-type", "application/json")];
        self.server.send("POST", "/v1/feedback", &headers, feedback.to_string().as_bytes())
    }

    pub fn on<T>(&self, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
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

/// A receipt of no query.
pub fn unknown_receipt() -> String {
    Receipt::new([9; 20]).to_string()
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
