//! Decision records: recommendations as Markdown.

use std::collections::BTreeSet;

use serde_json::json;

use crate::helpers::{Response, get_with, send};

const PATH: &str = "/v1/recommendations";

fn posted(body: &serde_json::Value, accept: &str) -> Response {
    let headers = [("content-type", "application/json"), ("accept", accept)];
    send("POST", PATH, &headers, body.to_string().as_bytes())
}

fn record(body: &serde_json::Value) -> String {
    let response = posted(body, "text/markdown");
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.header("content-type"), Some("text/markdown; charset=utf-8"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    assert_eq!(response.header("vary"), Some("Accept"));
    response.text().to_owned()
}

#[test]
fn a_record_has_the_parts_of_a_decision() {
    let text = record(&json!({
        "answers": {"project_type": "cms", "features": ["admin_interface", "orm"]},
        "candidates": ["django", "flask", "litestar"],
        "must_have": ["orm"],
        "priorities": {"performance": 2},
    }));
    let headings: Vec<&str> = text.lines().filter(|line| line.starts_with('#')).collect();
    assert!(headings[0].starts_with("# Use Django"), "{text}");
    for heading in [
        "## Context and Problem Statement",
        "## Decision Drivers",
        "## Considered Options",
        "## Decision Outcome",
        "### Consequences",
        "## Pros and Cons of the Options",
        "### Flask",
        "## More Information",
    ] {
        assert!(headings.contains(&heading), "{heading} is missing in {headings:?}");
    }
    for said in [
        "**2 times**",
        "Required (third party or better)",
        "Chosen option: **Django**",
        "- Good: ",
        "sha256:",
    ] {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
}

#[test]
fn every_footnote_that_is_cited_is_there_and_the_other_way_round() {
    let text = record(&json!({"answers": {"project_type": "rest_api"}}));
    let mut cited = BTreeSet::new();
    let mut defined = BTreeSet::new();
    for line in text.lines() {
        let definition = line.starts_with("[^");
        for (position, part) in line.split("[^").skip(1).enumerate() {
            let (number, rest) = part.split_once(']').unwrap();
            if definition && position == 0 && rest.starts_with(": ") {
                assert!(defined.insert(number.to_owned()), "{number} is defined twice");
                assert!(rest.contains("<http") || rest.contains("<pkg:"), "{line}");
            } else {
                cited.insert(number.to_owned());
            }
        }
    }
    assert!(cited.len() > 10, "{text}");
    assert_eq!(cited, defined);
}

#[test]
fn a_record_is_the_same_by_link_and_cacheable_there() {
    let body = json!({"answers": {"project_type": "cms"}, "candidates": ["django", "flask"]});
    let link = format!("{PATH}?project_type=cms&candidates=django,flask");
    let linked = get_with(&link, &[("accept", "text/markdown")]);
    assert_eq!(linked.text(), record(&body));
    assert_eq!(linked.header("vary"), Some("Accept, Accept-Encoding"));
    let tag = linked.header("etag").unwrap();
    let again = get_with(&link, &[("accept", "text/markdown"), ("if-none-match", tag)]);
    assert_eq!(again.status, 304);
    let json = get_with(&link, &[("accept", "application/json")]);
    assert_ne!(json.header("etag"), Some(tag));
}

#[test]
fn what_is_neither_json_nor_markdown_is_not_acceptable() {
    let problem = posted(&json!({}), "text/html").json();
    assert_eq!(problem["type"], "/problems/not-acceptable");
    assert!(problem["detail"].as_str().unwrap().contains("text/markdown"), "{problem}");
    assert_eq!(posted(&json!({}), "*/*").header("content-type"), Some("application/json"));
}

#[test]
fn if_every_framework_is_excluded_the_record_names_the_nearest() {
    let text = record(&json!({
        "candidates": ["flask", "fastapi"],
        "must_have": ["admin_interface", "data_validation"],
        "minimum_support": "built_in",
    }));
    assert!(text.starts_with("# Choose a Python web framework"), "{text}");
    assert!(text.contains("Nearest: FastAPI") && text.contains("### Left out"), "{text}");
}
