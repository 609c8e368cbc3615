//! The committed description: it is what the program serves, and its examples fit its schemas.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::PathBuf;
use std::{env, fs};

use framewise::api::openapi::description;
use framewise_model::knowledge::{Files, load};
use serde_json::{Value, json};

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("openapi/v1.json")
}

fn served() -> String {
    description::text(&load(&Files::embedded()).unwrap()).unwrap()
}

#[test]
fn the_committed_description_is_what_is_served() {
    let served = served();
    if env::var_os("FRAMEWISE_REWRITE").is_some() {
        fs::write(path(), &served).unwrap();
    }
    let committed = fs::read_to_string(path()).unwrap();
    let line = committed.lines().zip(served.lines()).take_while(|(a, b)| a == b).count() + 1;
    assert!(
        committed == served,
        "openapi/v1.json differs from line {line} on; FRAMEWISE_REWRITE=1 rewrites it"
    );
}

#[test]
fn every_example_fits_its_schema() {
    let document: Value = serde_json::from_str(&served()).unwrap();
    let mut checked = 0;
    each_content(&document, &mut |place, content| {
        let examples = content["examples"].as_object().into_iter().flatten();
        for (name, example) in examples.filter(|(_, example)| example.get("value").is_some()) {
            // The components come along, so that references lead somewhere.
            let schema = json!({
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "components": document["components"],
                "allOf": [content["schema"]],
            });
            let validator = jsonschema::validator_for(&schema).unwrap();
            let faults: Vec<String> = validator
                .iter_errors(&example["value"])
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert_eq!(faults, Vec::<String>::new(), "{place}: {name}");
            checked += 1;
        }
    });
    assert!(checked > 15, "only {checked} examples were found");
}

#[test]
fn every_json_body_has_an_example() {
    let document: Value = serde_json::from_str(&served()).unwrap();
    each_content(&document, &mut |place, content| {
        let count = content["examples"].as_object().map_or(0, serde_json::Map::len);
        // The description is its own example.
        let own = place.contains("/openapi.");
        assert!(count > 0 || own || !place.ends_with("json"), "{place} has no example");
    });
}

/// Calls `visit` with every content of requests and answers.
fn each_content(document: &Value, visit: &mut impl FnMut(&str, &Value)) {
    fn walk(place: &str, value: &Value, visit: &mut impl FnMut(&str, &Value)) {
        for (name, member) in value.as_object().into_iter().flatten() {
            if name == "content" {
                for (kind, content) in member.as_object().into_iter().flatten() {
                    visit(&format!("{place} {kind}"), content);
                }
            } else if name != "schemas" {
                walk(&format!("{place} {name}"), member, visit);
            }
        }
    }
    walk("", &document["paths"], visit);
    walk("", &document["components"], visit);
}
