//! Describes the fields of responses that do not depend on the operation: what the limits of a client are, and that
//! pages of every origin may read the response.

use serde_json::{Map, Value, json};

/// What is left of the limits of a client, in most responses.
const RATE_LIMIT: &str = "RateLimit";
/// Which origins may read a response, in all of them.
const ALLOW_ORIGIN: &str = "Access-Control-Allow-Origin";
/// Problems that say when to send the request again.
const RETRYABLE: [&str; 3] = ["Conflict", "ServiceUnavailable", "TooManyRequests"];

/// Adds the fields to the responses of all operations and to the shared responses of problems.
pub fn describe(document: &mut Value) {
    document["components"]["headers"] = headers();
    let items = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    let operations = items.filter_map(Value::as_object_mut).flat_map(Map::values_mut);
    for operation in operations {
        let responses = operation["responses"].as_object_mut().into_iter().flatten();
        for (status, response) in responses {
            // The others are references to shared ones.
            if status.starts_with('2') {
                add(response, RATE_LIMIT);
                add(response, ALLOW_ORIGIN);
            }
        }
    }
    let shared = document["components"]["responses"].as_object_mut().into_iter().flatten();
    for (name, response) in shared {
        add(response, ALLOW_ORIGIN);
        // The middleware limits a client before anything can fail inside.
        if name != "InternalServerError" {
            add(response, RATE_LIMIT);
        }
        if RETRYABLE.contains(&name.as_str()) {
            add(response, "Retry-After");
        }
    }
    add(&mut document["components"]["responses"]["TooManyRequests"], "RateLimit-Policy");
}

fn add(response: &mut Value, name: &str) {
    response["headers"][name] = json!({"$ref": format!("#/components/headers/{name}")});
}

fn headers() -> Value {
    json!({
        RATE_LIMIT: {
            "description": "What is left of each limit, and the seconds until it is full again \
                (draft-ietf-httpapi-ratelimit-headers). Responses that count for no limit (`/livez`, `/readyz`) and \
                services without limits leave it out.",
            "schema": {"type": "string", "maxLength": 400},
            "example": "\"requests\";r=1999;t=1",
        },
        ALLOW_ORIGIN: {
            "description": "Pages of every origin may read the response.",
            "schema": {"type": "string", "const": "*"},
        },
        "RateLimit-Policy": {
            "description": "Each limit with its size and the seconds in which it fills. It comes with `RateLimit`.",
            "schema": {"type": "string", "maxLength": 400},
            "example": "\"requests\";q=2000;w=10",
        },
        "Retry-After": {
            "description": "Seconds after which the request may be sent again.",
            "schema": {"type": "integer", "format": "int32", "minimum": 0, "maximum": 86_400},
        },
    })
}
