//! The arguments that the tools share: members of `POST /v1/recommendations`, with the same names and meanings.

use framewise_mcp::tools::Object;
use framewise_model::fault::Fault;
use framewise_model::knowledge::Knowledge;
use framewise_model::request::{Detail, Parsed, Refusal, parse_in};
use serde_json::{Map, Value, json};

use crate::api::state::State;

/// The most allowed values that a refusal lists.
const MOST_ALLOWED: usize = 40;

/// The JSON Schema of the project. Names of the knowledge are listed once each, because the list of tools is read by a
/// model with every conversation.
pub(super) fn schema(knowledge: &Knowledge) -> Object {
    let frameworks = ids(knowledge.frameworks.iter().map(|found| found.record.id.as_str()));
    let answers: Map<String, Value> = knowledge
        .questions
        .iter()
        .map(|question| {
            let options = ids(question.options.iter().map(|option| option.id.as_str()));
            let schema = if question.multiple { list(&options) } else { options };
            (question.id.clone(), schema)
        })
        .collect();
    let schema = json!({
        "type": "object",
        "properties": {
            "text": text(),
            "answers": {
                "type": "object",
                "properties": answers,
                "additionalProperties": false,
                "description": "What is known for certain; it takes precedence over text.",
            },
            "candidates": {
                "type": "array",
                "items": frameworks,
                "description": "Frameworks to choose from; all if left out.",
            },
            "must_have": described(list(&string()), "Features (ids as in answers.features) without which a framework is excluded."),
            "unwanted": described(list(&string()), "Features that the project does not want."),
            "team_knows": described(list(&string()), "Frameworks that the team knows already."),
            "migrating_from": {"type": "string", "description": "Framework that the project uses now."},
        },
        "additionalProperties": false,
    });
    object(schema)
}

/// The schema of the project without the lists of names; a wrong name is refused with those that are right.
pub(super) fn short_schema() -> Object {
    object(json!({
        "type": "object",
        "properties": {"text": text(), "answers": answers_as_in_recommend(), "candidates": list(&string())},
        "additionalProperties": false,
    }))
}

/// The schema of the project, with the frameworks to compare in place of the candidates.
pub(super) fn schema_with_frameworks(knowledge: &Knowledge) -> Object {
    let frameworks = ids(knowledge.frameworks.iter().map(|found| found.record.id.as_str()));
    object(json!({
        "type": "object",
        "properties": {
            "frameworks": {
                "type": "array",
                "items": frameworks,
                "minItems": 2,
                "maxItems": 4,
                "description": "The frameworks to compare.",
            },
            "text": text(),
            "answers": answers_as_in_recommend(),
        },
        "required": ["frameworks"],
        "additionalProperties": false,
    }))
}

/// Reads the arguments as a request.
///
/// # Errors
/// Every fault, a line each, for the assistant to correct.
pub(super) fn parse(state: &State, arguments: Object) -> Result<Parsed, String> {
    let parsed = parse_in(&state.language(), &Value::Object(arguments))
        .map_err(|refusal| explain(&refusal))?;
    // The tools show a part of everything.
    Ok(Parsed { detail: Detail::Full, limit: None, ..parsed })
}

/// Every fault of a refusal, a line each.
pub(super) fn explain(refusal: &Refusal) -> String {
    refusal.faults().kept().iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(fault: &Fault) -> String {
    let place = fault.pointer.trim_start_matches('#').trim_start_matches('/');
    let allowed =
        || fault.allowed.iter().take(MOST_ALLOWED).cloned().collect::<Vec<_>>().join(", ");
    match &fault.suggestion {
        Some(suggestion) => format!("{place}: {}; did you mean {suggestion}?", fault.detail),
        None if fault.allowed.is_empty() => format!("{place}: {}", fault.detail),
        None => format!("{place}: {}; allowed are {}", fault.detail, allowed()),
    }
}

fn text() -> Value {
    let description =
        "The project in the person's own words, in English. Answers are read from it.";
    described(json!({"type": "string", "maxLength": 2000}), description)
}

fn answers_as_in_recommend() -> Value {
    described(json!({"type": "object"}), "As in recommend.")
}

fn string() -> Value {
    json!({"type": "string"})
}

fn described(mut schema: Value, description: &str) -> Value {
    schema["description"] = description.into();
    schema
}

fn ids<'a>(ids: impl Iterator<Item = &'a str>) -> Value {
    json!({"type": "string", "enum": ids.collect::<Vec<_>>()})
}

fn list(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

fn object(schema: Value) -> Object {
    match schema {
        Value::Object(schema) => schema,
        _ => Object::new(),
    }
}
