//! One line in the log for each answer: method, route template, status, duration and bytes. Where metrics
//! are asked for, the answer is counted too.
//!
//! No address, query string, header or body is logged, and no path either: the template
//! (`/v1/frameworks/{id}`) says which route it was, and an unknown path is `-`. A method that HTTP
//! does not define is the caller's text, so it is `-` too.

use std::cell::LazyCell;
use std::time::Instant;

use actix_web::Error;
use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::Next;

use crate::http::State;

/// What stands where a route or a method is unknown.
const UNKNOWN: &str = "-";

/// Logs the answer when it is ready to be sent.
pub async fn log(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let started = Instant::now();
    let method = request.method().clone();
    let uri = request.uri().clone();
    let state = State::of(&request);
    let result = next.call(request).await;
    let (status, bytes) = match &result {
        Ok(response) => (response.status(), size(&method, response.response().body())),
        Err(error) => (error.as_response_error().status_code(), 0),
    };
    let duration = started.elapsed();
    // Looked for only if somebody wants to know.
    let route = LazyCell::new(|| state.document().paths().position(uri.path()));
    if let Some(requests) = state.requests() {
        let position = route.map(|(position, _)| position);
        requests.count(position, name(&method), status.as_u16(), duration);
    }
    tracing::info!(
        method = name(&method),
        route = route.map_or(UNKNOWN, |(_, template)| template),
        status = status.as_u16(),
        // Whole microseconds.
        duration_ms = (duration.as_secs_f64() * 1e6).round() / 1e3,
        bytes,
        "answered"
    );
    result
}

fn size(method: &Method, body: &impl MessageBody) -> u64 {
    match body.size() {
        BodySize::Sized(bytes) if *method != Method::HEAD => bytes,
        _ => 0,
    }
}

fn name(method: &Method) -> &str {
    match *method {
        Method::GET
        | Method::HEAD
        | Method::POST
        | Method::PUT
        | Method::PATCH
        | Method::DELETE
        | Method::OPTIONS
        | Method::CONNECT
        | Method::TRACE => method.as_str(),
        _ => UNKNOWN,
    }
}
