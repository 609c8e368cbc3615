//! What is counted for those who run the service, in Prometheus naming (`OpenMetrics` 1.0).
//!
//! No label can hold anything that a caller sent: each is a word of this program, a route template or
//! the version of the knowledge. What happens deep inside is counted for the whole process, by
//! functions that cost no more than a few nanoseconds; requests are counted for each server, by the
//! routes that it has.

/// Histograms with exponential buckets.
mod histogram;
/// The jobs that run in the background.
mod jobs;
/// Requests by route, method and status.
mod requests;
/// What becomes of the queries that could be stored.
mod storing;

pub use jobs::{JobOutcome, job_finished};
pub use prometheus_client::registry::Registry;
pub use requests::Requests;
pub use storing::{StoringState, batch_committed, query_not_stored, watch_storing};

use prometheus_client::encoding::text;
use prometheus_client::metrics::info::Info;

/// What every name begins with.
const PREFIX: &str = "framewise";

/// The media type of [`written`].
pub const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// All that is counted for the whole process, and what answers.
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

/// The present numbers as a text of [`MEDIA_TYPE`].
///
/// # Errors
/// If a metric cannot be written, which is a fault of this program.
pub fn written(registry: &Registry) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    text::encode(&mut text, registry)?;
    Ok(text)
}
