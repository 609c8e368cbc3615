//! Requests by route template, method and class of status. The number of combinations is fixed, so no caller
//! can make the table grow.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::histogram::{Buckets, histogram};

/// The label of paths that no route matches.
const UNMATCHED: &str = "unmatched";
/// The methods that have a label of their own; any other text is [`OTHER`].
const METHODS: [&str; 9] =
    ["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "CONNECT", "TRACE"];
/// The label of all other methods.
const OTHER: &str = "other";
/// Classes of status, starting at 100.
const STATUSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];
/// Seconds of a response: 0.1 ms, 0.2 ms, … 6.55 s; the last is more than the deadline of a handler.
const RESPONSE_SECONDS: Buckets = (0.000_1, 2.0, 17);

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Response {
    method: &'static str,
    route: String,
    status: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The requests of a server.
#[derive(Debug)]
pub struct Requests {
    responses: Family<Response, Counter>,
    durations: Family<Route, Histogram, fn() -> Histogram>,
    /// By route template.
    rows: BTreeMap<String, Row>,
    /// All other paths.
    unmatched: Row,
}

/// The counters of one route, each looked up once in its family.
#[derive(Debug)]
struct Row {
    route: String,
    counters: [[OnceLock<Counter>; STATUSES.len()]; METHODS.len() + 1],
    duration: OnceLock<Histogram>,
}

impl Row {
    fn new(route: &str) -> Self {
        Self { route: route.to_owned(), counters: Default::default(), duration: OnceLock::new() }
    }
}

impl Requests {
    /// Empty counters for the routes with these templates.
    pub fn new<'a>(templates: impl IntoIterator<Item = &'a str>) -> Self {
        Self {
            responses: Family::default(),
            durations: Family::new_with_constructor(|| histogram(RESPONSE_SECONDS)),
            rows: templates.into_iter().map(|route| (route.to_owned(), Row::new(route))).collect(),
            unmatched: Row::new(UNMATCHED),
        }
    }

    /// Counts a response with this `status` (100 to 599) after `duration`. `route` is a template given to
    /// [`Self::new`], or `None` for a path that no route matches.
    pub fn count(&self, route: Option<&str>, method: &str, status: u16, duration: Duration) {
        let row = route.and_then(|route| self.rows.get(route)).unwrap_or(&self.unmatched);
        let method = METHODS.iter().position(|known| *known == method).unwrap_or(METHODS.len());
        let class = usize::from(status / 100).saturating_sub(1).min(STATUSES.len() - 1);
        row.counters[method][class].get_or_init(|| self.counter(row, method, class)).inc();
        let histogram = || self.durations.get_or_create_owned(&Route { route: row.route.clone() });
        row.duration.get_or_init(histogram).observe(duration.as_secs_f64());
    }

    fn counter(&self, row: &Row, method: usize, class: usize) -> Counter {
        self.responses.get_or_create_owned(&Response {
            method: METHODS.get(method).copied().unwrap_or(OTHER),
            route: row.route.clone(),
            status: STATUSES[class],
        })
    }

    /// Adds these metrics to a registry.
    pub fn register(&self, registry: &mut Registry) {
        registry.register(
            "http_requests",
            "Requests by method, route and class of status",
            self.responses.clone(),
        );
        registry.register_with_unit(
            "http_request_duration",
            "Time from the head of a request to the head of its response",
            Unit::Seconds,
            self.durations.clone(),
        );
    }
}
