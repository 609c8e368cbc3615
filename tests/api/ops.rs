//! Liveness, readiness and versions.

use framewise_storage::clock::Clock;
use serde_json::json;

use crate::helpers::{Server, get};

#[test]
fn the_service_is_alive() {
    let response = get("/livez");
    assert_eq!((response.status, response.json()), (200, json!({"status": "alive"})));
}

#[test]
fn the_service_is_ready() {
    // The shared server stores nothing.
    let response = get("/readyz");
    assert_eq!(
        (response.status, response.json()),
        (200, json!({"status": "ready", "storing": "off"}))
    );
}

#[test]
fn a_service_that_cannot_store_still_wants_requests() {
    let folder = tempfile::tempdir().unwrap();
    // A folder stands where the database file would be.
    let server = Server::storing(folder.path(), Clock::default());
    let response = server.send("GET", "/readyz", &[], b"");
    let reason = "database_unavailable";
    let expected =
        json!({"status": "degraded", "storing": "failing", "not_storing_because": reason});
    assert_eq!((response.status, response.json()), (200, expected));
}

#[test]
fn a_service_that_stores_is_ready() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::storing(&folder.path().join("framewise.db"), Clock::default());
    let response = server.send("GET", "/readyz", &[], b"");
    assert_eq!(
        (response.status, response.json()),
        (200, json!({"status": "ready", "storing": "on"}))
    );
}

#[test]
fn the_versions_are_reported() {
    let knowledge = get("/v1/knowledge").json();
    let expected = json!({
        "name": "framewise",
        "version": env!("CARGO_PKG_VERSION"),
        "api_version": "v1",
        "knowledge_version": knowledge["version"],
        "knowledge_digest": knowledge["digest"],
    });
    assert_eq!(get("/version").json(), expected);
}

#[test]
fn every_response_has_its_own_id() {
    let ids = [get("/livez"), get("/livez")]
        .map(|response| response.header("x-request-id").unwrap().to_owned());
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[0].len(), 36);
}
