//! Fills names of the knowledge into the description: questions, options, criteria and frameworks are data, so
//! the schemas and parameters that list them come from the knowledge in use.

use framewise_model::knowledge::Knowledge;
use framewise_model::knowledge::format::Support;
use framewise_model::request::{
    LEVELS, MAX_MEMORY_MIB, MAX_PRIORITY, MEMORY, PYTHON, environment_members, feature_ids,
};
use serde_json::{Map, Value, json};

/// Fills the names into a description.
pub fn fill(document: &mut Value, knowledge: &Knowledge) {
    let answers = answers(knowledge);
    let situation = &mut document["components"]["schemas"]["Situation"]["properties"]["answers"];
    situation["properties"] = answers["properties"].clone();
    situation["additionalProperties"] = json!(false);
    let request = &mut document["components"]["schemas"]["RecommendationRequest"]["properties"];
    request["answers"] = answers.clone();
    request["priorities"] = priorities(knowledge);
    let frameworks = ids(knowledge.frameworks.iter().map(|found| found.record.id.as_str()));
    for member in ["candidates", "exclude", "team_knows"] {
        merge(&mut request[member], &set(&frameworks));
    }
    request["candidates"]["minItems"] = json!(1);
    for member in ["target", "migrating_from"] {
        merge(&mut request[member], &frameworks);
    }
    let features = ids(feature_ids(knowledge));
    for member in ["must_have", "unwanted"] {
        merge(&mut request[member], &set(&features));
    }
    request["environment"] = environment(knowledge);
    request["minimum_support"] = json!({
        "type": "string",
        "description": "The least support that suffices for `must_have`.",
        "enum": LEVELS.map(Support::as_str),
        "default": LEVELS[0],
    });
    let parameters = parameters(knowledge, request);
    document["paths"]["/v1/recommendations"]["get"]["parameters"] = parameters;
    let capabilities = ids(knowledge.capabilities.iter().map(|capability| capability.id.as_str()));
    fill_parameter(document, "/v1/frameworks", "capability", &set(&capabilities));
    let compared = set(&frameworks);
    fill_parameter(document, "/v1/comparison", "frameworks", &compared);
    if let Some(first) = knowledge.history.releases().first()
        && let Some(since) = query_parameter(document, "/v1/knowledge/changes", "since")
    {
        since["example"] = json!(first.version.to_string());
    }
}

/// One property for each question, with its options.
fn answers(knowledge: &Knowledge) -> Value {
    let properties: Map<String, Value> = knowledge
        .questions
        .iter()
        .map(|question| {
            let options = ids(question.options.iter().map(|option| option.id.as_str()));
            let mut schema = if question.multiple { set(&options) } else { options };
            schema["description"] = json!(format!("{} {}", question.text, question.help));
            (question.id.clone(), schema)
        })
        .collect();
    json!({
        "type": "object",
        "description": "Answers by question. A question that takes several options has a list.",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// One property for each criterion and feature.
fn priorities(knowledge: &Knowledge) -> Value {
    let schema = json!({"type": "number", "minimum": 0, "maximum": MAX_PRIORITY});
    let properties: Map<String, Value> = knowledge
        .attributes
        .iter()
        .map(|attribute| (attribute.id.clone(), schema.clone()))
        .collect();
    json!({
        "type": "object",
        "description": "Factors from 0 to 5 on the weights that the answers give to criteria and features; \
            1 where left out.",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// The query parameters of a recommendation: the questions, then the other members of the request.
fn parameters(knowledge: &Knowledge, request: &Value) -> Value {
    let example = json!({"project_type": "rest_api", "project_size": "small", "features": ["api_docs", "nosql"], "candidates": ["fastapi", "flask", "litestar"]});
    let questions = knowledge.questions.iter().map(|question| {
        let mut schema = request["answers"]["properties"][&question.id].clone();
        let description = take_description(&mut schema);
        let mut parameter = parameter(&question.id, &description, schema);
        if let Some(example) = example.get(&question.id) {
            parameter["example"] = example.clone();
        }
        parameter
    });
    let members = [
        "candidates",
        "exclude",
        "must_have",
        "minimum_support",
        "unwanted",
        "team_knows",
        "migrating_from",
        "target",
        "spread",
        "draws",
        "detail",
    ]
    .map(|member| {
        let mut schema = request[member].clone();
        let description = take_description(&mut schema);
        let mut parameter = parameter(member, &description, schema);
        if let Some(example) = example.get(member) {
            parameter["example"] = example.clone();
        }
        parameter
    });
    let priorities = parameter(
        "priorities",
        &json!(
            "Criteria or features with factors on their weights, such as `performance:2,longevity:0`."
        ),
        set(&json!({"type": "string", "maxLength": 100, "pattern": "^[a-z][a-z_:]*:[0-9.]+$"})),
    );
    let environment = request["environment"]["properties"].as_object().into_iter().flatten();
    let environment = environment.map(|(member, schema)| {
        let mut schema = schema.clone();
        let description = take_description(&mut schema);
        parameter(member, &description, schema)
    });
    questions.chain(members).chain(environment).chain([priorities]).collect()
}

/// One property for each member of an environment.
fn environment(knowledge: &Knowledge) -> Value {
    let properties: Map<String, Value> = environment_members(knowledge)
        .into_iter()
        .map(|member| (member.to_owned(), demand(knowledge, member)))
        .collect();
    json!({
        "type": "object",
        "description": "Where the project must run; frameworks that cannot are excluded. It is never stored.",
        "properties": properties,
        "additionalProperties": false,
    })
}

/// The schema of one member of an environment.
fn demand(knowledge: &Knowledge, member: &str) -> Value {
    match member {
        PYTHON => json!({
            "type": "string", "maxLength": 16, "pattern": "^[0-9]+\\.[0-9]+(\\.[0-9]+)*$",
            "description": "The oldest version of Python that the project must run on, such as `3.10`.",
        }),
        MEMORY => json!({
            "type": "number", "exclusiveMinimum": 0, "maximum": MAX_MEMORY_MIB,
            "description": "The memory that one process may use, in MiB.",
        }),
        _ => {
            let constraints = knowledge.context.constraints.iter();
            let parts = constraints.filter_map(|constraint| {
                let id = constraint.id.strip_prefix(member)?;
                Some((id.strip_prefix('='), constraint.text.as_str()))
            });
            let (values, texts): (Vec<Option<&str>>, Vec<&str>) = parts.unzip();
            let values: Vec<&str> = values.into_iter().flatten().collect();
            let description = format!("The project {}.", texts.join(", or "));
            if values.is_empty() {
                json!({"type": "boolean", "description": description})
            } else {
                let mut schema = ids(values);
                schema["description"] = json!(description);
                schema
            }
        }
    }
}

fn parameter(name: &str, description: &Value, schema: Value) -> Value {
    let mut parameter = json!({
        "name": name, "in": "query", "required": false, "description": description,
    });
    if schema["type"] == "array" {
        parameter["style"] = json!("form");
        parameter["explode"] = json!(false);
    }
    parameter["schema"] = schema;
    parameter
}

/// Replaces the schema of a query parameter; its bounds stay.
fn fill_parameter(document: &mut Value, path: &str, name: &str, schema: &Value) {
    let Some(parameter) = query_parameter(document, path, name) else { return };
    let bounds = ["minItems", "maxItems"].map(|key| (key, parameter["schema"][key].clone()));
    parameter["schema"] = schema.clone();
    for (key, bound) in bounds {
        if !bound.is_null() {
            parameter["schema"][key] = bound;
        }
    }
}

/// A parameter of `GET`.
fn query_parameter<'d>(document: &'d mut Value, path: &str, name: &str) -> Option<&'d mut Value> {
    let parameters = document["paths"][path]["get"]["parameters"].as_array_mut()?;
    parameters.iter_mut().find(|parameter| parameter["name"] == name)
}

/// The schema of a string that is one of these.
fn ids<'k>(ids: impl IntoIterator<Item = &'k str>) -> Value {
    json!({"type": "string", "enum": ids.into_iter().collect::<Vec<_>>()})
}

/// The schema of a list of distinct items.
fn set(items: &Value) -> Value {
    let max_items = items["enum"].as_array().map_or(64, Vec::len);
    json!({"type": "array", "items": items, "uniqueItems": true, "maxItems": max_items})
}

/// Adds the members of `more` to a schema.
fn merge(schema: &mut Value, more: &Value) {
    for (key, value) in more.as_object().into_iter().flatten() {
        schema[key] = value.clone();
    }
}

fn take_description(schema: &mut Value) -> Value {
    schema.as_object_mut().and_then(|members| members.remove("description")).unwrap_or_default()
}
