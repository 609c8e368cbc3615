//! Decision records: recommendations as Markdown.

use std::collections::BTreeSet;

use serde_json::json;

use crate::helpers::{Response, get, get_with, post_json, send};

const PATH: &str = "/v1/recommendations.md";

fn posted(body: &serde_json::Value, accept: &str) -> Response {
    let headers = [("content-type", "application/json"), ("accept", accept)];
    send("POST", PATH, &headers, body.to_string().as_bytes())
}

fn record(body: &serde_json::Value) -> String {
    let response = posted(body, "*/*");
    assert_eq!(response.status, 200, "{}", response.text());
    assert_eq!(response.header("content-type"), Some("text/markdown; charset=utf-8"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
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
        "Required (package by others or better)",
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
    let linked = get(&link);
    assert_eq!(linked.text(), record(&body));
    assert_eq!(linked.header("vary"), Some("Accept-Language, Accept-Encoding"));
    let tag = linked.header("etag").unwrap();
    assert_eq!(get_with(&link, &[("if-none-match", tag)]).status, 304);
}

#[test]
fn every_level_of_detail_links_to_a_page_with_the_record() {
    let text = record(&json!({"answers": {"project_type": "cms"}}));
    for detail in ["brief", "standard", "full"] {
        let body = json!({"answers": {"project_type": "cms"}, "detail": detail, "limit": 1});
        assert_eq!(record(&body), text);
        let response = post_json("/v1/recommendations", body.to_string()).json();
        let page = get(response["links"]["page"].as_str().unwrap());
        let link = page.text().split("id=\"record\" href=\"").nth(1).unwrap();
        let link = link.split('"').next().unwrap().replace("&amp;", "&");
        assert_eq!(get(&link).text(), text);
    }
}

#[test]
fn a_record_of_a_text_does_not_quote_it() {
    let text = record(&json!({"text": "a small CMS, canaryword, two of us"}));
    assert!(text.contains("**A content management system**") && !text.contains("canaryword"));
}

#[test]
fn each_address_has_one_media_type() {
    for (path, accept) in [
        (PATH, "application/json"),
        ("/v1/recommendations", "text/markdown"),
        ("/v1/comparison?frameworks=django", "text/markdown"),
        ("/v1/comparison.md?frameworks=django", "application/json"),
        ("/v1/privacy", "text/markdown"),
        ("/v1/privacy.md", "application/json"),
    ] {
        let response = get_with(path, &[("accept", accept)]);
        assert_eq!(response.json()["type"], "/problems/not-acceptable", "{path}");
    }
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
