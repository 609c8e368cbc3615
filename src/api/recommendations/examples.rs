//! Examples for the description: requests, and the responses to them.

use framewise_model::knowledge::Knowledge;
use framewise_model::request::parse;
use framewise_storage::privacy::NotStored;
use serde_json::{Value, json};

use super::response::recommend;
use crate::api::openapi::example::{Example, as_sent};
use crate::config::PublicUrl;

/// The requests whose responses are shown: one of each short level of detail.
const RESPONSES: [&str; 2] = ["api", "brief"];

/// The examples of the resources of a single recommendation.
#[must_use]
pub fn examples(knowledge: &Knowledge) -> Vec<Example> {
    let mut examples = Vec::new();
    for (name, summary, body) in requests() {
        let Ok(parsed) = parse(knowledge, &body) else { continue };
        let applied = parsed.context.apply(knowledge);
        let Ok(response) = recommend(&applied, &parsed, &PublicUrl::default()) else { continue };
        if examples.is_empty() {
            let summary = "The first example of POST as a link";
            examples.push(Example::response("get_recommendation", name, summary, &response));
            let summary =
                "One of the requests of POST /v1/recommendations, all of which are possible";
            examples.push(Example::request("write_decision_record", name, summary, body.clone()));
        }
        examples.push(Example::request("recommend", name, summary, body));
        if !RESPONSES.contains(&name) {
            continue;
        }
        let mut response = as_sent(&response);
        response["not_stored_because"] = json!(NotStored::AskedNotTo.code());
        examples.push(Example::response("recommend", name, summary, &response));
    }
    examples
}

/// The first of the requests.
pub(super) fn first_request() -> Value {
    let [(_, _, first), ..] = requests();
    first
}

/// Requests with name and summary. Swagger UI sorts them by name, so `api` comes first.
fn requests() -> [(&'static str, &'static str, Value); 5] {
    [
        (
            "api",
            "A small JSON service over a document database",
            json!({
                "answers": {
                    "project_type": "rest_api",
                    "project_size": "small",
                    "features": ["api_docs", "nosql"],
                },
                "candidates": ["fastapi", "flask", "litestar"],
                "store": false,
            }),
        ),
        (
            "shop",
            "A shop that must have an admin interface, Django or Flask",
            json!({
                "answers": {"project_type": "ecommerce", "security": "high", "deadline": "tight"},
                "candidates": ["django", "flask"],
                "must_have": ["admin_interface"],
                "store": false,
            }),
        ),
        (
            "priorities",
            "A service for which speed counts twice and age does not count",
            json!({
                "answers": {"project_type": "microservice", "load": "high"},
                "priorities": {"performance": 2, "longevity": 0},
                "candidates": ["fastapi", "flask", "litestar"],
                "store": false,
            }),
        ),
        (
            "text",
            "A project in plain English, and what would make Django win",
            json!({
                "text": "a small JSON service over MongoDB, two weeks, I am new to Python",
                "candidates": ["django", "flask"],
                "target": "django",
                "store": false,
            }),
        ),
        (
            "brief",
            "A dashboard, in brief",
            json!({
                "answers": {"project_type": "data_dashboard", "team_size": "solo"},
                "detail": "brief",
                "store": false,
            }),
        ),
    ]
}
