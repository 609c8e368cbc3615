//! Builds the description of the API (OpenAPI 3.1): `collect` takes the operations from the routes, `finish`
//! adds everything that concerns all of them.

use std::collections::BTreeSet;

use actix_web::App;
use framewise_model::knowledge::Knowledge;
use serde::Serialize;
use serde_json::ser::{PrettyFormatter, Serializer};
use serde_json::{Map, Value, json};
use utoipa::OpenApi;
use utoipa_actix_web::AppExt;

use super::document::DescriptionError;
use super::tags::{PAGES, TAGS};
use super::{headers, knowledge_names, language, schemas};
use crate::api::maintainers;
use crate::api::openapi::example::{Example, Part, as_sent};
use crate::api::openapi::responses::component_name;
use crate::api::questions::QuestionPart;
use crate::api::routes::{self, Routes};
use crate::config::PublicUrl;
use crate::http::problem::{self, Problem};
use crate::http::problem_body;
use crate::http::problem_types::ProblemType;

const ABOUT: &str = "Recommends a Python web framework for a project and shows exactly \
    why.\n\nEvery rating comes from a published formula or a written rubric, every claim \
    has a source and the day on which it was verified, and the contributions of the criteria add up \
    to the score. No request needs an account or a key.\n\nEvery error is a problem (RFC 9457) whose \
    type is the address of a page that explains it.";

#[derive(OpenApi)]
#[openapi(components(schemas(problem_body::Body, QuestionPart)))]
struct Base;

/// Describes the routes of the service and `more_routes`.
///
/// # Errors
/// If an example names a place that does not exist.
pub fn describe(
    more_routes: Routes,
    knowledge: &Knowledge,
    public_url: &PublicUrl,
) -> Result<Value, DescriptionError> {
    finish(collect(more_routes)?, knowledge, public_url)
}

/// The operations of all routes, also those of pages.
///
/// # Errors
/// If they cannot be serialised.
pub fn collect(more_routes: Routes) -> Result<Value, DescriptionError> {
    let app = App::new().into_utoipa_app().openapi(Base::openapi());
    let collected = app.configure(routes::routes).configure(more_routes).split_for_parts().1;
    Ok(serde_json::to_value(collected)?)
}

/// Adds contact, servers, tags, security, problems, names of the knowledge and examples; removes pages.
fn finish(
    mut document: Value,
    knowledge: &Knowledge,
    public_url: &PublicUrl,
) -> Result<Value, DescriptionError> {
    remove_pages(&mut document);
    document["info"] = json!({
        "title": "framewise",
        "version": env!("CARGO_PKG_VERSION"),
        "description": ABOUT,
        "contact": {
            "name": maintainers::NAME,
            "url": maintainers::URL,
            "email": maintainers::EMAIL,
        },
        "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
    });
    document["servers"] = json!([{
        "url": public_url.to_root(),
        "description": "The service that sent this description.",
        // For every caller.
        "x-internal": false,
    }]);
    document["security"] = json!([]);
    document["tags"] = tags(&document);
    document["components"]["responses"] = problem_responses(&document);
    headers::describe(&mut document);
    schemas::prepare(&mut document);
    knowledge_names::fill(&mut document, knowledge);
    language::describe(&mut document);
    for example in &routes::examples(knowledge) {
        let place = place(&mut document, example).ok_or(DescriptionError::NoPlace {
            operation: example.operation,
            name: example.name,
        })?;
        place["examples"][example.name] =
            json!({"summary": example.summary, "value": example.value});
    }
    schemas::prune(&mut document);
    Ok(document)
}

/// The description of the service as a text to commit: sorted, one member on each line.
///
/// # Errors
/// If an example names a place that does not exist, or the description cannot be serialised.
pub fn text(knowledge: &Knowledge) -> Result<String, DescriptionError> {
    let document = describe(routes::no_routes, knowledge, &PublicUrl::default())?;
    let mut text = Vec::new();
    let formatter = PrettyFormatter::with_indent(b" ");
    document.serialize(&mut Serializer::with_formatter(&mut text, formatter))?;
    text.push(b'\n');
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Removes the operations of pages, and paths without other operations.
fn remove_pages(document: &mut Value) {
    let Some(paths) = document["paths"].as_object_mut() else { return };
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        item.retain(|_, operation| operation["tags"][0] != PAGES);
    }
    paths.retain(|_, item| item.as_object().is_some_and(|item| !item.is_empty()));
}

/// The content to which an example belongs.
fn place<'a>(document: &'a mut Value, example: &Example) -> Option<&'a mut Value> {
    let items = document["paths"].as_object_mut()?.values_mut();
    let operation = items
        .filter_map(Value::as_object_mut)
        .flat_map(Map::values_mut)
        .find(|operation| operation["operationId"] == example.operation)?;
    let part = match example.part {
        Part::Request => operation.get_mut("requestBody"),
        Part::Response(status) => operation.get_mut("responses")?.get_mut(status.to_string()),
    };
    part?.get_mut("content")?.get_mut(example.media_type)
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let items = document["paths"].as_object().into_iter().flatten();
    items.filter_map(|(_, item)| item.as_object()).flat_map(Map::values)
}

fn tags(document: &Value) -> Value {
    let used: BTreeSet<&str> = operations(document)
        .filter_map(|operation| operation["tags"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    TAGS.iter()
        .filter(|(name, _)| used.contains(name))
        .map(|(name, description)| json!({"name": name, "description": description}))
        .collect()
}

/// One response for each status of the problem table to which an operation refers.
fn problem_responses(document: &Value) -> Value {
    let used: BTreeSet<&str> = operations(document)
        .filter_map(|operation| operation["responses"].as_object())
        .flat_map(Map::values)
        .filter_map(|response| response["$ref"].as_str()?.rsplit('/').next())
        .collect();
    let mut responses = json!({});
    for kind in ProblemType::ALL {
        let definition = kind.definition();
        let name = component_name(definition.status);
        if !used.contains(name.as_str()) {
            continue;
        }
        let response = &mut responses[name];
        if response.is_null() {
            *response = json!({
                "description": definition.status.canonical_reason(),
                "content": {problem::MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": {},
                }},
            });
        }
        let body = as_sent(&Problem::example(*kind).body());
        let example = json!({"summary": definition.title, "value": body});
        response["content"][problem::MEDIA_TYPE]["examples"][definition.slug] = example;
    }
    responses
}
