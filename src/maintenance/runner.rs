//! Runs all jobs at intervals while the service runs.

use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::error::JobError;
use super::jobs::{Job, Jobs, Outcome};

/// Time between two rounds. Periods are hours, days and weeks, and a round without due rows costs a few lookups.
pub const ROUND_INTERVAL: Duration = Duration::from_mins(10);

/// Runs every job at once and then again after each interval; never returns. The next round repeats a job that
/// failed.
pub async fn run_forever(jobs: Jobs, every: Duration) {
    let mut rounds = interval(every);
    rounds.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        for job in Job::ALL {
            match jobs.run(job).await {
                Ok(Outcome::Done(0) | Outcome::Skipped) => {}
                Ok(Outcome::Done(rows)) => tracing::info!(%job, rows, "the job is done"),
                // For every job the same.
                Err(error @ JobError::ClockAhead { .. }) => {
                    tracing::error!(%error, "the jobs are refused");
                    break;
                }
                Err(error) => {
                    tracing::warn!(%job, %error, "the job failed; the next round repeats it");
                }
            }
        }
        // The jobs and the writer have logged a database that is out of order.
        let _ = jobs.compact().await;
    }
}
