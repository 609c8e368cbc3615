//! Metrics for the operator of the service, in Prometheus naming (`OpenMetrics` 1.0).
//!
//! No label holds a value of a request: each is a word of this program, a route template or the version of the
//! knowledge. Storing and jobs are counted for the whole process, by functions that cost a few nanoseconds;
//! requests are counted for each server, by its routes.

/// Histograms.
mod buckets;
/// Open and closed connections.
mod connections;
/// Runs of jobs.
mod jobs;
/// The knowledge in use.
mod knowledge;
/// Requests by route, method and status.
mod requests;
/// Queries that were stored or not, and commits.
mod storing;

pub use connections::{
    Closed, connection_closed, connection_opened, connection_refused, connection_rejected,
};
pub use jobs::{JobOutcome, clock_ahead, job_finished};
pub use knowledge::{ReloadOutcome, knowledge_reloaded};
pub use prometheus_client::registry::Registry;
pub use requests::Requests;
pub use storing::{StoringState, batch_committed, query_not_stored, register_storing_state};

use prometheus_client::encoding::text;

/// The prefix of every name.
const PREFIX: &str = "framewise";

/// The media type of [`render`].
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The metrics of the process, with the versions of the program and, as `knowledge_version` returns it at each request
/// for metrics, of the knowledge.
#[must_use]
pub fn registry(knowledge_version: impl Fn() -> String + Send + Sync + 'static) -> Registry {
    let mut registry = Registry::with_prefix(PREFIX);
    knowledge::register(&mut registry, knowledge_version);
    connections::register(&mut registry);
    storing::register(&mut registry);
    jobs::register(&mut registry);
    registry
}

/// The current numbers as text of [`MEDIA_TYPE`].
///
/// # Errors
/// If a metric cannot be encoded, which is a defect of this program.
pub fn render(registry: &Registry) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    text::encode(&mut text, registry)?;
    Ok(text)
}
