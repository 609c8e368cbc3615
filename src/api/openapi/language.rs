//! Describes how the language of a response is chosen: the parameter `lang` of operations whose texts have
//! translations, and the field `Content-Language`.

use serde_json::{Map, Value, json};

use crate::texts::language::PARAMETER;

/// The operations whose responses have texts in the language of the request. Problems have them everywhere.
const OPERATIONS: [&str; 12] = [
    "compare_frameworks",
    "get_comparison_document",
    "get_context",
    "get_decision_record",
    "get_framework",
    "get_recommendation",
    "list_capabilities",
    "list_criteria",
    "list_questions",
    "recommend",
    "recommend_batch",
    "write_decision_record",
];
/// The field with the language of a response.
const FIELD: &str = "Content-Language";

/// Adds the parameter to these operations, and the field to their responses and to problems.
pub fn describe(document: &mut Value) {
    let components = &mut document["components"];
    components["parameters"][PARAMETER] = json!({
        "name": PARAMETER,
        "in": "query",
        "required": false,
        "description": "Language of the texts: `en` or `tr`. Without it, or with another language, `Accept-Language` \
            decides, and then English.",
        "schema": {"type": "string", "maxLength": 35, "pattern": "^[A-Za-z0-9-]+$"},
    });
    components["headers"][FIELD] = json!({
        "description": "Language of the texts.",
        "schema": {"type": "string", "maxLength": 35},
        "example": "en",
    });
    let field = json!({"$ref": format!("#/components/headers/{FIELD}")});
    let problems = components["responses"].as_object_mut().into_iter().flatten();
    for (_, problem) in problems {
        problem["headers"][FIELD] = field.clone();
    }
    let items = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    let operations = items.filter_map(Value::as_object_mut).flat_map(Map::values_mut);
    let described = |operation: &Value| OPERATIONS.iter().any(|id| operation["operationId"] == *id);
    for operation in operations.filter(|operation| described(operation)) {
        let reference = json!({"$ref": format!("#/components/parameters/{PARAMETER}")});
        match operation["parameters"].as_array_mut() {
            Some(parameters) => parameters.push(reference),
            None => operation["parameters"] = json!([reference]),
        }
        operation["responses"]["200"]["headers"][FIELD] = field.clone();
    }
}
