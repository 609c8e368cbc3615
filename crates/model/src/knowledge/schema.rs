//! The JSON Schemas of the files, generated from their types, and faults found by them.
//!
//! One pass reports everything that is wrong inside a file: unknown and missing keys, wrong types,
//! values outside their scale.

use std::fmt::Write as _;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use super::check::Fault;
use super::format as raw;
use crate::suggest::nearest;

/// The schema of one kind of file as a JSON document.
#[must_use]
pub fn document<T: JsonSchema>() -> Value {
    schema_for!(T).to_value()
}

/// The schemas of all files by name, for editors that check while somebody types.
#[must_use]
pub fn all() -> [(&'static str, Value); 10] {
    [
        ("knowledge", document::<raw::Manifest>()),
        ("criteria", document::<raw::Criteria>()),
        ("capabilities", document::<raw::Capabilities>()),
        ("facts", document::<raw::Facts>()),
        ("questions", document::<raw::Questions>()),
        ("lexicon", document::<raw::Lexicon>()),
        ("measurements", document::<raw::Measurements>()),
        ("framework", document::<raw::Framework>()),
        ("companion", document::<raw::Companion>()),
        ("sources", document::<raw::Sources>()),
    ]
}

/// Everything in `value` that does not fit the schema of `T`.
///
/// # Panics
/// Never: the schema is generated from a type, and a test builds all of them.
#[must_use]
pub fn faults<T: JsonSchema>(file: &str, value: &Value) -> Vec<Fault> {
    let document = document::<T>();
    let mut keys = Vec::new();
    collect_keys(&document, &mut keys);
    #[expect(clippy::expect_used, reason = "a schema generated from a type is valid")]
    let validator: Validator =
        jsonschema::validator_for(&document).expect("generated schemas compile");
    validator.iter_errors(value).flat_map(|error| explain(file, value, &error, &keys)).collect()
}

/// One schema error as faults with a rule and an advice; several unknown keys are several faults.
fn explain(file: &str, value: &Value, error: &ValidationError<'_>, keys: &[String]) -> Vec<Fault> {
    let path = error.instance_path().to_string();
    let key = readable(value, &path);
    let one = |rule, advice: String| vec![Fault::new(file, &key, rule, advice)];
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|name| {
                let place = join(&key, name);
                let mut advice = String::from("remove it, or use a key of the format");
                if let Some(meant) = nearest(name, keys.iter().map(String::as_str)) {
                    let _ = write!(advice, "; did you mean `{meant}`?");
                }
                Fault::new(file, &place, "unknown-key", advice)
            })
            .collect(),
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![Fault::new(file, &join(&key, name), "missing-key", format!("add `{name}`"))]
        }
        ValidationErrorKind::Type { kind } => one(
            "wrong-type",
            match kind {
                TypeKind::Single(kind) => format!("give a value of type {kind}"),
                TypeKind::Multiple(kinds) => {
                    let kinds: Vec<_> = kinds.iter().map(|kind| kind.to_string()).collect();
                    format!("give a value of type {}", kinds.join(" or "))
                }
            },
        ),
        ValidationErrorKind::Enum { options } => {
            one("not-allowed", choose(error, options.as_array()))
        }
        ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context } => {
            let options: Vec<Value> = context
                .iter()
                .flatten()
                .filter_map(|branch| match branch.kind() {
                    ValidationErrorKind::Constant { expected_value } => {
                        Some(expected_value.as_ref().clone())
                    }
                    _ => None,
                })
                .collect();
            one("not-allowed", choose(error, Some(&options)))
        }
        ValidationErrorKind::Minimum { limit } => {
            one("out-of-scale", format!("give at least {limit}"))
        }
        ValidationErrorKind::Maximum { limit } => {
            one("out-of-scale", format!("give at most {limit}"))
        }
        ValidationErrorKind::MinLength { .. } | ValidationErrorKind::MinItems { .. } => {
            one("too-short", format!("{error}: give more"))
        }
        ValidationErrorKind::Pattern { pattern } => {
            one("wrong-format", format!("write it so that it matches `{pattern}`"))
        }
        _ => one("not-allowed", error.to_string()),
    }
}

/// "use one of …", with the nearest one first where the value looks mistyped.
fn choose(error: &ValidationError<'_>, options: Option<&Vec<Value>>) -> String {
    let names: Vec<&str> = options.into_iter().flatten().filter_map(Value::as_str).collect();
    let mut advice = format!("use one of {}", names.join(", "));
    if let Some(meant) =
        error.instance().as_str().and_then(|given| nearest(given, names.iter().copied()))
    {
        let _ = write!(advice, "; did you mean `{meant}`?");
    }
    advice
}

/// All keys of a format, for suggestions.
fn collect_keys(schema: &Value, keys: &mut Vec<String>) {
    match schema {
        Value::Object(members) => {
            for (name, member) in members {
                if name == "properties"
                    && let Value::Object(properties) = member
                {
                    keys.extend(properties.keys().cloned());
                }
                collect_keys(member, keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_keys(item, keys)),
        _ => {}
    }
}

/// A JSON Pointer as the key a person looks for: list entries by their `id` where they have one.
fn readable(value: &Value, pointer: &str) -> String {
    let mut place = value;
    let mut key = String::new();
    for token in pointer.split('/').skip(1) {
        let name = token.replace("~1", "/").replace("~0", "~");
        if let Value::Array(items) = place {
            place = items.get(name.parse().unwrap_or(usize::MAX)).unwrap_or(&Value::Null);
            let id = place.get("id").and_then(Value::as_str).unwrap_or(&name);
            let _ = write!(key, "[{id}]");
        } else {
            place = place.get(&name).unwrap_or(&Value::Null);
            key = join(&key, &name);
        }
    }
    key
}

fn join(key: &str, name: &str) -> String {
    if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") }
}
