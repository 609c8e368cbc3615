//! `openapi/v1.json`: it describes what the program serves, and its examples fit its schemas.
//!
//! The description names frameworks, questions and scores of the live knowledge. Where the descriptions for
//! the live and for the frozen knowledge differ, the committed one may say anything; everywhere else it has to
//! be equal.

use std::fs;
use std::path::Path;

use framewise::api::openapi::description;
use framewise_model::knowledge::{Files, Knowledge, load};
use serde_json::{Map, Value, json};

use crate::{FROZEN, repository};

/// What the program describes on this knowledge.
fn described(knowledge: &Knowledge) -> Value {
    serde_json::from_str(&description::text(knowledge).unwrap()).unwrap()
}

/// The description with the live knowledge. If that has faults, which `framewise-curate check` reports, the
/// committed description takes its place: the other tests of it still hold.
fn live() -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge");
    match load(&Files::read(&folder).unwrap()) {
        Ok(knowledge) => described(&knowledge),
        Err(_) => committed(),
    }
}

fn committed() -> Value {
    serde_json::from_str(&fs::read_to_string(repository("openapi/v1.json")).unwrap()).unwrap()
}

/// The places at which the committed description is wrong, as JSON Pointers. `place` is the pointer of the
/// three values.
fn faults(
    place: &str,
    committed: Option<&Value>,
    live: Option<&Value>,
    frozen: Option<&Value>,
) -> Vec<String> {
    // An example is one value made of the knowledge; its schema says what has to be in it.
    let in_example = place.contains("/examples/");
    match (committed, live, frozen) {
        (committed, live, _) if committed == live => Vec::new(),
        (_, Some(live), Some(frozen)) if in_example && live != frozen => Vec::new(),
        (
            Some(Value::Object(committed)),
            Some(Value::Object(live)),
            Some(Value::Object(frozen)),
        ) => {
            let mut names: Vec<&String> =
                committed.keys().chain(live.keys()).chain(frozen.keys()).collect();
            names.sort();
            names.dedup();
            let of = |name: &&String| {
                let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
                faults(&place, committed.get(*name), live.get(*name), frozen.get(*name))
            };
            names.iter().flat_map(of).collect()
        }
        (Some(Value::Array(committed)), Some(Value::Array(live)), Some(Value::Array(frozen)))
            if live.len() == frozen.len() && committed.len() == live.len() =>
        {
            let of = |index: usize| {
                let place = format!("{place}/{index}");
                faults(&place, committed.get(index), live.get(index), frozen.get(index))
            };
            (0..live.len()).flat_map(of).collect()
        }
        // Lists of another length have nothing to do with one another.
        (_, Some(Value::Array(live)), Some(Value::Array(frozen))) if live.len() != frozen.len() => {
            Vec::new()
        }
        (_, Some(Value::Object(_)), Some(Value::Object(_)))
        | (_, Some(Value::Array(_)), Some(Value::Array(_))) => vec![place.to_owned()],
        (_, live, frozen) if live == frozen => vec![place.to_owned()],
        _ => Vec::new(),
    }
}

#[test]
fn the_committed_description_is_that_of_the_code() {
    let faults = faults("", Some(&committed()), Some(&live()), Some(&described(&FROZEN)));
    assert_eq!(
        faults,
        Vec::<String>::new(),
        "openapi/v1.json is not what the code describes: run `scripts/refresh-docs openapi`"
    );
}

#[test]
fn a_committed_description_of_other_code_is_found() {
    let (live, frozen) = (live(), described(&FROZEN));
    let request = "/components/schemas/RecommendationRequest/properties";
    for (place, change) in [
        ("/paths/~1livez", None),
        ("/paths/~1livez/get/operationId", Some(json!("check_life"))),
        ("/paths/~1v1~1comparison/get/parameters/0/schema/maxItems", Some(json!(9))),
        ("/paths/~1v1~1recommendations/get/parameters", Some(json!([]))),
        ("/components/schemas/FeedbackRequest/required", None),
        ("/components/schemas/Problem/required", Some(json!(["type"]))),
        (&format!("{request}/draws/maximum"), Some(json!(1))),
        (&format!("{request}/candidates/maxItems"), None),
    ] {
        let mut other = live.clone();
        assert!(other.pointer(place).is_some(), "{place}");
        let (parent, name) = place.rsplit_once('/').unwrap();
        match (other.pointer_mut(parent).unwrap(), change) {
            (parent, Some(value)) => parent[name] = value,
            (parent, None) => {
                let name = name.replace("~1", "/");
                parent.as_object_mut().unwrap().remove(&name);
            }
        }
        assert_eq!(faults("", Some(&other), Some(&live), Some(&frozen)), [place], "{place}");
    }
    let mut other = live.clone();
    other["paths"]["/v2"] = json!({});
    assert_eq!(faults("", Some(&other), Some(&live), Some(&frozen)), ["/paths/~1v2"]);
}

#[test]
fn a_description_of_other_knowledge_is_as_good() {
    let (live, frozen) = (live(), described(&FROZEN));
    assert_ne!(live, frozen);
    assert_eq!(faults("", Some(&frozen), Some(&live), Some(&frozen)), Vec::<String>::new());
}

#[test]
fn every_example_fits_its_schema() {
    for document in [committed(), live(), described(&FROZEN)] {
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
}

#[test]
fn every_json_body_has_an_example() {
    each_content(&live(), &mut |place, content| {
        let count = content["examples"].as_object().map_or(0, Map::len);
        assert!(count > 0 || !place.ends_with("json"), "{place} has no example");
    });
}

/// Calls `visit` with every content of requests and responses.
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
