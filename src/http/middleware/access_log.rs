//! Logs one line for each response: method, route template, status and class of the duration. Also counts the
//! response, if metrics are on, and ends its span, if traces are.
//!
//! Addresses, paths, query strings, headers and bodies are not logged: the route is logged as its template
//! (`/v1/frameworks/{id}`), and as `-` for an unknown path. A method that HTTP does not define is text of the
//! caller, so it is logged as `-` too.
//!
//! No size is logged: the size of a recommendation nearly identifies its answers, and with the time of its line it
//! would tell when a stored row arrived. The duration is a class, because a stored query waits for the disk and an
//! exact duration would separate callers who object to storing from others.

use std::time::{Duration, Instant};

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode};
use tracing::Level;

use crate::http::middleware::context::Context;
use crate::metrics::Requests;
use crate::telemetry::traces::{RequestSpan, Traces};

/// Stands for an unknown route or method.
const UNKNOWN: &str = "-";

/// The classes of a duration: an upper bound, and the name. The first is far above the time to sync a disk.
const DURATIONS: [(Duration, &str); 3] = [
    (Duration::from_millis(100), "under_100ms"),
    (Duration::from_secs(1), "under_1s"),
    (Duration::from_secs(10), "under_10s"),
];
/// The class of all longer durations.
const LONGEST: &str = "10s_or_more";

/// What the log line needs of a request.
#[derive(Debug)]
pub struct Arrival {
    at: Instant,
    method: Method,
    route: Option<String>,
    span: Option<RequestSpan>,
}

impl Arrival {
    /// Of this request; `None` if neither log nor metrics nor traces need it.
    #[must_use]
    pub fn of(context: &Context, request: &ServiceRequest) -> Option<Self> {
        let Context { requests, traces, .. } = context;
        if requests.is_none() && traces.is_none() && !tracing::enabled!(Level::INFO) {
            return None;
        }
        let method = request.method().clone();
        let route = request.match_pattern();
        let begin = |traces: &Traces| traces.begin(request, name(&method), route.as_deref());
        let span = traces.as_ref().map(begin);
        Some(Self { at: Instant::now(), method, route, span })
    }

    /// Logs and counts the response.
    pub fn log(
        self,
        requests: Option<&Requests>,
        outcome: &Result<ServiceResponse<impl MessageBody>, Error>,
    ) {
        let Self { at, method, route, span } = self;
        let status = match outcome {
            Ok(response) => response.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        let duration = at.elapsed();
        if let Some(span) = span {
            span.end(status.as_u16());
        }
        if let Some(requests) = requests {
            requests.count(route.as_deref(), name(&method), status.as_u16(), duration);
        }
        tracing::info!(
            method = name(&method),
            route = route.as_deref().unwrap_or(UNKNOWN),
            status = status.as_u16(),
            duration = class(duration),
            "response sent"
        );
    }
}

/// Logs and counts a response to a request that could not be read.
pub fn log_unread(requests: Option<&Requests>, status: StatusCode) {
    let status = status.as_u16();
    if let Some(requests) = requests {
        requests.count(None, UNKNOWN, status, Duration::ZERO);
    }
    let duration = class(Duration::ZERO);
    tracing::info!(method = UNKNOWN, route = UNKNOWN, status, duration, "response sent");
}

/// The class of a duration.
fn class(duration: Duration) -> &'static str {
    let class = DURATIONS.iter().find(|(bound, _)| duration < *bound);
    class.map_or(LONGEST, |(_, name)| name)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_logged_as_its_class() {
        for (milliseconds, name) in [
            (0, "under_100ms"),
            (99, "under_100ms"),
            (100, "under_1s"),
            (1_000, "under_10s"),
            (10_000, "10s_or_more"),
            (u64::MAX, "10s_or_more"),
        ] {
            assert_eq!(class(Duration::from_millis(milliseconds)), name);
        }
    }
}
