//! The description, compared with the service.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::helpers::{get, get_with, post_json, send};

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

/// The address with the examples of its parameters.
fn address(path: &str, operation: &Value) -> String {
    let mut address = path.to_owned();
    let mut query = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let name = parameter["name"].as_str().unwrap();
        let example = match &parameter["example"] {
            Value::Null => continue,
            Value::String(text) => text.clone(),
            Value::Array(items) => {
                items.iter().map(|item| item.as_str().unwrap()).collect::<Vec<_>>().join(",")
            }
            other => other.to_string(),
        };
        if parameter["in"] == "path" {
            address = address.replace(&format!("{{{name}}}"), &example);
        } else {
            query.push(format!("{name}={example}"));
        }
    }
    if query.is_empty() { address } else { format!("{address}?{}", query.join("&")) }
}

#[test]
fn every_described_path_is_served() {
    for (method, path, operation) in operations(&document()) {
        if path.starts_with("/probe/") {
            continue;
        }
        let response = send(&method, &address(&path, &operation), &[], b"");
        let unknown = response.text().contains("There is nothing at this address");
        assert!(!unknown && response.status != 405, "{method} {path}");
    }
}

#[test]
fn every_registered_route_is_described() {
    // `.service` of utoipa registers and describes a route. No route may be registered in another way.
    let source = include_str!("../../src/api/routes.rs");
    for other_way in [".route(", ".resource(", ".map(", "web::scope", "external_resource"] {
        assert!(!source.contains(other_way), "{other_way}");
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
fn examples_are_what_the_service_sends() {
    // Whether queries are stored, and what was published of them, differs from server to server.
    let stored = ["/readyz", "/v1/feedback", "/v1/statistics", "/v1/statistics/{week}"];
    let document = document();
    let mut compared = 0;
    let operations = operations(&document).into_iter();
    for (method, path, operation) in
        operations.filter(|(_, path, _)| !stored.contains(&path.as_str()))
    {
        let content = &operation["responses"]["200"]["content"]["application/json"];
        for (name, example) in content["examples"].as_object().into_iter().flatten() {
            let request = &operation["requestBody"]["content"]["application/json"]["examples"];
            let response = match &request[name]["value"] {
                Value::Null => get(&address(&path, &operation)),
                body => post_json(&path, body.to_string()),
            };
            let shown = match example["externalValue"].as_str() {
                Some(address) => get(address).json(),
                None => example["value"].clone(),
            };
            assert_eq!(response.json(), shown, "{method} {path}: {name}");
            compared += 1;
        }
    }
    assert!(compared > 15, "only {compared} examples were found");
}

#[test]
fn no_key_is_filled_in_for_everybody() {
    // Swagger UI sends the example of a parameter, so strangers with the same key would share a receipt.
    let document = document();
    let mut keys = 0;
    for (_, path, operation) in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            if parameter["name"] == "Idempotency-Key" {
                keys += 1;
                let filled = [&parameter["example"], &parameter["schema"]["example"]];
                assert_eq!(filled, [&Value::Null; 2], "{path}");
                assert_eq!(parameter["examples"], Value::Null, "{path}");
            }
        }
    }
    assert_eq!(keys, 1);
}
