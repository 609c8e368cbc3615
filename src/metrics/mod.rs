//! Counters and gauges for operators, with Prometheus names (`OpenMetrics` 1.0).
//!
//! No label contains data of a caller: each is a constant of this program, a route template or the version of
//! the knowledge. Storing and jobs are counted for the whole process, requests for each server.

/// Histograms with exponential buckets.
mod histogram;
/// The jobs that run in the background.
mod jobs;
/// Requests by route, method and status.
mod requests;
/// Queries that were stored or not.
mod storing;

pub use jobs::{JobOutcome, job_finished};
pub use prometheus_client::registry::Registry;
pub use requests::Requests;
pub use storing::{StoringState, batch_committed, query_not_stored, watch_storing};

use prometheus_client::encoding::text;
use prometheus_client::metrics::info::Info;

/// Prefix of every name.
const PREFIX: &str = "framewise";

/// The media type of [`render`].
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The metrics of the process, with the versions of the program and of the knowledge.
#[must_use]
pub fn registry(knowledge_version: &str) -> Registry {
    let mut registry = Registry::with_prefix(PREFIX);
    let labels = [
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("knowledge_version", knowledge_version.to_owned()),
    ];
    registry.register("build", "Version of the program and of its knowledge", Info::new(labels));
    storing::register(&mut registry);
    jobs::register(&mut registry);
    registry
}

/// The current values as a text of type [`MEDIA_TYPE`].
///
/// # Errors
/// If a metric cannot be encoded, which is a fault of this program.
pub fn render(registry: &Registry) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    text::encode(&mut text, registry)?;
    Ok(text)
}
