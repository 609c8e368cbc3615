//! Problems (RFC 9457): what every answer with a status of 400 or more consists of.
//!
//! A [`Problem`] is returned by handlers and middleware; the middleware `problems` gives it the id of
//! the request and turns it into an answer. The cause of an internal error goes to the log and
//! nowhere else.

use std::fmt::{self, Display};

use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpResponse, ResponseError};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, Type};

use super::problem_types::ProblemType;
use crate::base::Fault;
use crate::service::json::{JsonError, JsonErrorKind};

/// Media type of problems.
pub const MEDIA_TYPE: &str = "application/problem+json";
/// So many faults are listed; the rest is counted, so that a small request never gets a huge answer.
const MAX_ERRORS: usize = 32;
/// Seconds after which a request that was not answered in time is worth another try.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("1");

/// An error answer in the making; in a box, because most results are no problem.
#[derive(Debug, Clone)]
pub struct Problem(Box<Parts>);

#[derive(Debug, Clone)]
struct Parts {
    kind: ProblemType,
    detail: String,
    faults: Vec<Fault>,
    headers: Vec<(HeaderName, HeaderValue)>,
    instance: Option<String>,
    cause: Option<String>,
}

impl Problem {
    /// A problem of this type; `detail` says what is special about this occurrence.
    pub fn new(kind: ProblemType, detail: impl Into<String>) -> Self {
        Self(Box::new(Parts {
            kind,
            detail: detail.into(),
            faults: Vec::new(),
            headers: Vec::new(),
            instance: None,
            cause: None,
        }))
    }

    /// A request with values that are not allowed.
    #[must_use]
    pub fn invalid(faults: Vec<Fault>) -> Self {
        Self::with_faults(ProblemType::InvalidRequest, faults)
    }

    /// A request whose values are allowed one by one, but not together.
    #[must_use]
    pub fn contradictory(faults: Vec<Fault>) -> Self {
        Self::with_faults(ProblemType::ContradictoryRequest, faults)
    }

    /// Nothing lives at this address.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::new(ProblemType::NotFound, detail)
    }

    /// There is no `noun` of the id in the address; `nearest` is the one that was probably meant.
    #[must_use]
    pub fn no_such(noun: &str, nearest: Option<&str>) -> Self {
        Self::not_found(match nearest {
            Some(id) => format!("There is no such {noun}. Was {id} meant?"),
            None => format!("There is no such {noun}."),
        })
    }

    /// The address exists, but only for the methods in `allow`.
    #[must_use]
    pub fn method_not_allowed(allow: &[Method]) -> Self {
        let list = join_methods(allow);
        Self::new(ProblemType::MethodNotAllowed, format!("This address answers {list}."))
            .with_header(header::ALLOW, &list)
    }

    /// The service took too long; the same request may be answered a little later.
    pub fn unavailable(detail: impl Into<String>) -> Self {
        let mut problem = Self::new(ProblemType::Unavailable, detail);
        problem.0.headers.push((header::RETRY_AFTER, RETRY_AFTER));
        problem
    }

    /// Something broke: `cause` goes to the log, the answer says nothing of it.
    pub fn internal(cause: impl Display) -> Self {
        let mut problem = Self::from_status(StatusCode::INTERNAL_SERVER_ERROR);
        problem.0.cause = Some(cause.to_string());
        problem
    }

    /// What broke, for the log.
    #[must_use]
    pub fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// The problem behind an error of which only the status is known.
    #[must_use]
    pub fn from_status(status: StatusCode) -> Self {
        let kind = ProblemType::from_status(status);
        Self::new(kind, kind.definition().explanation)
    }

    /// The same problem with one more header; a value that no header can hold is left out.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.0.headers.push((name, value));
        }
        self
    }

    /// The same problem with the id of the request it belongs to.
    #[must_use]
    pub fn with_instance(mut self, request_id: &str) -> Self {
        self.0.instance = Some(format!("urn:uuid:{request_id}"));
        self
    }

    /// The members of the answer, as they are sent.
    #[must_use]
    pub fn body(&self) -> Body {
        let definition = self.0.kind.definition();
        Body {
            kind: self.0.kind.uri(),
            title: definition.title.to_owned(),
            status: definition.status.as_u16(),
            detail: self.0.detail.clone(),
            instance: self.0.instance.clone(),
            errors: self.0.faults.iter().take(MAX_ERRORS).map(Into::into).collect(),
            errors_omitted: match self.0.faults.len().saturating_sub(MAX_ERRORS) {
                0 => None,
                omitted => Some(omitted),
            },
        }
    }

    /// What an occurrence looks like, for the description and the page of the type.
    #[must_use]
    pub fn example(kind: ProblemType) -> Self {
        let place = ["answers", "project_type"];
        let problem = match kind {
            ProblemType::InvalidRequest => {
                let fault = Fault::at(&place, "there is no option “rest-api”");
                Self::invalid(vec![fault.with_allowed("rest-api", ["rest_api", "microservice"])])
            }
            ProblemType::ContradictoryRequest => {
                let detail = "no candidate has all the capabilities that must_have asks for";
                Self::contradictory(vec![Fault::at(&["must_have"], detail)])
            }
            _ => Self::new(kind, kind.definition().explanation),
        };
        problem.with_instance("6f1ed002-ab85-4a29-8c5c-d4e0a3f9b1c7")
    }

    fn with_faults(kind: ProblemType, faults: Vec<Fault>) -> Self {
        let detail = match faults.as_slice() {
            [only] => sentence(&only.detail),
            all => format!("The request has {} faults.", all.len()),
        };
        let mut problem = Self::new(kind, detail);
        problem.0.faults = faults;
        problem
    }
}

impl From<JsonError> for Problem {
    fn from(error: JsonError) -> Self {
        let kind = match error.kind {
            JsonErrorKind::Empty => {
                let detail = "The body is empty. Send {} to ask without any answers.";
                return Self::new(ProblemType::MalformedJson, detail);
            }
            JsonErrorKind::Syntax => ProblemType::MalformedJson,
            JsonErrorKind::Duplicate => ProblemType::DuplicateMember,
            JsonErrorKind::Encoding => ProblemType::InvalidEncoding,
        };
        let JsonError { line, column, detail, .. } = error;
        Self::new(kind, format!("Line {line}, column {column}: {detail}."))
    }
}

impl Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.0.kind.definition().title, self.0.detail)
    }
}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.0.kind.definition().status
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        response.insert_header((header::CACHE_CONTROL, "no-store"));
        for header in &self.0.headers {
            response.append_header(header.clone());
        }
        // `json` keeps a content type that is there already.
        response.content_type(MEDIA_TYPE).json(self.body())
    }
}

/// The detail of a fault as a sentence of its own.
fn sentence(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|c| c.to_uppercase().to_string());
    let stop = if text.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{}{}{stop}", first.unwrap_or_default(), characters.as_str())
}

/// `GET, HEAD, OPTIONS`.
#[must_use]
pub fn join_methods(methods: &[Method]) -> String {
    let names: Vec<&str> = methods.iter().map(Method::as_str).collect();
    names.join(", ")
}

/// What is wrong, as RFC 9457 defines it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct Body {
    /// Address of a page that explains this type of problem.
    #[serde(rename = "type")]
    #[schema(
        format = "uri-reference",
        max_length = 64,
        pattern = "^/problems/[a-z-]+$",
        example = "/problems/invalid-request"
    )]
    kind: String,
    /// Title of the type, the same for every occurrence.
    #[schema(max_length = 64, example = "Invalid request")]
    title: String,
    /// The status of the answer.
    #[schema(format = Int32, minimum = 400, maximum = 599, example = 422)]
    status: u16,
    /// What is special about this occurrence.
    #[schema(max_length = 1024, example = "The request has 2 faults.")]
    detail: String,
    /// The request, as in the header `X-Request-Id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(
        nullable = false,
        format = "uri",
        max_length = 64,
        pattern = "^urn:uuid:[0-9a-f-]{36}$",
        example = "urn:uuid:6f1ed002-ab85-4a29-8c5c-d4e0a3f9b1c7"
    )]
    instance: Option<String>,
    /// Every fault of an invalid input, up to 32.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, max_items = 32)]
    errors: Vec<ErrorItem>,
    /// How many more faults there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, format = Int32, minimum = 1, maximum = 65536)]
    errors_omitted: Option<usize>,
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
    pointer: String,
    /// What is wrong.
    #[schema(max_length = 512, example = "there is no option “rest-api”")]
    detail: String,
    /// What would be right.
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
    list.description(Some("What would be right.")).build().into()
}

impl From<&Fault> for ErrorItem {
    fn from(fault: &Fault) -> Self {
        Self {
            pointer: fault.pointer.clone(),
            detail: fault.detail.clone(),
            allowed: fault.allowed.clone(),
            suggestion: fault.suggestion.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Problem;
    use crate::base::Fault;

    #[test]
    fn many_faults_are_counted_and_not_all_listed() {
        let body = Problem::invalid(vec![Fault::at(&["features"], "no"); 10_000]).body();
        assert_eq!(body.errors.len(), 32);
        assert_eq!(body.errors_omitted, Some(9_968));
    }

    #[test]
    fn one_fault_is_the_detail_as_a_sentence() {
        let body = Problem::invalid(vec![Fault::at(&["a"], "it is too small")]).body();
        assert_eq!(body.detail, "It is too small.");
        assert_eq!(body.errors_omitted, None);
    }
}
