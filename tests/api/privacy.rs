//! What is kept of a query, as it is served.

use framewise::api::privacy::document::document;
use framewise::api::privacy::facts::privacy_facts;
use framewise_storage::privacy::StoringPolicy;
use framewise_storage::privacy::facts::{Periods, TABLES};
use serde_json::json;

use crate::helpers::{get, get_with};

#[test]
fn both_forms_tell_the_facts_of_this_server() {
    // The servers of these tests store nothing.
    let policy = StoringPolicy { enabled: false, by_default: true };
    let periods = Periods::default();
    let facts = privacy_facts(policy, periods);
    let answer = get("/v1/privacy");
    assert_eq!((answer.status, answer.json()), (200, json!(facts)));
    assert_eq!(answer.json()["settings"]["storage"], false);
    assert_eq!(answer.json()["tables"].as_array().unwrap().len(), TABLES.len());
    let markdown = get_with("/v1/privacy", &[("accept", "text/markdown")]);
    assert_eq!(markdown.header("content-type"), Some("text/markdown"));
    assert_eq!(markdown.text(), document(policy, periods));
    for answer in [answer, markdown] {
        assert_eq!(answer.header("vary"), Some("Accept"));
    }
}

#[test]
fn the_facts_may_be_kept() {
    let answer = get("/v1/privacy");
    let tag = answer.header("etag").unwrap();
    assert_eq!(get_with("/v1/privacy", &[("if-none-match", tag)]).status, 304);
    assert_eq!(get_with("/v1/privacy", &[("accept", "text/html")]).status, 406);
    assert_eq!(get("/v1/privacy?table=queries").status, 422);
}

#[test]
fn global_privacy_control_is_told_where_its_specification_looks_for_it() {
    let answer = get("/.well-known/gpc.json");
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/json")));
    assert_eq!(answer.json(), json!({"gpc": true, "lastUpdate": "2026-11-23"}));
    assert!(answer.header("etag").is_some());
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
}
