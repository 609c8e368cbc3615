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
use actix_web::http::{Method, Uri};
use tracing::Level;

use crate::http::State;

/// What stands where a route or a method is unknown.
const UNKNOWN: &str = "-";

/// What is remembered of a request until it is answered.
#[derive(Debug)]
pub struct Arrival {
    at: Instant,
    method: Method,
    uri: Uri,
}

impl Arrival {
    /// Of this request; nothing where such lines are not logged and nothing is counted.
    #[must_use]
    pub fn of(state: &State, request: &ServiceRequest) -> Option<Self> {
        (state.requests().is_some() || tracing::enabled!(Level::INFO)).then(|| Self {
            at: Instant::now(),
            method: request.method().clone(),
            uri: request.uri().clone(),
        })
    }

    /// Logs and counts the answer when it is ready to be sent.
    pub fn log(self, state: &State, result: &Result<ServiceResponse<impl MessageBody>, Error>) {
        let Self { at, method, uri } = self;
        let (status, bytes) = match result {
            Ok(response) => (response.status(), size(&method, response.response().body())),
            Err(error) => (error.as_response_error().status_code(), 0),
        };
        let duration = at.elapsed();
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
    }
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
