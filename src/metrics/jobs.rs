//! Runs of background jobs: outcomes, rows and durations.

use std::sync::LazyLock;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::histogram::{Buckets, histogram};

/// Seconds of a run: 1 ms, 4 ms, … 4,194 s, which is more than an hour.
const RUN_SECONDS: Buckets = (0.001, 4.0, 12);

/// How a run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobOutcome {
    /// It did everything that was due, which may be nothing.
    Succeeded,
    /// It ended with an error and will be tried again.
    Failed,
    /// Another instance was running it.
    Skipped,
}

impl JobOutcome {
    const fn label(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Job {
    job: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Run {
    job: &'static str,
    outcome: &'static str,
}

struct Counted {
    runs: Family<Run, Counter>,
    rows: Family<Job, Counter>,
    last_success: Family<Job, Gauge<i64, AtomicI64>>,
    durations: Family<Job, Histogram, fn() -> Histogram>,
}

static COUNTED: LazyLock<Counted> = LazyLock::new(|| Counted {
    runs: Family::default(),
    rows: Family::default(),
    last_success: Family::default(),
    durations: Family::new_with_constructor(|| histogram(RUN_SECONDS)),
});

/// Counts a run of `job` that ended at `unix_time` (seconds since 1970 in UTC, by the clock of the jobs) and
/// took `duration`. `rows` is the number of rows that it deleted, counted or published.
pub fn job_finished(
    job: &'static str,
    outcome: JobOutcome,
    rows: u64,
    duration: Duration,
    unix_time: i64,
) {
    COUNTED.runs.get_or_create(&Run { job, outcome: outcome.label() }).inc();
    if outcome == JobOutcome::Skipped {
        return;
    }
    let job = Job { job };
    COUNTED.rows.get_or_create(&job).inc_by(rows);
    COUNTED.durations.get_or_create(&job).observe(duration.as_secs_f64());
    if outcome == JobOutcome::Succeeded {
        COUNTED.last_success.get_or_create(&job).set(unix_time);
    }
}

pub(super) fn register(registry: &mut Registry) {
    let counted = &*COUNTED;
    registry.register("job_runs", "Runs of a job, by how they ended", counted.runs.clone());
    registry.register(
        "job_rows",
        "Rows that a job deleted, counted or published",
        counted.rows.clone(),
    );
    registry.register_with_unit(
        "job_last_success_timestamp",
        "When a job last ended well, in seconds since 1970 in UTC",
        Unit::Seconds,
        counted.last_success.clone(),
    );
    registry.register_with_unit(
        "job_duration",
        "Time that a run of a job took",
        Unit::Seconds,
        counted.durations.clone(),
    );
}
