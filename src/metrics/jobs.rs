//! Runs of jobs: how many, how they ended, how long they took and how many rows they handled.

use std::sync::LazyLock;
use std::sync::atomic::AtomicI64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use super::buckets::{Buckets, histogram};

/// Seconds of a run: 1 ms, 4 ms, … 4,194 s, which is more than an hour.
const RUN_SECONDS: Buckets = (0.001, 4.0, 12);

/// How a run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobOutcome {
    /// It did everything due, even if that was nothing.
    Succeeded,
    /// It ended with an error; the next round repeats it.
    Failed,
    /// Another instance ran it.
    Skipped,
    /// It did nothing, because the clock is too far ahead.
    Refused,
}

impl JobOutcome {
    const fn label(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Refused => "refused",
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
    clock_ahead: Gauge<i64, AtomicI64>,
    runs: Family<Run, Counter>,
    rows: Family<Job, Counter>,
    last_success: Family<Job, Gauge<i64, AtomicI64>>,
    durations: Family<Job, Histogram, fn() -> Histogram>,
}

static COUNTED: LazyLock<Counted> = LazyLock::new(|| Counted {
    clock_ahead: Gauge::default(),
    runs: Family::default(),
    rows: Family::default(),
    last_success: Family::default(),
    durations: Family::new_with_constructor(|| histogram(RUN_SECONDS)),
});

/// Counts a run of `job` that took `duration` and ended at `unix_time`, in seconds since 1970 in UTC by the clock
/// of the jobs. `rows` is the number of rows that it deleted, counted or published.
pub fn job_finished(
    job: &'static str,
    outcome: JobOutcome,
    rows: u64,
    duration: Duration,
    unix_time: i64,
) {
    COUNTED.runs.get_or_create(&Run { job, outcome: outcome.label() }).inc();
    if [JobOutcome::Skipped, JobOutcome::Refused].contains(&outcome) {
        return;
    }
    let job = Job { job };
    COUNTED.rows.get_or_create(&job).inc_by(rows);
    COUNTED.durations.get_or_create(&job).observe(duration.as_secs_f64());
    if outcome == JobOutcome::Succeeded {
        COUNTED.last_success.get_or_create(&job).set(unix_time);
    }
}

/// Sets whether jobs are refused because the clock is too far ahead.
pub fn clock_ahead(ahead: bool) {
    COUNTED.clock_ahead.set(ahead.into());
}

pub(super) fn register(registry: &mut Registry) {
    let counted = &*COUNTED;
    registry.register(
        "clock_ahead",
        "Whether jobs are refused because the clock is more than eight weeks ahead of the newest closed week",
        counted.clock_ahead.clone(),
    );
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
