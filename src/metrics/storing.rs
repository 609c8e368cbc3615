//! Queries that were stored or not, the commits, and the current state of storing.

use std::fmt;
use std::sync::LazyLock;

use framewise_storage::Commit;
use framewise_storage::privacy::NotStored;
use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::ConstGauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::buckets::{Buckets, histogram};

/// Rows of a batch: 1, 2, 4, … 512, which is the largest commit.
const BATCH_ROWS: Buckets = (1.0, 2.0, 10);
/// Seconds of a commit: 0.25 ms, 0.5 ms, … 2.048 s, twice the timeout of the writer.
const COMMIT_SECONDS: Buckets = (0.000_25, 2.0, 14);

/// Why a query was not stored, or nothing can be stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

impl From<NotStored> for Reason {
    fn from(reason: NotStored) -> Self {
        Self { reason: reason.code() }
    }
}

/// The metrics of the whole process.
struct Counted {
    stored: Counter,
    not_stored: Family<Reason, Counter>,
    batch_rows: Histogram,
    commits: Histogram,
}

static COUNTED: LazyLock<Counted> = LazyLock::new(|| {
    let not_stored = Family::<Reason, Counter>::default();
    for reason in NotStored::ALL {
        // From the start, so that the first occurrence is a change from 0 to 1.
        drop(not_stored.get_or_create(&reason.into()));
    }
    Counted {
        stored: Counter::default(),
        not_stored,
        batch_rows: histogram(BATCH_ROWS),
        commits: histogram(COMMIT_SECONDS),
    }
});

/// Counts a query that was answered without being stored.
pub fn query_not_stored(reason: NotStored) {
    COUNTED.not_stored.get_or_create(&reason.into()).inc();
}

/// Counts a committed and synced batch.
pub fn batch_committed(Commit { entries: rows, stored, duration }: Commit) {
    COUNTED.stored.inc_by(stored as u64);
    // Far below 2^52, above which a float rounds.
    COUNTED.batch_rows.observe(u32::try_from(rows).map_or(f64::INFINITY, f64::from));
    COUNTED.commits.observe(duration.as_secs_f64());
}

pub(super) fn register(registry: &mut Registry) {
    let counted = &*COUNTED;
    registry.register(
        "queries_stored",
        "Queries that were committed and synced",
        counted.stored.clone(),
    );
    registry.register(
        "queries_not_stored",
        "Queries that were answered without being stored, by reason",
        counted.not_stored.clone(),
    );
    registry.register(
        "storing_batch_rows",
        "Queries that were committed together",
        counted.batch_rows.clone(),
    );
    registry.register_with_unit(
        "storing_commit_duration",
        "Time to write and sync a batch",
        Unit::Seconds,
        counted.commits.clone(),
    );
}

/// The state of storing at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoringState {
    /// Why nothing can be stored; `None` without a fault.
    pub fault: Option<NotStored>,
    /// Queries that wait for the writer.
    pub queued: usize,
    /// The maximum of `queued`.
    pub queue_capacity: usize,
}

/// Adds the state of storing, which `now` returns at each request for metrics. A server with storing off leaves
/// these metrics out, so that none of them looks like a fault.
pub fn register_storing_state(
    registry: &mut Registry,
    now: impl Fn() -> StoringState + Send + Sync + 'static,
) {
    registry.register_collector(Box::new(Watched(Box::new(now))));
}

struct Watched(Box<dyn Fn() -> StoringState + Send + Sync>);

impl fmt::Debug for Watched {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Watched")
    }
}

impl Collector for Watched {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let state = (self.0)();
        let mut gauge = |name, help, value: u64| {
            let gauge = ConstGauge::new(value);
            let metric_type = gauge.metric_type();
            gauge.encode(encoder.encode_descriptor(name, help, None, metric_type)?)
        };
        let number = |count| u64::try_from(count).unwrap_or(u64::MAX);
        gauge("storing_up", "Whether queries are being stored", state.fault.is_none().into())?;
        gauge("storing_queue_length", "Queries that wait to be stored", number(state.queued))?;
        gauge(
            "storing_queue_capacity",
            "Queries that may wait to be stored",
            number(state.queue_capacity),
        )?;
        let help = "Whether this is why nothing can be stored at present";
        let kind = ConstGauge::new(0_u64).metric_type();
        let mut family = encoder.encode_descriptor("storing_fault", help, None, kind)?;
        for reason in NotStored::ALL.into_iter().filter(|reason| reason.is_fault()) {
            let holds = ConstGauge::new(u64::from(state.fault == Some(reason)));
            holds.encode(family.encode_family(&Reason::from(reason))?)?;
        }
        Ok(())
    }
}
