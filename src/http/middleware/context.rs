//! What the middleware needs, shared by all workers.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::config::PublicUrl;
use crate::http::admission::control::AdmissionControl;
use crate::http::connections::connection_limits::ConnectionLimits;
use crate::http::error_page::ErrorPage;
use crate::http::request_limits::RequestLimits;
use crate::http::route_table::RouteTable;
use crate::metrics::Requests;
use crate::telemetry::traces::Traces;

/// What the middleware needs, shared by all workers.
#[derive(Debug)]
pub struct Context {
    /// The base of all links.
    pub public_url: PublicUrl,
    /// Limits of a request.
    pub limits: RequestLimits,
    /// Limits of connections.
    pub connections: ConnectionLimits,
    /// What clients may have.
    pub admission: Arc<AdmissionControl>,
    /// The paths and their methods.
    pub routes: Arc<RouteTable>,
    /// Counters of requests, if metrics are on.
    pub requests: Option<Requests>,
    /// Makes a page of a problem.
    pub error_page: ErrorPage,
    /// Traces of requests, if they are on.
    pub traces: Option<Traces>,
    /// Whether the service is about to stop.
    pub stopping: Arc<AtomicBool>,
}
