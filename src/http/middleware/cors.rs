//! Cross-origin requests (Fetch standard): pages of every origin may call the API, without credentials. The
//! response does not depend on the origin, so the origin is not reflected and needs no `Vary`.

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
/// Response headers that scripts may read, besides those that are always readable.
const EXPOSED: HeaderValue =
    HeaderValue::from_static("ETag, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id");
/// Request headers that scripts may set, besides those that are always allowed.
const ALLOWED_HEADERS: HeaderValue =
    HeaderValue::from_static("Content-Type, DNT, Idempotency-Key, If-None-Match, Sec-GPC");
/// Seconds for which a browser may cache a preflight: one day.
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

/// Adds the headers that other origins need to any other response.
pub fn add(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
}

/// A response with status 204 and the methods of the path; for a preflight, also with its headers.
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
