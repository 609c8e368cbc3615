//! Responses for the description of an operation: the problems that it can respond with, and bodies that are
//! not JSON of this service. The description adds the responses that are referred to as components.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use utoipa::openapi::response::Response;
use utoipa::openapi::{Ref, RefOr};
use utoipa::{IntoResponses, ToSchema};

type Responses = BTreeMap<String, RefOr<Response>>;

/// Problems of a resource with one media type at a fixed address.
#[derive(Debug)]
pub struct PlainProblems;

/// Problems of a resource with one media type that may not exist.
#[derive(Debug)]
pub struct PageProblems;

/// Problems of a resource whose media type is negotiated.
#[derive(Debug)]
pub struct ReadProblems;

/// Problems of a resource whose media type is negotiated and that may not exist.
#[derive(Debug)]
pub struct ItemProblems;

/// Problems of a request with a body.
#[derive(Debug)]
pub struct WriteProblems;

/// Problems of a request with a body and an idempotency key.
#[derive(Debug)]
pub struct KeyedProblems;

/// Problems of a request with a body and a receipt.
#[derive(Debug)]
pub struct ReceiptProblems;

/// Problems of a request with a body and a receipt, whose response has no body.
#[derive(Debug)]
pub struct EraseProblems;

/// Problems of a request with a body and the read token of a cohort.
#[derive(Debug)]
pub struct CohortProblems;

/// The same for a response without a body.
#[derive(Debug)]
pub struct CohortEndProblems;

/// Problems of oEmbed, where a consumer may ask for a format that does not exist.
#[derive(Debug)]
pub struct OembedProblems;

impl IntoResponses for PlainProblems {
    fn responses() -> Responses {
        problems(&[400, 414, 422, 429, 500, 503])
    }
}

impl IntoResponses for PageProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 414, 422, 429, 500, 503])
    }
}

impl IntoResponses for ReadProblems {
    fn responses() -> Responses {
        problems(&[400, 406, 414, 422, 429, 500, 503])
    }
}

impl IntoResponses for ItemProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 406, 414, 422, 429, 500, 503])
    }
}

impl IntoResponses for WriteProblems {
    fn responses() -> Responses {
        problems(&[400, 406, 408, 413, 414, 415, 422, 429, 500, 503])
    }
}

impl IntoResponses for KeyedProblems {
    fn responses() -> Responses {
        problems(&[400, 406, 408, 409, 413, 414, 415, 422, 429, 500, 503])
    }
}

impl IntoResponses for ReceiptProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 406, 408, 413, 414, 415, 422, 429, 500, 503])
    }
}

impl IntoResponses for EraseProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 408, 413, 414, 415, 422, 429, 500, 503])
    }
}

impl IntoResponses for CohortProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 406, 408, 410, 413, 414, 415, 422, 429, 500, 503])
    }
}

impl IntoResponses for CohortEndProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 408, 410, 413, 414, 415, 422, 429, 500, 503])
    }
}

impl IntoResponses for OembedProblems {
    fn responses() -> Responses {
        problems(&[400, 404, 414, 422, 429, 500, 501, 503])
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

/// A picture in the format PNG.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, format = Binary, max_length = 10_000_000)]
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
