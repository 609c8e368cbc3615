//! The description against what is served.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::helpers::{get, get_with, send};

fn document() -> Value {
    get("/openapi.json").json()
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let items = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap();
        item.iter()
            .map(|(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
    });
    items.collect()
}

/// The path with the examples of its parameters.
fn address(path: &str, operation: &Value) -> String {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    parameters.filter(|parameter| parameter["in"] == "path").fold(
        path.to_owned(),
        |path, parameter| {
            let name = parameter["name"].as_str().unwrap();
            let example = &parameter["example"];
            let example = example.as_str().map_or(example.to_string(), str::to_owned);
            path.replace(&format!("{{{name}}}"), &example)
        },
    )
}

#[test]
fn every_described_path_is_served() {
    for (method, path, operation) in operations(&document()) {
        let answer = send(&method, &address(&path, &operation), &[], b"");
        let unknown = answer.text().contains("There is nothing at this address");
        assert!(!unknown && answer.status != 405, "{method} {path}");
    }
}

#[test]
fn every_registered_route_is_described() {
    // Only utoipa's `.service` can register routes, and it describes them: what is left to check is
    // that nothing goes past it.
    let source = include_str!("../../src/http/mod.rs");
    for way_past in [".route(", ".resource(", ".map(", "web::scope", "external_resource"] {
        assert!(!source.contains(way_past), "{way_past}");
    }
    let registered = source.matches(".service(").count() + 10;
    assert_eq!(operations(&document()).len(), registered, "ten probes and the routes");
}

#[test]
fn every_operation_is_complete() {
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document()) {
        for member in ["summary", "description", "operationId"] {
            assert!(
                operation[member].as_str().is_some_and(|t| !t.is_empty()),
                "{method} {path} {member}"
            );
        }
        assert_eq!(operation["tags"].as_array().unwrap().len(), 1);
        assert!(ids.insert(operation["operationId"].as_str().unwrap().to_owned()));
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.keys().any(|status| status.starts_with(['2', '3'])));
        assert!(responses.contains_key("500") && responses.contains_key("503"));
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => members.iter().for_each(|(name, value)| match value {
                Value::String(target) if name == "$ref" => found.push(target.clone()),
                other => references(other, found),
            }),
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(!found.is_empty());
    for target in found {
        assert!(document.pointer(target.trim_start_matches('#')).is_some(), "{target}");
    }
}

#[test]
fn both_forms_say_the_same() {
    let yaml = get_with("/openapi.yaml", &[("accept", "application/yaml")]);
    assert_eq!(yaml.header("content-type"), Some("application/yaml"));
    let yaml: Value = yaml_serde::from_slice(&yaml.body).unwrap();
    assert_eq!(yaml, document());
    assert_eq!(yaml["openapi"], "3.1.0");
    assert_eq!(yaml["security"], serde_json::json!([]));
}

#[test]
fn examples_are_what_the_service_answers() {
    let document = document();
    for (path, name) in [("/livez", "alive"), ("/readyz", "ready"), ("/version", "version")] {
        let content = &document["paths"][path]["get"]["responses"]["200"]["content"];
        let example = &content["application/json"]["examples"][name]["value"];
        assert_eq!(example, &get(path).json(), "{path}");
    }
}
