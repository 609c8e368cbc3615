//! The facts about privacy.

use framewise::api::privacy::document::document;
use framewise::api::privacy::facts::{Practice, privacy_facts};
use framewise_storage::privacy::StoringPolicy;
use framewise_storage::privacy::data_inventory::{Periods, TABLES};
use serde_json::json;

use crate::helpers::{get, get_with};

#[test]
fn both_forms_contain_the_facts_of_this_server() {
    // The servers of these tests store nothing.
    let policy = StoringPolicy { enabled: false, by_default: true };
    let practice = Practice { policy, periods: Periods::default(), traces: false };
    let facts = privacy_facts(practice);
    let response = get("/v1/privacy");
    assert_eq!((response.status, response.json()), (200, json!(facts)));
    assert_eq!(response.json()["settings"]["storage"], false);
    assert_eq!(response.json()["tables"].as_array().unwrap().len(), TABLES.len());
    let markdown = get("/v1/privacy.md");
    assert_eq!(markdown.header("content-type"), Some("text/markdown; charset=utf-8"));
    assert_eq!(markdown.text(), document(practice));
    for response in [response, markdown] {
        assert_eq!(response.header("vary"), Some("Accept-Encoding"));
    }
}

#[test]
fn the_facts_are_cacheable() {
    let response = get("/v1/privacy");
    let tag = response.header("etag").unwrap();
    assert_eq!(get_with("/v1/privacy", &[("if-none-match", tag)]).status, 304);
    assert_eq!(get_with("/v1/privacy", &[("accept", "text/html")]).status, 406);
    assert_eq!(get("/v1/privacy?table=queries").status, 422);
}

#[test]
fn support_of_global_privacy_control_is_at_the_address_of_its_specification() {
    let response = get("/.well-known/gpc.json");
    assert_eq!((response.status, response.header("content-type")), (200, Some("application/json")));
    assert_eq!(response.json(), json!({"gpc": true, "lastUpdate": "2026-11-23"}));
    assert!(response.header("etag").is_some());
    assert_eq!(response.header("access-control-allow-origin"), Some("*"));
}
