//! Logs one line for each response: method, route template, status, duration and bytes. Also counts the
//! response, if metrics are on.
//!
//! Addresses, paths, query strings, headers and bodies are not logged: the route is logged as its template
//! (`/v1/frameworks/{id}`), and as `-` for an unknown path. A method that HTTP does not define is text of the
//! caller, so it is logged as `-` too.

use std::time::{Duration, Instant};

use actix_web::Error;
use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode};
use tracing::Level;

use crate::metrics::Requests;

/// Stands for an unknown route or method.
const UNKNOWN: &str = "-";

/// What the log line needs of a request.
#[derive(Debug)]
pub struct Arrival {
    at: Instant,
    method: Method,
    route: Option<String>,
}

impl Arrival {
    /// Of this request; `None` if neither the log nor the metrics need it.
    #[must_use]
    pub fn of(requests: Option<&Requests>, request: &ServiceRequest) -> Option<Self> {
        (requests.is_some() || tracing::enabled!(Level::INFO)).then(|| Self {
            at: Instant::now(),
            method: request.method().clone(),
            route: request.match_pattern(),
        })
    }

    /// Logs and counts the response.
    pub fn log(
        self,
        requests: Option<&Requests>,
        outcome: &Result<ServiceResponse<impl MessageBody>, Error>,
    ) {
        let Self { at, method, route } = self;
        let (status, bytes) = match outcome {
            Ok(response) => (response.status(), size(&method, response.response().body())),
            Err(error) => (error.as_response_error().status_code(), 0),
        };
        let duration = at.elapsed();
        if let Some(requests) = requests {
            requests.count(route.as_deref(), name(&method), status.as_u16(), duration);
        }
        tracing::info!(
            method = name(&method),
            route = route.as_deref().unwrap_or(UNKNOWN),
            status = status.as_u16(),
            // Rounded to microseconds.
            duration_ms = (duration.as_secs_f64() * 1e6).round() / 1e3,
            bytes,
            "response sent"
        );
    }
}

/// Logs and counts a response to a request that could not be read.
pub fn log_unread(requests: Option<&Requests>, status: StatusCode, bytes: u64) {
    let status = status.as_u16();
    if let Some(requests) = requests {
        requests.count(None, UNKNOWN, status, Duration::ZERO);
    }
    tracing::info!(
        method = UNKNOWN,
        route = UNKNOWN,
        status,
        duration_ms = 0.0,
        bytes,
        "response sent"
    );
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
