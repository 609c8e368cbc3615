//! Cross-origin requests (Fetch standard): pages of any origin may read and score, without
//! credentials. The answer never depends on the origin, so it is never reflected and never varies.

use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::Method;
use actix_web::http::header::{
    self, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD,
    HeaderMap, HeaderValue,
};

use crate::http::problem::join_methods;
use crate::http::route_table::RouteTable;

const ANY_ORIGIN: HeaderValue = HeaderValue::from_static("*");
/// Response headers that scripts may read beside the ones that are always readable.
const EXPOSED: HeaderValue =
    HeaderValue::from_static("ETag, Link, X-Request-Id, RateLimit, RateLimit-Policy, Retry-After");
/// Request headers that scripts may set beside the ones that are always allowed.
const ALLOWED_HEADERS: HeaderValue =
    HeaderValue::from_static("Content-Type, DNT, Idempotency-Key, If-None-Match, Sec-GPC");
/// Seconds for which a browser may remember a preflight: a day.
const MAX_AGE: HeaderValue = HeaderValue::from_static("86400");

/// The response to `OPTIONS` for a known path; `None` for any other request.
#[must_use]
pub fn respond_to_options(routes: &RouteTable, request: &ServiceRequest) -> Option<HttpResponse> {
    if request.method() != Method::OPTIONS {
        return None;
    }
    let methods = routes.allowed(&request.match_pattern()?)?;
    Some(options(request, methods))
}

/// Adds what other origins need to every other answer.
pub fn add(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
}

/// 204 with the methods of the path, and for a preflight with what it asks for.
fn options(request: &ServiceRequest, methods: &[Method]) -> HttpResponse {
    let methods = join_methods(methods);
    let mut response = HttpResponse::NoContent();
    response.insert_header((header::ALLOW, methods.as_str()));
    response.insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN));
    if request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD) {
        response
            .insert_header((ACCESS_CONTROL_ALLOW_METHODS, methods))
            .insert_header((ACCESS_CONTROL_ALLOW_HEADERS, ALLOWED_HEADERS))
            .insert_header((ACCESS_CONTROL_MAX_AGE, MAX_AGE));
    }
    response.finish()
}
