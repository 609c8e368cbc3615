//! The body of a problem (RFC 9457).

use framewise_model::fault::Fault;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};

use crate::texts::catalogue::Texts;
use crate::texts::language::Language;

/// What is wrong, as RFC 9457 defines it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Body {
    /// Address of a page that explains this type of problem.
    #[serde(rename = "type")]
    #[schema(
        format = "uri-reference",
        max_length = 2000,
        pattern = "/problems/[a-z-]+$",
        example = "/problems/invalid-request"
    )]
    pub kind: String,
    /// Title of the type, the same for every occurrence.
    #[schema(max_length = 64, example = "Invalid request")]
    pub title: String,
    /// Status of the response.
    #[schema(format = Int32, minimum = 400, maximum = 599, example = 422)]
    pub status: u16,
    /// What went wrong this time.
    #[schema(max_length = 1024, example = "The request has 2 faults.")]
    pub detail: String,
    /// The request, as in the header `X-Request-Id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(
        nullable = false,
        format = "uri",
        max_length = 64,
        pattern = "^urn:uuid:[0-9a-f-]{36}$",
        example = "urn:uuid:6f1ed002-ab85-4a29-8c5c-d4e0a3f9b1c7"
    )]
    pub instance: Option<String>,
    /// Every fault of an invalid input, up to 32.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 32)]
    pub errors: Vec<ErrorItem>,
    /// Number of further faults.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = Int32, minimum = 1, maximum = 65536)]
    pub errors_omitted: Option<usize>,
}

/// One fault of an input.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProblemError)]
pub struct ErrorItem {
    /// JSON Pointer to the faulty place, as URI fragment; for a query string, its parameter.
    #[schema(
        format = "uri-reference",
        max_length = 2048,
        pattern = "^#",
        example = "#/answers/project_type"
    )]
    pub pointer: String,
    /// What is wrong.
    #[schema(max_length = 512, example = "there is no option “rest-api”")]
    pub detail: String,
    /// The allowed values.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, schema_with = allowed_schema)]
    allowed: Vec<String>,
    /// The allowed value that was probably meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 64, example = "rest_api")]
    suggestion: Option<String>,
}

fn allowed_schema() -> Schema {
    let value = ObjectBuilder::new().schema_type(Type::String).max_length(Some(64));
    let list = ArrayBuilder::new().items(value).max_items(Some(256));
    let list = list.examples([json!(["rest_api", "microservice"])]);
    list.description(Some("The allowed values.")).build().into()
}

impl ErrorItem {
    /// A fault in this language.
    #[must_use]
    pub fn new(fault: &Fault, language: Language) -> Self {
        Self {
            pointer: fault.pointer.clone(),
            detail: Texts::message(language, &fault.detail).into_owned(),
            allowed: fault.allowed.clone(),
            suggestion: fault.suggestion.clone(),
        }
    }
}
