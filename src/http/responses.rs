//! Which problems an operation can answer, for its description. The table of problem types says what
//! each status means; `description` adds the referenced responses as components. And bodies that are
//! no JSON of this service.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use utoipa::openapi::response::Response;
use utoipa::openapi::{Ref, RefOr};
use utoipa::{IntoResponses, ToSchema};

type Responses = BTreeMap<String, RefOr<Response>>;

/// Of a resource with one form, at a fixed address.
#[derive(Debug)]
pub struct PlainProblems;

/// Of a resource with one form that may not exist.
#[derive(Debug)]
pub struct PageProblems;

/// Of a resource with a media type to negotiate.
#[derive(Debug)]
pub struct ReadProblems;

/// Of a resource with a media type to negotiate that may not exist.
#[derive(Debug)]
pub struct ItemProblems;

/// Of a request with a body.
#[derive(Debug)]
pub struct WriteProblems;

/// Of a request with a body and a key that another request may have.
#[derive(Debug)]
pub struct KeyedProblems;

/// Of a request with a body and a receipt that may lead nowhere.
#[derive(Debug)]
pub struct ReceiptProblems;

impl IntoResponses for PlainProblems {
    fn responses() -> Responses {
        problems(&[400, 414, 422, 500, 503])
    }
}

impl IntoResponses for PageProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 414, 422, 500, 503])
    }
}

impl IntoResponses for ReadProblems {
    fn responses() -> Responses {
        problems(&[400, 406, 414, 422, 500, 503])
    }
}

impl IntoResponses for ItemProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 406, 414, 422, 500, 503])
    }
}

impl IntoResponses for WriteProblems {
    fn responses() -> Responses {
        problems(&[400, 406, 408, 413, 414, 415, 422, 500, 503])
    }
}

impl IntoResponses for KeyedProblems {
    fn responses() -> Responses {
        problems(&[400, 406, 408, 409, 413, 414, 415, 422, 500, 503])
    }
}

impl IntoResponses for ReceiptProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 406, 408, 413, 414, 415, 422, 500, 503])
    }
}

/// A page.
#[derive(Debug, ToSchema)]
#[schema(max_length = 1_000_000)]
pub struct Html(#[expect(dead_code, reason = "only described")] String);

/// A text.
#[derive(Debug, ToSchema)]
#[schema(max_length = 10_000_000)]
pub struct Text(#[expect(dead_code, reason = "only described")] String);

/// A picture.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary, max_length = 1_000_000)]
pub struct Picture(#[expect(dead_code, reason = "only described")] Vec<u8>);

/// A description of an API, as OpenAPI 3.1 defines it.
#[derive(Debug, ToSchema)]
#[schema(value_type = Object)]
pub struct Description(#[expect(dead_code, reason = "only described")] serde_json::Value);

fn problems(statuses: &[u16]) -> Responses {
    let known = statuses.iter().filter_map(|status| StatusCode::from_u16(*status).ok());
    known
        .map(|status| {
            let reference = Ref::from_response_name(component_name(status));
            (status.as_u16().to_string(), RefOr::Ref(reference))
        })
        .collect()
}

/// `NotFound` for 404: the reason phrase of HTTP in one word.
#[must_use]
pub fn component_name(status: StatusCode) -> String {
    let reason = status.canonical_reason().unwrap_or("Unknown");
    reason.split([' ', '-']).collect()
}
