//! Scheduled work on stored queries. Any instance can run any job at any time and repeat it: a job does what is
//! due and nothing twice, in steps that are one transaction each, so that the next run continues an interrupted
//! one.

/// Whether the clock can be trusted.
mod clock_check;
/// Why a job failed.
mod error;
/// The jobs, and how one is run.
mod jobs;
/// All jobs at intervals while the service runs.
mod runner;
/// The job that releases the statistics of closed weeks.
mod statistics;

pub use clock_check::Warnings;
pub use error::JobError;
pub use jobs::{Job, Jobs, Outcome, vocabulary};
pub use runner::{ROUND_INTERVAL, run_forever};
