//! The knowledge in use, and how often it was reloaded.

use std::fmt;
use std::sync::LazyLock;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;

/// How a reload of the knowledge ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReloadOutcome {
    /// Requests get the new knowledge.
    Succeeded,
    /// The knowledge was the same as before.
    Unchanged,
    /// The folder cannot be read or has faults; requests get the old knowledge.
    Refused,
}

impl ReloadOutcome {
    const ALL: [Self; 3] = [Self::Succeeded, Self::Unchanged, Self::Refused];

    const fn label(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Unchanged => "unchanged",
            Self::Refused => "refused",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reload {
    outcome: &'static str,
}

/// All outcomes, so that a first reload is an increase.
static RELOADS: LazyLock<Family<Reload, Counter>> = LazyLock::new(|| {
    let reloads = Family::<Reload, Counter>::default();
    for outcome in ReloadOutcome::ALL {
        drop(reloads.get_or_create(&Reload { outcome: outcome.label() }));
    }
    reloads
});

/// Counts a reload of the knowledge.
pub fn knowledge_reloaded(outcome: ReloadOutcome) {
    RELOADS.get_or_create(&Reload { outcome: outcome.label() }).inc();
}

/// Registers the versions of program and knowledge, the latter as `version` returns it at each request for metrics,
/// and the counter of reloads.
pub(super) fn register(
    registry: &mut Registry,
    version: impl Fn() -> String + Send + Sync + 'static,
) {
    registry.register_collector(Box::new(Versions(Box::new(version))));
    registry.register(
        "knowledge_reloads",
        "Reloads of the knowledge by SIGHUP, by how they ended",
        RELOADS.clone(),
    );
}

struct Versions(Box<dyn Fn() -> String + Send + Sync>);

impl fmt::Debug for Versions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Versions")
    }
}

impl Collector for Versions {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let version = env!("CARGO_PKG_VERSION").to_owned();
        let info = Info::new([("version", version), ("knowledge_version", (self.0)())]);
        let help = "Version of the program and of its knowledge.";
        info.encode(encoder.encode_descriptor("build", help, None, info.metric_type())?)
    }
}
