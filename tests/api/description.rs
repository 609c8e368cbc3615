//! The description, compared with the service.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::helpers::{get, get_with, is_excerpt, post_json, send};
use crate::rate_limits::exhausted;

/// Pages and files for people, which are served and not described. `/` has two operations.
const PAGES: [&str; 14] = [
    "/",
    "/?text=a+blog",
    "/llms.txt",
    "/preview.png",
    "/assets/style.css",
    "/embed",
    "/embed.js",
    "/embed/new",
    "/cohort",
    "/cohorts",
    "/openapi.json",
    "/openapi.yaml",
    "/problems/not-found",
    "/swagger-ui/swagger-ui.css",
];

/// Reference pages, likewise.
const REFERENCE_PAGES: [&str; 7] = [
    "/frameworks",
    "/frameworks/flask",
    "/compare?frameworks=django,flask",
    "/method",
    "/statistics",
    "/privacy",
    "/corrections",
];

fn document() -> Value {
    get("/openapi.json").json()
}

/// The parameters of an operation, also those that several operations share.
fn parameters(document: &Value, operation: &Value) -> Vec<Value> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let resolved = parameters.map(|parameter| match parameter["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).unwrap().clone(),
        None => parameter.clone(),
    });
    resolved.collect()
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
fn address(document: &Value, path: &str, operation: &Value) -> String {
    let mut address = path.to_owned();
    let mut query = Vec::new();
    for parameter in parameters(document, operation) {
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
    let document = document();
    for (method, path, operation) in operations(&document) {
        if path.starts_with("/probe/") {
            continue;
        }
        let response = send(&method, &address(&document, &path, &operation), &[], b"");
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
    let described = operations(&document()).len();
    // oEmbed needs the address of a page.
    let oembed = ["/oembed"];
    assert_eq!(get(oembed[0]).status, 422);
    let pages = || PAGES.iter().chain(&REFERENCE_PAGES);
    let undescribed = pages().count() + oembed.len();
    assert_eq!(described + undescribed, registered, "ten probes and the routes");
    for path in pages() {
        assert_eq!(get(path).status, 200, "{path}");
    }
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
    let differing = [
        "/readyz",
        "/v1/cohorts/read",
        "/v1/feedback",
        "/v1/privacy",
        "/v1/statistics",
        "/v1/statistics/{week}",
        // Its figures are invented.
        "/v1/audit",
    ];
    let document = document();
    let mut compared = 0;
    let operations = operations(&document).into_iter();
    for (method, path, operation) in
        operations.filter(|(_, path, _)| !differing.contains(&path.as_str()))
    {
        let content = &operation["responses"]["200"]["content"]["application/json"];
        for (name, example) in content["examples"].as_object().into_iter().flatten() {
            let request = &operation["requestBody"]["content"]["application/json"]["examples"];
            let response = match &request[name]["value"] {
                Value::Null => get(&address(&document, &path, &operation)),
                body => post_json(&path, body.to_string()),
            };
            let (shown, sent) = (&example["value"], response.json());
            assert!(is_excerpt(shown, &sent), "{method} {path}: {name}\n{shown}\n{sent}");
            compared += 1;
        }
    }
    assert!(compared > 15, "only {compared} examples were found");
}

#[test]
fn the_receipts_and_tokens_of_the_examples_are_well_formed() {
    // They belong to no query and no cohort, so a server that stores says 404; one that does not, like this one, says so first.
    for path in [
        "/v1/feedback",
        "/v1/receipts/erase",
        "/v1/cohorts/read",
        "/v1/cohorts/counts.csv",
        "/v1/cohorts/close",
        "/v1/cohorts/delete",
    ] {
        let document = document();
        let content = &document["paths"][path]["post"]["requestBody"]["content"];
        let examples = content["application/json"]["examples"].as_object().unwrap();
        for example in examples.values() {
            let response = post_json(path, example["value"].to_string());
            assert_ne!(response.status, 422, "{}", response.text());
        }
    }
}

#[test]
fn no_example_is_long_and_neither_is_the_description() {
    let text = get("/openapi.json");
    assert!(text.body.len() < 300_000, "{} bytes", text.body.len());
    each_example(&text.json(), &mut |example| {
        assert!(example.get("externalValue").is_none(), "{example}");
        let length = example["value"].to_string().len();
        assert!(length <= 8_192, "{length} bytes: {}", example["summary"]);
    });
}

#[test]
fn the_fields_for_limits_are_described_where_they_are_sent() {
    let document = document();
    for (method, path, operation) in operations(&document) {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let is_described = response.pointer("/headers/RateLimit").is_some();
            assert_eq!(is_described, status.starts_with('2'), "{method} {path} {status}");
        }
        assert!(operation["responses"]["429"].is_object(), "{method} {path}");
    }
    let refused = exhausted();
    let described = &document["components"]["responses"]["TooManyRequests"]["headers"];
    let described = described.as_object().unwrap();
    assert_eq!(described.len(), 5);
    for name in described.keys() {
        assert!(refused.header(&name.to_lowercase()).is_some(), "{name}");
        assert!(document["components"]["headers"][name].is_object(), "{name}");
    }
}

fn each_example(value: &Value, visit: &mut impl FnMut(&Value)) {
    match value {
        Value::Object(members) => {
            let examples = members.get("examples").and_then(Value::as_object);
            examples.into_iter().flatten().for_each(|(_, example)| visit(example));
            members.values().for_each(|member| each_example(member, visit));
        }
        Value::Array(items) => items.iter().for_each(|item| each_example(item, visit)),
        _ => {}
    }
}

#[test]
fn the_description_suits_generators_of_clients() {
    let document = document();
    let mut ids: Vec<String> = Vec::new();
    for (_, path, operation) in
        operations(&document).iter().filter(|(_, path, _)| !path.starts_with("/probe/"))
    {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.iter().all(|other| differ(id, other)), "{id} looks like another one");
        ids.push(id.to_owned());
        let content = operation["responses"]["200"]["content"].as_object();
        assert!(content.is_none_or(|content| content.len() == 1), "{path} has several types");
    }
    let schemas = document["components"]["schemas"].as_object().unwrap();
    for (name, schema) in schemas {
        assert!(name.chars().all(char::is_alphanumeric) && !name.ends_with("View"), "{name}");
        assert!(schema.get("discriminator").is_none() && schema.get("allOf").is_none(), "{name}");
        for (member, property) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{name}.{member}");
            assert!(
                member.replace('_', "") != name.to_lowercase(),
                "{place} has the name of its type"
            );
            assert!(property.get("default").is_none(), "{place}");
            let types = property["type"].as_array().cloned().unwrap_or_default();
            let nullable = types.contains(&"null".into())
                || property["oneOf"].as_array().is_some_and(|of| of[1]["type"] == "null");
            assert!(!(nullable && property.get("pattern").is_some()), "{place}");
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            assert!(!nullable || required.contains(&member.as_str().into()), "{place}");
            let of = property["oneOf"].as_array().map_or(0, Vec::len);
            assert!(of == 0 || (of == 2 && nullable), "{place} is a union");
        }
    }
    for name in ["ProjectType", "ProjectSize", "FrameworkId", "FeatureId", "CapabilityId", "Detail"]
    {
        assert!(schemas[name]["enum"].is_array(), "{name}");
    }
    assert_eq!(document["tags"][0]["name"], "recommendations");
}

/// Whether two names differ by more than one letter.
fn differ(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() { (one, other) } else { (other, one) };
    let same = short.bytes().zip(long.bytes()).filter(|(a, b)| a == b).count();
    long.len() - same > 1
}

#[test]
fn no_key_is_filled_in_for_everybody() {
    // Swagger UI sends the example of a parameter, so strangers with the same key would share a receipt.
    let document = document();
    let mut keys = 0;
    for (_, path, operation) in operations(&document) {
        for parameter in parameters(&document, &operation) {
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
