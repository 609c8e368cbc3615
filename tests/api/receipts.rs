//! Receipts: erasing a stored query while its receipt is valid.

use std::sync::mpsc;
use std::thread;

use jiff::SignedDuration;
use serde_json::json;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Executor};

use crate::stored::{Stored, unknown_receipt};

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
